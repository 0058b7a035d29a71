"""What a value is compared with: the session's baseline of each sign, and the previous value.

Source: the project's own definitions (docs/clinical.md, baseline). Readings go by `taken_at`, the start by its minute.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from schemas.reading import Reading, SignName
from schemas.record import Record
from schemas.rules import course, minutes, valid
from schemas.rules.once import once


@dataclass(frozen=True)
class Measured:
    """A value of one sign, in the sign's own unit, and the reading it comes from."""

    value: float
    taken_at: datetime
    reading_id: UUID


@dataclass(frozen=True)
class Pressure:
    """A whole blood pressure in mmHg, and the reading it comes from."""

    systolic: int
    diastolic: int
    taken_at: datetime
    reading_id: UUID


@once
def baseline_pressure(record: Record) -> Pressure | None:
    """The last blood pressure with both numbers at or before the start; None without one, and without a start."""
    return _last_pressure(until_start(record))


def baseline(record: Record, sign: SignName) -> Measured | None:
    """The last value of the sign at or before the start; a pressure comes from the whole baseline pressure."""
    before = until_start(record)
    if sign in {"systolic", "diastolic"}:
        before = tuple(reading for reading in before if pressure(reading))
    return last(before, sign)


def pre_dose_pressure(record: Record) -> Pressure | None:
    """The last blood pressure with both numbers so far, in a session without a start; None in any other."""
    if course.course(record).started_at is not None:
        return None
    return _last_pressure(holding(record))


def previous(record: Record, sign: SignName, at: datetime, *, but: UUID | None = None) -> Measured | None:
    """The nearest earlier valid value of the sign, seen from `at`; one in the same minute counts as earlier.

    `but` is the reading one looks from: it is not its own previous one, and where it stands in the record at this very
    minute only what comes before it does count.
    """
    here = next((one for one in record.readings if one.id == but and minutes.between(one.taken_at, at) == 0), None)
    until = minutes.cut(at)
    earlier = (
        one
        for one in reversed(holding(record))
        if getattr(one, sign) is not None
        and one.id != but
        and minutes.cut(one.taken_at) <= until
        and (here is None or _place(one) < _place(here))
    )
    return _measured(next(earlier, None), sign)


def change(record: Record, reading: Reading) -> tuple[int | None, int | None]:
    """The reading's systolic and diastolic less their baseline, in mmHg, each by itself; None: unknown."""
    known = baseline_pressure(record)
    if known is None:
        return None, None
    return _less(reading.systolic, known.systolic), _less(reading.diastolic, known.diastolic)


@once
def until_start(record: Record) -> tuple[Reading, ...]:
    """The valid readings at or before the minute of the start, by time; none without a start."""
    start = course.course(record).started_at
    if start is None:
        return ()
    return tuple(one for one in holding(record) if minutes.between(one.taken_at, start) >= 0)


@once
def after_start(record: Record) -> tuple[Reading, ...]:
    """The valid readings after the minute of the start, by time; none without a start."""
    start = course.course(record).started_at
    if start is None:
        return ()
    return tuple(one for one in holding(record) if minutes.between(one.taken_at, start) < 0)


@once
def holding(record: Record) -> tuple[Reading, ...]:
    """The valid readings, by time."""
    return by_time(valid.only(record).readings)


def by_time(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """Readings by the time they were taken; at one instant as they were entered."""
    return tuple(sorted(readings, key=_place))


def pressure(reading: Reading) -> Pressure | None:
    """The reading's blood pressure where both numbers are there; half of one is None."""
    if reading.systolic is None or reading.diastolic is None:
        return None
    return Pressure(reading.systolic, reading.diastolic, reading.taken_at, reading.id)


def _place(reading: Reading) -> tuple[datetime, datetime, UUID]:
    return reading.taken_at, reading.entered_at, reading.id


def last(readings: tuple[Reading, ...], sign: SignName) -> Measured | None:
    """The last value of the sign among these readings, which are in the order of time."""
    return _measured(next((one for one in reversed(readings) if getattr(one, sign) is not None), None), sign)


def _measured(reading: Reading | None, sign: SignName) -> Measured | None:
    return None if reading is None else Measured(getattr(reading, sign), reading.taken_at, reading.id)


def _last_pressure(readings: tuple[Reading, ...]) -> Pressure | None:
    return next((found for one in reversed(readings) if (found := pressure(one))), None)


def _less(value: int | None, known: int) -> int | None:
    return None if value is None else value - known
