"""Treated: whether a medicine for pressure was given before the peak, or before the return.

Source: the project's own definitions (docs/clinical.md, outcome of a session). What a medicine is for is told by its
name alone, from two short lists; one that is in neither leaves the answer unknown.
"""

import re
from typing import Final

from schemas.action import Intervention
from schemas.record import Record
from schemas.rules import baseline, course, summary, valid
from schemas.rules.outcome.medicines import FOR_PRESSURE, NOT_FOR_PRESSURE
from schemas.rules.summary import ReturnState

_NAME: Final = re.compile(r"[^\W\d_]+")


def before_the_peak(record: Record) -> bool | None:
    """Whether one was given before both pressures were at their highest; None where there is no peak."""
    peak = _peak(record)
    return None if peak is None else _given_before(record, peak)


def before_the_return(record: Record) -> bool | None:
    """Whether one was given before the return or, where nothing was above, before the peak.

    What has not returned yet is treated by whatever was given so far.
    """
    whole = summary.summary(record)
    if whole.return_state is ReturnState.NOT_YET:
        return _given_before(record, None)
    if whole.return_state is ReturnState.RETURNED:
        return _given_before(record, whole.return_minutes)
    return before_the_peak(record)


def is_for_pressure(drug: str) -> bool | None:
    """Whether the medicine of this name lowers the pressure and is given for that; None: it is in neither list."""
    names = set(_NAME.findall(drug.casefold()))
    if names & FOR_PRESSURE:
        return True
    return False if names & NOT_FOR_PRESSURE else None


def _given_before(record: Record, minute: int | None) -> bool | None:
    """Of the medicines after the start and before this minute (None: all of them): one for pressure is enough."""
    known = [is_for_pressure(one.drug) for one in _medicines(record, minute) if one.drug is not None]
    if True in known:
        return True
    return None if None in known else False


def _medicines(record: Record, before: int | None) -> list[Intervention]:
    known, found = course.course(record), []
    for one in valid.only(record).interventions:
        minute = course.minutes_from_start(known, one.at)
        if minute is not None and minute > 0 and (before is None or minute < before):
            found.append(one)
    return found


def _peak(record: Record) -> int | None:
    """The later of the minutes at which systolic and diastolic were first at their highest."""
    whole, known = summary.summary(record), course.course(record)
    first = [
        next(one for one in baseline.after_start(record) if getattr(one, sign) == highest)
        for sign, highest in (("systolic", whole.peak_systolic), ("diastolic", whole.peak_diastolic))
        if highest is not None
    ]
    return max((course.minutes_from_start(known, one.taken_at) or 0 for one in first), default=None)
