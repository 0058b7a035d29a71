"""Counted: alerts, corrections and dues of a session, and up to when they are counted."""

from dataclasses import dataclass
from datetime import datetime

from schemas.record import Record
from schemas.rules import alerts, course, schedule
from schemas.rules.alerts.events import never_back


@dataclass(frozen=True)
class Raised:
    """How many alerts there were, and how many of them were red at their worst."""

    alerts: int
    red: int


def until(record: Record) -> datetime:
    """The session's end; before it, the last moment at which anything was written down."""
    ended = course.course(record).ended_at
    if ended is not None:
        return ended
    entered = [one.entered_at for one in (record.treatment, *record.facts(), *record.retractions)]
    return max([*entered, *(one.stored_at for one in record.alert_events)])


def alerts_raised(record: Record, at: datetime) -> Raised:
    """The alerts of which something still follows from the facts: one that a slip of the hand raised is none."""
    at = never_back(record, at)  # as the threads judge: what is pending then is worked out once
    events = (*record.alert_events, *alerts.pending(record, at))
    gone = {one.withdraws for one in events}
    ranks = [one.worst.rank for one in alerts.threads(record, at) if one.worst.id not in gone]
    return Raised(len(ranks), sum(rank is alerts.Rank.RED for rank in ranks))


def corrections(record: Record) -> int:
    """How many facts were replaced, withdrawn or moved away, each once; the arrival that was set back is one."""
    own = {record.treatment.id, *(fact.id for fact in record.facts())}
    named = {fact.replaces for fact in record.facts()} | {one.fact_id for one in record.retractions}
    return len(own & named)


def dues(record: Record, at: datetime) -> schedule.Count | None:
    """How many of the dues that had come were not taken; None for a protocol version without a timetable."""
    return schedule.counted(schedule.schedule(record, at)) if record.protocol.schedule else None
