"""The dose: what was planned, and what was given as far as the facts say it.

Source: the project's own definitions (docs/clinical.md, dose). Amounts are exact fractions until they are answered.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from math import floor

from schemas.drug import DrugAct, DrugEvent, StopSays
from schemas.record import Record
from schemas.rules import baseline, course, minutes
from schemas.rules.once import once

_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class PlannedDose:
    """The session's plan in mg and in mg/kg; one of the two is computed, and unknown without a weight."""

    mg: float | None
    mg_per_kg: float | None
    weight_kg: float | None
    weight_taken_at: datetime | None


@dataclass(frozen=True)
class GivenDose:
    """What was given: `mg` in all, unknown before the stop and when one part of it is.

    `stated_mg` and `computed_mg` speak of the infusion alone: what its newest stop says, and what rates, concentration
    and times come to. `differs`: both are known and not the same to a tenth of a mg; what is stated wins. `start_mg` is
    the dose its start was to give, which "the whole planned dose" means; `singles` counts boluses, doses and devices.
    """

    mg: float | None
    mg_per_kg: float | None
    computed_mg: float | None
    stated_mg: float | None
    weight_kg: float | None
    weight_taken_at: datetime | None
    differs: bool
    devices: int
    singles: int
    start_mg: float | None


@once
def planned(record: Record) -> PlannedDose:
    """The treatment's plan, else the dose its start was to give; mg/kg to two decimals, half up."""
    weight, taken_at = _weight(record)
    mg = _planned_mg(record)
    per_kg = record.treatment.planned_dose_mg_per_kg
    return PlannedDose(_number(mg), per_kg if per_kg is not None else _per_kg(mg, weight), weight, taken_at)


@once
def given(record: Record) -> GivenDose:
    """What was given so far in this session; `record` is the whole record."""
    events = course.drug_events(record)
    weight, taken_at = _weight(record)
    stopped = course.course(record).stopped_at is not None
    flows = course.is_infusion(events)
    stated = _stated(record, events) if stopped and flows else None
    computed = _hundredths(_computed(events)) if stopped and flows else None
    infusion = (stated if _says(events) else computed) if flows else Fraction(0)
    singles = _sum(_exact(event.dose_mg) for event in events if event.act in course.SINGLE)
    mg = _sum((infusion, singles)) if stopped else None
    return GivenDose(
        mg=_number(mg),
        mg_per_kg=_per_kg(mg, weight),
        computed_mg=_number(computed),
        stated_mg=_number(stated),
        weight_kg=weight,
        weight_taken_at=taken_at,
        differs=stated is not None and computed is not None and not same(stated, computed),
        devices=sum(event.act is DrugAct.DEVICE for event in events),
        singles=sum(event.act in course.SINGLE for event in events),
        start_mg=_number(_start_dose(events)),
    )


def same(one: Fraction | float, other: Fraction | float) -> bool:
    """Whether two doses in mg are the same to a tenth, half up: finer than that no pump gives."""
    return half_up(Fraction(str(one)), 1) == half_up(Fraction(str(other)), 1)


def _hundredths(mg: Fraction | None) -> Fraction | None:
    """What rates and seconds come to, to a hundredth of a mg: no pump is finer. What is stated stays exact."""
    return None if mg is None else Fraction(str(half_up(mg, 2)))


def _planned_mg(record: Record) -> Fraction | None:
    plan = record.treatment
    if plan.planned_dose_mg is not None:
        return _exact(plan.planned_dose_mg)
    if plan.planned_dose_mg_per_kg is None:
        return _start_dose(course.drug_events(record))
    per_kg, weight = _exact(plan.planned_dose_mg_per_kg), _exact(_weight(record)[0])
    return None if per_kg is None or weight is None else per_kg * weight


def _start_dose(events: tuple[DrugEvent, ...]) -> Fraction | None:
    """The dose that the start plans; of two starts that disagree, which no screen lets stand, neither is the plan."""
    starts = {event.dose_mg for event in events if event.act is DrugAct.START}
    return _exact(starts.pop()) if len(starts) == 1 else None


