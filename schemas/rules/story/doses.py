"""Doses: another dose, another drug or route, a session without drug, and one that was stopped early."""

from fractions import Fraction
from typing import Literal

from schemas.drug import DrugAct, DrugEvent
from schemas.protocol import Drug
from schemas.record import Record
from schemas.rules import course, dose, predose, summary
from schemas.rules.baseline import Pressure
from schemas.rules.outcome import How
from schemas.rules.outcome.given import held_at, how
from schemas.rules.story.about import CutShort, Dosed, NotGiven, Switched
from schemas.rules.story.history import History, Visit, ids
from schemas.rules.story.thresholds import TABLE
from schemas.rules.story.told import Compared, Kind, Point, Row, Urgency

Unit = Literal["mg", "mg/kg"]


def changed(history: History) -> Point | None:
    """Another dose than in the last session of the same drug and route whose dose is known in the same unit."""
    here = history.now
    for unit in _units(here.record):
        now = _given(here.record, unit)
        known = [(one, mg) for one in reversed(history.like) if (mg := _given(one.record, unit)) is not None]
        if now is None or not known:
            continue
        last, before = known[0]
        if _apart(now, before) < Fraction(str(TABLE[Kind.DOSE].by)):
            return None
        rows = [Row(one.id, event.id) for one in (here, last) for event in course.drug_events(one.record)]
        return Point(Kind.DOSE, Urgency.CHANGE, Dosed(now, before, unit), history.compared([last]), tuple(rows))
    return None


def switched(history: History) -> Point | None:
    """Another drug, or another route, than the last one that was given."""
    if not history.now.given or not history.given:
        return None
    last = history.given[-1]
    here, there = history.now.record.protocol, last.record.protocol
    if (here.drug, here.route) == (there.drug, there.route):
        return None
    told = Switched(here.drug, here.route, there.drug, there.route, len(history.like))
    rows = [Row(one.id, event.id) for one in (history.now, last) for event in course.drug_events(one.record)]
    return Point(Kind.DRUG, Urgency.CHANGE, told, Compared((last.id,), there.drug, there.route), tuple(rows))


def not_given(history: History) -> Point | None:
    """Held, cancelled, or ended without a start. A stop without its start tells of drug all the same."""
    now = history.now
    what = how(now.record)
    if what is How.GIVEN or course.drug_events(now.record) or (what is How.NOT_STARTED and not now.ended):
        return None
    decision = predose.check(now.record).decision
    decided = decision if decision is not None and what is not How.NOT_STARTED else None
    pressure = _pressure(now.record)
    had = [one for one in history.earlier if one.ended and not one.given and not course.drug_events(one.record)]
    told = NotGiven(what, pressure, decided.words if decided else None, len(had))
    rows = [Row(now.id, decided.id)] if decided else []
    rows += [Row(now.id, pressure.reading_id)] if pressure else []
    return Point(Kind.HELD, Urgency.CHANGE, told, Compared(ids(history.earlier)), (*rows, Row(now.id)))


def cut_short(history: History) -> Point | None:
    """Less than planned when the drug was stopped: by its dose; where that is not known, by its minutes or number."""
    now = history.now
    events, stopped_at = course.drug_events(now.record), course.course(now.record).stopped_at
    if stopped_at is None:
        return None
    mg, length, number = _mg(now.record), _minutes(now, events), _number(now.record, events)
    judged = next((pair for pair in (mg, length, number) if pair is not None), None)
    if judged is None or _less(*judged) < TABLE[Kind.STOPPED_EARLY].by:
        return None
    rows = tuple(Row(now.id, one.id) for one in events)
    return Point(Kind.STOPPED_EARLY, Urgency.CHANGE, CutShort(mg, length, number), Compared(), rows)


def _units(record: Record) -> tuple[Unit, ...]:
    """In which the doses of a drug are compared: by weight, where the weight is known, but for esketamine."""
    return ("mg",) if record.protocol.drug is Drug.ESKETAMINE else ("mg/kg", "mg")


def _given(record: Record, unit: Unit) -> float | None:
    told = dose.given(record)
    return told.mg if unit == "mg" else told.mg_per_kg


def _apart(now: float, before: float) -> Fraction:
    """By how many per cent of the earlier one; from nothing any dose is a whole one more."""
    one, other = Fraction(str(now)), Fraction(str(before))
    return abs(one - other) * 100 / other if other else Fraction(100 if one else 0)


def _less(given: float, planned: float) -> Fraction:
    return (1 - Fraction(str(given)) / Fraction(str(planned))) * 100


def _mg(record: Record) -> tuple[float, float] | None:
    given, planned = dose.given(record).mg, dose.planned(record).mg
    return None if given is None or not planned else (given, planned)


def _minutes(visit: Visit, events: tuple[DrugEvent, ...]) -> tuple[int, int] | None:
    """Of an infusion; how long it was to be its start says, else the protocol."""
    stopped_at = course.course(visit.record).stopped_at
    if stopped_at is None or not course.is_infusion(events):
        return None
    said = {one.duration_minutes for one in events if one.act is DrugAct.START}
    planned = said.pop() if len(said) == 1 else None
    planned = planned or visit.record.protocol.planned_minutes
    return None if planned is None else (visit.minute(stopped_at), planned)


def _number(record: Record, events: tuple[DrugEvent, ...]) -> tuple[int, int] | None:
    """Of single doses or devices."""
    if course.is_infusion(events):
        return None
    return dose.given(record).singles, record.treatment.planned_doses


def _pressure(record: Record) -> Pressure | None:
    """The pressure at which it was decided; where nobody decided the last one."""
    return held_at(record) or summary.summary(record).pre_dose
