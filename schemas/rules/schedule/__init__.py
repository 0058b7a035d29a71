"""The schedule: every reading that the protocol asks for, each in exactly one state; computed, never stored as typed.

Source: the protocol's own series; how they are read: docs/clinical.md, schedule. Windows judge `taken_at`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from schemas.cadence import Part
from schemas.reading import Reading
from schemas.record import Record
from schemas.rules import baseline, course, minutes
from schemas.rules.once import once_a_minute
from schemas.rules.schedule.asked import Asked, asked
from schemas.rules.schedule.due import OPEN, OWED, Due, State, judged

__all__ = ["Count", "Due", "State", "counted", "next_due", "owed", "schedule"]

_CAME: Final = frozenset(State) - {State.LATER, State.NOT_NEEDED}


@dataclass(frozen=True)
class Count:
    """`not_taken` of `of` dues whose time has come: partial and missed ones; attempted ones were tried."""

    not_taken: int
    of: int


@once_a_minute
def schedule(record: Record, now: datetime) -> tuple[Due, ...]:
    """Every due of the session by its time; none for a protocol version without a timetable.

    A session entered afterwards has no now: its time goes as far as what was written down of it.
    """
    if record.treatment.entered_afterwards:
        taken = [one.taken_at for one in baseline.holding(record)]
        now = min(now, max([course.course(record).arrived_at, *taken]))
    wanted = asked(record, now)
    ended = course.course(record).ended_at is not None
    serving: dict[int, list[Reading]] = {place: [] for place in range(len(wanted))}
    for reading in baseline.holding(record):
        place = _served(reading, wanted)
        if place is not None:
            serving[place].append(reading)
    return tuple(judged(one, tuple(serving[place]), now, ended=ended) for place, one in enumerate(wanted))


def next_due(dues: Sequence[Due]) -> Due | None:
    """The one to take next: the first that is open; None where nothing is."""
    return next((one for one in dues if one.state in OPEN), None)


def owed(record: Record, dues: Sequence[Due]) -> Due | None:
    """The earliest missed or partial due whose signs nobody has measured since; None once the session has ended."""
    if course.course(record).ended_at is not None:
        return None
    return next((one for one in dues if one.state in OWED and not _made_good(record, one)), None)


def counted(dues: Sequence[Due]) -> Count:
    """How many of the dues whose time has come were not taken."""
    came = [one for one in dues if one.state in _CAME]
    return Count(sum(one.state in OWED for one in came), len(came))


def _served(reading: Reading, wanted: Sequence[Asked]) -> int | None:
    """The one due that this reading serves: the nearest whose window it lies in; what is needed comes first."""
    at, spoken = minutes.cut(reading.taken_at), {*reading.values(), *reading.not_measured}
    near = [
        (one.spared is not None, one.part is not Part.BASELINE, abs(one.due_at - at), place)
        for place, one in enumerate(wanted)
        if one.opens_at <= at and (one.closes_at is None or at <= one.closes_at) and spoken & one.required
    ]
    return min(near)[-1] if near else None


def _made_good(record: Record, due: Due) -> bool:
    later = [one for one in baseline.holding(record) if minutes.between(due.due_at, one.taken_at) > 0]
    return due.lacking <= {name for one in later for name in one.values()}
