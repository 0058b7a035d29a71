"""The course of a session: arrival, start, stop and end, minutes from start, and the phase at a time.

Source: the project's own definitions (docs/clinical.md, course of a session).
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from itertools import takewhile
from typing import Final
from uuid import UUID

from schemas.drug import DrugAct, DrugEvent
from schemas.record import Record
from schemas.rules import minutes, valid
from schemas.rules.once import once
from schemas.treatment import EndHow

SINGLE: Final = frozenset({DrugAct.BOLUS, DrugAct.DOSE, DrugAct.DEVICE})
GIVES: Final = SINGLE | {DrugAct.START}
_FLOWS = frozenset({DrugAct.START, DrugAct.RESUME})


class Phase(StrEnum):
    """Where in its course a session is; computed from drug events, never typed."""

    BASELINE = "baseline"
    INFUSION = "infusion"
    DOSING = "dosing"
    OBSERVATION = "observation"
    DISCHARGED = "discharged"


@dataclass(frozen=True)
class Course:
    """What the facts say so far. None: it has not happened, or nobody knows.

    `running`: an infusion has begun and not been stopped; a pause stays inside it (`paused`). `rate_ml_h`: the rate
    last said while it runs, in a pause the one it will go on with. `single_doses`: there is no infusion; before the
    first drug event this is what the protocol intends. `ended_by` is who entered the end.
    """

    arrived_at: datetime
    started_at: datetime | None = None
    stopped_at: datetime | None = None
    ended_at: datetime | None = None
    end_how: EndHow | None = None
    ended_by: UUID | None = None
    running: bool = False
    paused: bool = False
    rate_ml_h: float | None = None
    single_doses: bool = False


@dataclass(frozen=True)
class _Infusion:
    """An infusion between two events."""

    running: bool = False
    paused: bool = False
    rate_ml_h: float | None = None
    stopped_at: datetime | None = None


@once
def course(record: Record) -> Course:
    """The course of this session, from its valid facts; `record` is the whole record."""
    return _course(record, drug_events(record))


def before(record: Record, event: DrugEvent) -> Course:
    """The course as it stood before this event, which is not in the record yet: by what was done until then."""
    told = record.model_copy(update={"drug_events": (*record.drug_events, event)})
    return _course(record, tuple(takewhile(lambda one: one.id != event.id, drug_events(told))))


def _course(record: Record, events: tuple[DrugEvent, ...]) -> Course:
    holding = valid.only(record)
    gives = [event for event in events if event.act in GIVES]
    flows = is_infusion(events)
    infusion = _infusion(events) if flows and gives else _Infusion()
    arrival = max(holding.arrivals, key=lambda one: (one.entered_at, one.id), default=record.treatment)
    end = max(holding.ends, key=lambda one: (one.entered_at, one.id), default=None)
    return Course(
        arrived_at=arrival.arrived_at,
        started_at=gives[0].at if gives else None,
        stopped_at=infusion.stopped_at if flows else _last_single(events, record.treatment.planned_doses),
        ended_at=end.ended_at if end else None,
        end_how=end.how if end else None,
        ended_by=end.entered_by if end else None,
        running=infusion.running,
        paused=infusion.paused,
        rate_ml_h=infusion.rate_ml_h if infusion.running else None,
        single_doses=not flows and (bool(gives) or not record.protocol.infusion),
    )


@once
def drug_events(record: Record) -> tuple[DrugEvent, ...]:
    """The valid drug events in their order; `record` is the whole record, since corrections keep their place."""
    status = valid.statuses(record)
    ordered = minutes.in_order(record.drug_events, lambda event: event.at)
    return tuple(event for event in ordered if status[event.id] is valid.Status.FINAL)


def is_infusion(events: tuple[DrugEvent, ...]) -> bool:
    """Whether drug flows in these events; boluses, doses and devices alone are single doses."""
    return any(event.act in _FLOWS for event in events)


def minutes_from_start(course: Course, at: datetime) -> int | None:
    """Whole minutes from the start, negative before it; None without a start."""
    return None if course.started_at is None else minutes.between(course.started_at, at)


def phase(course: Course, at: datetime) -> Phase:
    """The phase at this time. The minute of start, stop and end still belongs to what went before it."""
    if _after(course.ended_at, at):
        return Phase.DISCHARGED
    if not _after(course.started_at, at):
        return Phase.BASELINE
    if _after(course.stopped_at, at):
        return Phase.OBSERVATION
    return Phase.DOSING if course.single_doses else Phase.INFUSION


def _after(moment: datetime | None, at: datetime) -> bool:
    return moment is not None and minutes.between(moment, at) > 0


def _last_single(events: tuple[DrugEvent, ...], planned: int) -> datetime | None:
    """The last dose, once as many as planned are given or somebody said that no more follows."""
    doses = [event for event in events if event.act in SINGLE]
    complete = len(doses) >= planned or any(event.no_more_follows for event in events)
    return doses[-1].at if doses and complete else None


def _infusion(events: tuple[DrugEvent, ...]) -> _Infusion:
    now = _Infusion()
    for event in events:
        now = _next(now, event)
    return now


def _next(now: _Infusion, event: DrugEvent) -> _Infusion:
    """The infusion after one more event."""
    rate = now.rate_ml_h if event.rate_ml_h is None else event.rate_ml_h
    match event.act:
        case DrugAct.START:
            return _Infusion(running=True, rate_ml_h=_rate(event))
        case DrugAct.RESUME:
            return _Infusion(running=True, rate_ml_h=rate)
        case DrugAct.RATE_CHANGE:
            return replace(now, rate_ml_h=rate)
        case DrugAct.PAUSE:
            return replace(now, paused=now.running)
        case DrugAct.STOP:
            return _Infusion(rate_ml_h=rate, stopped_at=event.at)
        case _:  # a single dose ends nothing while the infusion runs; after the stop it is the new stop
            return replace(now, stopped_at=now.stopped_at and event.at)


def _rate(start: DrugEvent) -> float | None:
    """The rate a start states, or the one its dose, duration and concentration come to, in ml/h."""
    if start.rate_ml_h is not None:
        return start.rate_ml_h
    if start.dose_mg is None or start.duration_minutes is None or start.concentration_mg_ml is None:
        return None
    return start.dose_mg / start.concentration_mg_ml / start.duration_minutes * 60