def _weight(record: Record) -> tuple[float | None, datetime | None]:
    """The last valid weight at or before the start, from any session; without a start, the last one so far.

    A session that is entered afterwards has a later one before it: without its start, only the day it was on counts.
    """
    known = course.course(record)
    until = known.started_at or known.ended_at
    if until is None and record.treatment.entered_afterwards:
        until = known.arrived_at + timedelta(days=1)
    here = baseline.holding(record)
    elsewhere = sorted(record.other_weights, key=lambda one: (one.taken_at, one.treatment_id, one.weight_kg))
    told = [*((one.taken_at, one.weight_kg) for one in elsewhere), *((one.taken_at, one.weight_kg) for one in here)]
    weights = [
        (taken_at, weight)
        for taken_at, weight in sorted(told, key=lambda one: one[0])
        if weight is not None and (until is None or minutes.between(taken_at, until) >= 0)
    ]
    return (weights[-1][1], weights[-1][0]) if weights else (None, None)


def _newest_stop(events: tuple[DrugEvent, ...]) -> DrugEvent | None:
    return next((event for event in reversed(events) if event.act is DrugAct.STOP), None)


def _says(events: tuple[DrugEvent, ...]) -> bool:
    stop = _newest_stop(events)
    return stop is not None and stop.stop_says is not None


def _stated(record: Record, events: tuple[DrugEvent, ...]) -> Fraction | None:
    """What the newest stop says of the whole infusion, in mg; the planned dose is the start's, else the treatment's."""
    stop = _newest_stop(events)
    if stop is None or stop.stop_says is not StopSays.PLANNED:
        return None if stop is None else _exact(stop.dose_mg)
    starts = {event.dose_mg for event in events if event.act is DrugAct.START and event.dose_mg is not None}
    if len(starts) > 1:  # two starts that disagree, which no screen lets stand: neither is the plan
        return None
    return _exact(starts.pop()) if starts else _planned_mg(record)


def _computed(events: tuple[DrugEvent, ...]) -> Fraction | None:
    """What flowed, in mg; unknown as soon as it flowed for a while at an unknown rate."""
    amount: Fraction | None = Fraction(0)
    rate: Fraction | None = None
    concentration: Fraction | None = None
    flows, since = False, events[0].at
    for event in events:
        # Within one minute seconds may go backwards, since a stated time has none; time itself does not.
        now = max(since, event.at)
        if flows and now > since:
            amount = None if amount is None or rate is None else amount + rate * _seconds(now - since)
        since = now
        if event.act is DrugAct.START:
            concentration = _exact(event.concentration_mg_ml)
            rate = _start_rate(event)
        elif event.rate_ml_h is not None:
            rate = _mg_per_second(event.rate_ml_h, concentration)
        if event.act in {DrugAct.START, DrugAct.RESUME}:
            flows = True
        elif event.act in {DrugAct.PAUSE, DrugAct.STOP}:
            flows = False
    return amount


def _start_rate(start: DrugEvent) -> Fraction | None:
    """The rate of a start in mg a second: dose over duration, else its rate at its concentration."""
    dose = _exact(start.dose_mg)
    if dose is not None and start.duration_minutes is not None:
        return dose / (start.duration_minutes * 60)
    return None if start.rate_ml_h is None else _mg_per_second(start.rate_ml_h, _exact(start.concentration_mg_ml))


def _mg_per_second(rate_ml_h: float, concentration: Fraction | None) -> Fraction | None:
    """Nothing flows at rate 0, whatever the concentration."""
    if rate_ml_h == 0:
        return Fraction(0)
    return None if concentration is None else Fraction(str(rate_ml_h)) * concentration / 3600


def _seconds(passed: timedelta) -> Fraction:
    return Fraction(passed // _MICROSECOND, 1_000_000)


def _sum(parts: Iterable[Fraction | None]) -> Fraction | None:
    """The sum, unknown when one part is."""
    total = Fraction(0)
    for part in parts:
        if part is None:
            return None
        total += part
    return total


def _per_kg(mg: Fraction | None, weight_kg: float | None) -> float | None:
    weight = _exact(weight_kg)
    return None if mg is None or weight is None else half_up(mg / weight, 2)


def half_up(value: Fraction, decimals: int) -> float:
    """The number rounded to so many decimals, halves up."""
    return float(Fraction(floor(value * 10**decimals + Fraction(1, 2)), 10**decimals))


def _exact(value: float | None) -> Fraction | None:
    """The number as it was written: 0.1 is a tenth."""
    return None if value is None else Fraction(str(value))


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)
