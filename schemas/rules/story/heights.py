"""Heights: the peak of the pressure, and its rise over the session's own baseline.

Compared is only what is known not to have been treated before the peak, and not to have been higher unseen.
"""

from collections.abc import Sequence
from statistics import median
from typing import Final, Literal

from schemas.protocol import Direction, Limit
from schemas.reading import Reading
from schemas.record import Record
from schemas.rules import baseline, summary
from schemas.rules.outcome import counted, looked, treated
from schemas.rules.story import limits
from schemas.rules.story.about import Height
from schemas.rules.story.history import History, Visit
from schemas.rules.story.thresholds import TABLE
from schemas.rules.story.told import Kind, Point, Row, Urgency

Half = Literal["systolic", "diastolic"]
HALVES: Final[tuple[Half, ...]] = ("systolic", "diastolic")


def peak(history: History) -> Point | None:
    """The highest pressure after the start: at the protocol's limit, or far over what it was.

    Where it reached a limit, those on its rise stand with it.
    """
    return _height(history, Kind.PEAK)


def rise(history: History) -> Point | None:
    """The same for the change from the session's own baseline."""
    return _height(history, Kind.RISE)


def _height(history: History, kind: Kind) -> Point | None:
    bounds, now = TABLE[kind], history.now
    whole, told = summary.summary(now.record), _told(kind, now.record)
    earlier = _comparable(history, kind)
    before = {half: [_told(kind, one.record)[half] or 0 for one in earlier] for half in HALVES}
    highest = tuple(half for half in HALVES if _stands_out(told[half], before[half], bounds.by))
    crossed = _limits(kind, now.record)
    telling = (*(half for half in HALVES if half in crossed), *highest)
    if not telling:
        return None
    rises = _limits(Kind.RISE, now.record) if kind is Kind.PEAK and crossed else {}
    height = Height(
        peak=(whole.peak_systolic, whole.peak_diastolic),
        rise=(whole.peak_delta_systolic, whole.peak_delta_diastolic),
        half=telling[0],
        minute=now.minute(_first(now.record, telling[0]).taken_at),
        at_least=now.ended and looked.peak_at_least(now.record, counted.until(now.record)) is True,
        crossed=(*crossed.values(), *rises.values()),
        highest=highest,
        usual=(median(before["systolic"]), median(before["diastolic"])) if earlier else None,
        state=whole.return_state,
        back_at=whole.return_minutes,
    )
    rows = tuple(row for one in (now, *earlier) for row in _rows(one))
    urgency = Urgency.SAFETY if crossed else Urgency.CHANGE
    return Point(kind, urgency, height, history.compared(earlier), rows)


def _told(kind: Kind, record: Record) -> dict[Half, int | None]:
    whole = summary.summary(record)
    if kind is Kind.PEAK:
        return {"systolic": whole.peak_systolic, "diastolic": whole.peak_diastolic}
    return {"systolic": whole.peak_delta_systolic, "diastolic": whole.peak_delta_diastolic}


def _comparable(history: History, kind: Kind) -> list[Visit]:
    """The earlier peaks that are the drug's own and were seen; none where this one is not, or they are too few."""
    if treated.before_the_peak(history.now.record) is not False:
        return []
    found = [
        one
        for one in history.like
        if None not in _told(kind, one.record).values()
        and treated.before_the_peak(one.record) is False
        and looked.peak_at_least(one.record, counted.until(one.record)) is False
    ]
    return found if len(found) >= TABLE[kind].least else []


def _stands_out(value: int | None, before: Sequence[int], by: float) -> bool:
    return value is not None and bool(before) and value > max(before) and value - median(before) >= by


def _limits(kind: Kind, record: Record) -> dict[Half, Limit]:
    """Of each number the furthest limit on it, or on its change, that it reached."""
    known, levels = baseline.baseline_pressure(record), TABLE[kind].levels
    found: dict[Half, Limit] = {}
    for half, number in _told(kind, record).items():
        row = None
        if number is not None and kind is Kind.PEAK:
            row = limits.value(record.protocol, half, Direction.HIGH, levels, number)
        elif number is not None and known is not None:
            row = limits.change(record.protocol, half, levels, number, getattr(known, half))
        found |= {} if row is None else {half: row}
    return found


def _rows(visit: Visit) -> list[Row]:
    """The baseline's reading and those of the peak."""
    known = baseline.baseline_pressure(visit.record)
    base = [] if known is None else [known.reading_id]
    return [Row(visit.id, one) for one in dict.fromkeys([*base, *(peak.id for peak in _highest(visit.record))])]


def _highest(record: Record) -> list[Reading]:
    """The first reading of the highest systolic, and that of the highest diastolic."""
    told = _told(Kind.PEAK, record)
    return [_first(record, half) for half in HALVES if told[half] is not None]


def _first(record: Record, half: Half) -> Reading:
    highest = _told(Kind.PEAK, record)[half]
    return next(one for one in baseline.after_start(record) if getattr(one, half) == highest)
