"""The outcome of a session: what a clinician compares between one session and the next, from one record.

Source: the project's own definitions (docs/clinical.md, outcome of a session). What summary, dose and course already
answer is asked there.
"""

from dataclasses import dataclass
from datetime import datetime

from schemas.drug import DrugAct
from schemas.record import Record
from schemas.rules import course, episodes, summary
from schemas.rules.baseline import Pressure
from schemas.rules.once import once
from schemas.rules.outcome import counted, looked, treated, worst
from schemas.rules.outcome.given import How, held_at, how

__all__ = ["How", "Outcome", "outcome"]


@dataclass(frozen=True)
class Outcome:
    """mmHg, whole minutes from start, SpO2 in %, oxygen in l/min; None is unknown, also where nothing was given.

    `minutes` is start to stop. `peak_at_least`: nobody took a pressure at the due nearest the expected peak. The rise
    was over between `above_until` (the last reading above) and `back_at` (the first one back); which of the two is
    missing where it was not, the summary's state says. `peak_treated`: a medicine for pressure came before the peak,
    `treated`: before the return, or before the peak where nothing had to return. `position_changed`: of the readings
    that count, two were taken in another position or at another cuff site. `alerts` are those that still follow from
    the facts, `alerts_red` the red ones among them; `dues_missed` of `dues` were not taken, both None without a
    timetable. `held` is the pressure at which the dose was held or cancelled. `effects_asked`: after the start.
    """

    how: How
    held: Pressure | None
    ended: bool
    minutes: int | None
    pauses: int | None
    readings_to_60: int | None
    longest_gap: int | None
    peak_at_least: bool | None
    above_until: int | None
    back_at: int | None
    peak_treated: bool | None
    treated: bool | None
    position_changed: bool | None
    observed_minutes: int | None
    spo2_lowest: int | None
    oxygen_then: float | None
    dissociation_highest: int | None
    moaas_lowest: int | None
    effects_asked: bool | None
    alerts: int
    alerts_red: int
    corrections: int
    dues: int | None
    dues_missed: int | None


@once
def outcome(record: Record) -> Outcome:
    """The outcome of this session; `record` is the whole record.

    It is counted up to the session's end or, before that, up to the last moment at which something was written down:
    a record says no more than that.
    """
    known, until = course.course(record), counted.until(record)
    hour, low = looked.first_hour(record, until), worst.spo2(record)
    raised, dues = counted.alerts_raised(record, until), counted.dues(record, until)
    return Outcome(
        how=how(record),
        held=held_at(record),
        ended=known.ended_at is not None,
        minutes=_minutes(known, known.stopped_at),
        pauses=_pauses(record, known),
        readings_to_60=hour.readings if hour else None,
        longest_gap=hour.longest_gap if hour else None,
        peak_at_least=looked.peak_at_least(record, until),
        above_until=looked.above_until(record),
        back_at=summary.summary(record).return_minutes,
        peak_treated=treated.before_the_peak(record),
        treated=treated.before_the_return(record),
        position_changed=looked.position_changed(record),
        observed_minutes=looked.observed_minutes(record),
        spo2_lowest=low.value if low else None,
        oxygen_then=low.oxygen_l_min if low else None,
        dissociation_highest=worst.dissociation(record),
        moaas_lowest=worst.moaas(record),
        effects_asked=_effects_asked(record, known),
        alerts=raised.alerts,
        alerts_red=raised.red,
        corrections=counted.corrections(record),
        dues=dues.of if dues else None,
        dues_missed=dues.not_taken if dues else None,
    )


def _minutes(known: course.Course, at: datetime | None) -> int | None:
    return None if at is None else course.minutes_from_start(known, at)


def _pauses(record: Record, known: course.Course) -> int | None:
    if known.started_at is None:
        return None
    return sum(event.act is DrugAct.PAUSE for event in course.drug_events(record))


def _effects_asked(record: Record, known: course.Course) -> bool | None:
    if known.started_at is None:
        return None
    return any((course.minutes_from_start(known, one.at) or 0) > 0 for one in episodes.asked(record))
