"""Extremes: the lowest and highest value of each sign after the start, and the change from baseline at 40 minutes."""

from collections.abc import Callable, Iterable
from typing import Final

from schemas.reading import NAMES, SignName
from schemas.record import Record
from schemas.rules import baseline, course

# A weight is no sign that drug or session moves, and no protocol sets a limit on it that would be a harm.
SIGNS: Final[tuple[SignName, ...]] = tuple(name for name in NAMES if name != "weight_kg")
AT: Final = 40
NEAR: Final = (35, 45)


def lowest(record: Record) -> dict[SignName, float]:
    """The lowest valid value of each sign after the start; a sign that nobody measured is not there."""
    return _of_each(record, min)


def highest(record: Record) -> dict[SignName, float]:
    """The highest."""
    return _of_each(record, max)


def rise_at_40(record: Record) -> tuple[int | None, int | None]:
    """Systolic and diastolic less their baseline, of the whole pressure nearest to minute 40, from 35 to 45.

    Of two as near the earlier. None: no baseline, or no whole pressure then.
    """
    known, first_last = course.course(record), range(NEAR[0], NEAR[1] + 1)
    near = [
        (abs(minute - AT), place, one)
        for place, one in enumerate(baseline.after_start(record))
        if baseline.pressure(one) and (minute := course.minutes_from_start(known, one.taken_at) or 0) in first_last
    ]
    return baseline.change(record, min(near)[2]) if near else (None, None)


def _of_each(record: Record, furthest: Callable[[Iterable[float]], float]) -> dict[SignName, float]:
    found: dict[SignName, float] = {}
    for name in SIGNS:
        values = [value for one in baseline.after_start(record) if (value := getattr(one, name)) is not None]
        if values:
            found[name] = furthest(values)
    return found
