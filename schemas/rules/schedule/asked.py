"""Asked: the moments at which a protocol asks for readings in this session, before anybody looks who came."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count
from typing import Final

from schemas.cadence import Anchor, Part, Series, Until
from schemas.reading import SignName
from schemas.record import Record
from schemas.rules import baseline, course, minutes
from schemas.rules.schedule.rests import Rest, rests

STOPPED: Final = "the drug was stopped"
SETTLED: Final = "the pressure was near baseline twice in a row"
ENDED: Final = "the session had ended"


@dataclass(frozen=True)
class Asked:
    """One reading that is asked for. Times are cut to the minute, in UTC; both ends belong to the window.

    `closes_at` is None for what stays open: the baseline before the start, a last check until the end; `window_ends` is
    then where its window would be over. `spared` says why it is not needed, where it is not.
    """

    part: Part
    due_at: datetime
    opens_at: datetime
    closes_at: datetime | None
    window_ends: datetime | None
    required: frozenset[SignName]
    spared: str | None = None


def asked(record: Record, now: datetime) -> tuple[Asked, ...]:
    """All of them by time; of a series without an end, up to the first that lies ahead. Two on one minute are one."""
    found: dict[tuple[bool, datetime], Asked] = {}
    for series in record.protocol.schedule:
        for one in _of(series, record, now):
            place = one.part is Part.BASELINE, one.due_at
            found[place] = _merged(found[place], one) if place in found else one
    return tuple(sorted(found.values(), key=lambda one: (one.due_at, one.part is not Part.BASELINE)))


def _of(series: Series, record: Record, now: datetime) -> Iterator[Asked]:
    known, resting = course.course(record), rests(record)
    ended, dry = known.ended_at, _dry_since(resting)
    if series.anchor is Anchor.ARRIVAL:
        yield _baseline(series, known)
    elif series.anchor is Anchor.START and known.started_at is not None:
        for one in _dues(series, known.started_at, record):
            stopped = STOPPED if series.until is Until.STOP and _in_rest(one.due_at, resting) else None
            spared = _after_end(one, ended) or stopped
            yield replace(one, spared=spared)
            if series.ends is None and (
                _later(one.opens_at, now) or spared == ENDED or (spared and _later(one.due_at, dry))
            ):
                return
    elif series.anchor is Anchor.STOP:
        for rest in resting:
            yield from _after(series, rest, record, now)


def _after(series: Series, rest: Rest, record: Record, now: datetime) -> Iterator[Asked]:
    """What is asked for in one rest: until something is given again, the condition holds, or the session ends."""
    ended = course.course(record).ended_at
    for one in _dues(series, rest.begins, record):
        if rest.ends is not None and minutes.between(one.due_at, rest.ends) <= 0:
            return
        settled = series.until is Until.NEAR_BASELINE and _later(one.due_at, rest.settled_at)
        spared = _after_end(one, ended) or (SETTLED if settled else None)
        yield replace(one, spared=spared)
        if series.ends is None and (spared is not None or _later(one.opens_at, now)):
            return


def _dry_since(resting: tuple[Rest, ...]) -> datetime | None:
    """Since when no drug has flowed for good: the first of the rests at the end that only single doses part."""
    since = None
    for rest in reversed(resting):
        if rest.flows:
            break
        since = rest.begins
    return since


def _dues(series: Series, anchor: datetime, record: Record) -> Iterator[Asked]:
    anchor = minutes.cut(anchor)
    if series.from_last:
        yield from _from_last(series, anchor, record)
        return
    for minute in series.at or count(series.begins, series.every or 1):
        if series.ends is not None and minute > series.ends:
            return
        yield _due(series, anchor, minute)


def _due(series: Series, anchor: datetime, minute: int) -> Asked:
    due = anchor + timedelta(minutes=minute)
    closes = due + timedelta(minutes=series.late)
    return Asked(
        part=series.part,
        due_at=due,
        opens_at=due - timedelta(minutes=series.early),
        closes_at=None if series.stays_open and minute == series.ends else closes,
        window_ends=closes,
        required=frozenset(series.required),
    )


def _from_last(series: Series, anchor: datetime, record: Record) -> Iterator[Asked]:
    """Each interval from the reading that took the due before it; from that due itself where nobody took it."""
    whole = [one for one in baseline.holding(record) if set(series.required) <= one.values().keys()]
    minute = series.begins
    while series.ends is None or minute <= series.ends:
        asked_for = _due(series, anchor, minute)
        yield asked_for
        taken = [minutes.between(anchor, one.taken_at) for one in whole]
        within = [at for at in taken if minute - series.early <= at <= minute + series.late]
        minute = min(within, key=lambda at: (abs(at - minute), at), default=minute) + (series.every or 1)


def _baseline(series: Series, known: course.Course) -> Asked:
    """Due from arrival to the start, both minutes included."""
    arrived = minutes.cut(known.arrived_at)
    started = None if known.started_at is None else minutes.cut(known.started_at)
    return Asked(Part.BASELINE, arrived, arrived, started, started, frozenset(series.required))


def _merged(one: Asked, other: Asked) -> Asked:
    """Two on one minute: whatever either asks for, in the wider window; needed where either is."""
    needed = [each for each in (one, other) if each.spared is None] or [one, other]
    closing = [each.closes_at for each in needed]
    ending = [each.window_ends for each in needed if each.window_ends is not None]
    return replace(
        needed[0],
        part=Part.AFTER if Part.AFTER in {one.part, other.part} else one.part,
        opens_at=min(each.opens_at for each in needed),
        closes_at=None if None in closing else max(at for at in closing if at is not None),
        window_ends=max(ending, default=None),
        required=frozenset().union(*(each.required for each in needed)),
    )


def _in_rest(at: datetime, resting: tuple[Rest, ...]) -> bool:
    return any(rest.holds(at) for rest in resting)


def _after_end(one: Asked, ended: datetime | None) -> str | None:
    return ENDED if _later(one.due_at, ended) else None


def _later(at: datetime, than: datetime | None) -> bool:
    return than is not None and minutes.between(than, at) > 0
