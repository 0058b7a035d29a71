"""One session in a few numbers: baseline, peak, change, return, and how much was taken.

Source: the project's own definitions (docs/clinical.md, summary of a session); the 110 % are the clinic's own limit.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from schemas.reading import Reading
from schemas.record import Record
from schemas.rules import baseline
from schemas.rules import course as courses
from schemas.rules.baseline import Pressure
from schemas.rules.once import once

# Above is more than 110 % of baseline, compared in whole numbers: 10 * value > 11 * baseline.
_VALUE: Final = 10
_BASELINE: Final = 11


class ReturnState(StrEnum):
    """Whether the pressure's rise was over while somebody looked."""

    RETURNED = "returned"
    NO_RISE = "no_rise"
    NOT_YET = "not_yet"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Summary:
    """mmHg and whole minutes from start; None is unknown. `signs_not_measured` counts each refused sign once a reading.

    The two peaks are each the highest after the start, not one reading; `peak_minutes` is of the first highest
    systolic, `return_minutes` of the first whole pressure after the last one above.
    """

    baseline: Pressure | None
    pre_dose: Pressure | None
    peak_systolic: int | None
    peak_diastolic: int | None
    peak_delta_systolic: int | None
    peak_delta_diastolic: int | None
    peak_minutes: int | None
    return_state: ReturnState
    return_minutes: int | None
    readings_taken: int
    signs_not_measured: int


@once
def summary(record: Record) -> Summary:
    """The summary of this session as far as it has come; `record` is the whole record."""
    readings = baseline.holding(record)
    course = courses.course(record)
    known = baseline.baseline_pressure(record)
    after = baseline.after_start(record)
    systolic = max((one.systolic for one in after if one.systolic is not None), default=None)
    diastolic = max((one.diastolic for one in after if one.diastolic is not None), default=None)
    highest = next((one for one in after if systolic is not None and one.systolic == systolic), None)
    state, back = _returned(after, known)
    return Summary(
        baseline=known,
        pre_dose=baseline.pre_dose_pressure(record),
        peak_systolic=systolic,
        peak_diastolic=diastolic,
        peak_delta_systolic=_less(systolic, known.systolic if known else None),
        peak_delta_diastolic=_less(diastolic, known.diastolic if known else None),
        peak_minutes=courses.minutes_from_start(course, highest.taken_at) if highest else None,
        return_state=state,
        return_minutes=courses.minutes_from_start(course, back.taken_at) if back else None,
        readings_taken=len(readings),
        signs_not_measured=sum(len(one.not_measured) for one in readings),
    )


def above(reading: Reading, known: Pressure) -> bool:
    """Whether either pressure that is there is over 110 % of baseline, unrounded."""
    pairs = ((reading.systolic, known.systolic), (reading.diastolic, known.diastolic))
    return any(value is not None and _VALUE * value > _BASELINE * before for value, before in pairs)


def _returned(after: tuple[Reading, ...], known: Pressure | None) -> tuple[ReturnState, Reading | None]:
    """The state, and the reading that shows the return."""
    if known is None:
        return ReturnState.UNKNOWN, None
    last = max((place for place, one in enumerate(after) if above(one, known)), default=None)
    full = [one for one in after[0 if last is None else last + 1 :] if baseline.pressure(one)]
    if last is None:
        return (ReturnState.NO_RISE if full else ReturnState.UNKNOWN), None
    return (ReturnState.RETURNED, full[0]) if full else (ReturnState.NOT_YET, None)


def _less(value: int | None, before: int | None) -> int | None:
    return None if value is None or before is None else value - before
