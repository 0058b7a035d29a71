"""Scored: the PHQ-9 of the demo clinic's people over their courses, and what was done where item 9 told of danger."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from random import Random
from typing import Final
from uuid import UUID

from data.demo import ids, people
from data.demo.sessions import Session
from schemas.assessment import Assessment, RiskClosing, Scale
from schemas.statement import Statement
from schemas.treatment import Treatment

_EVERY: Final = timedelta(days=13)  # two weeks, the window that it asks about; a visit may come a day early
_AFTER_ARRIVAL: Final = timedelta(minutes=6)
_CLOSED_AFTER: Final = timedelta(minutes=25)
_ITEMS, _HIGHEST, _LAST = 9, 3, 8
_FIRST, _FALL, _LOWEST = (15, 23), 1.5, 4  # the first total, what it falls by each time, and where it stays
_TOLD: Final = 0.10  # so often item 9 is answered with 1 in the first months
_OPEN: Final = 2  # people whose last one nobody has closed


def said(finished: Sequence[Session]) -> Iterator[Statement]:
    """Everything that was scored, a patient after the other, each in the order of time."""
    risky: list[tuple[Assessment, RiskClosing]] = []
    by_patient: dict[UUID, list[Treatment]] = {}
    for visit in finished:
        by_patient.setdefault(visit.treatment.patient_id, []).append(visit.treatment)
    for patient, visits in by_patient.items():
        for one in _of_patient(patient, sorted(visits, key=lambda visit: visit.arrived_at)):
            yield one
            if one.items[_LAST]:
                risky.append((one, _closing(one)))
    last = {one.patient_id: one.id for one, _ in risky}
    left_open = set(sorted(last.values(), key=str)[:_OPEN])
    yield from (closing for one, closing in risky if one.id not in left_open)


def _of_patient(patient: UUID, visits: Sequence[Treatment]) -> Iterator[Assessment]:
    random = Random(f"phq-9/{patient}")
    total, before = random.uniform(*_FIRST), None
    for visit in visits:
        if before is not None and visit.arrived_at - before < _EVERY:
            continue
        before = visit.arrived_at
        yield _assessment(visit, _items(random, max(_LOWEST, round(total + random.gauss(0, 1.5)))))
        total -= _FALL * random.uniform(0.3, 1.6)


def _items(random: Random, total: int) -> tuple[int, ...]:
    """Items that come to this total; the last one mostly 0, whatever the others are."""
    items = [0] * _ITEMS
    items[_LAST] = int(random.random() < _TOLD)
    while sum(items) < total:
        place = random.randrange(_LAST)
        items[place] += items[place] < _HIGHEST
    return tuple(items)


def _assessment(visit: Treatment, items: tuple[int, ...]) -> Assessment:
    own, at = ids.of(visit.id, "phq-9"), visit.arrived_at + _AFTER_ARRIVAL
    told = {"id": own, "assessment_id": own, "entered_at": at, "entered_by": visit.entered_by, "taken_at": at}
    told |= {"patient_id": visit.patient_id, "treatment_id": visit.id, "scale": Scale.PHQ_9, "items": items}
    return Assessment.model_validate(told)


def _closing(one: Assessment) -> RiskClosing:
    at = one.taken_at + _CLOSED_AFTER
    told = {"id": ids.of(one.id, "closed"), "entered_at": at, "entered_by": people.MIA, "at": at, "said_id": one.id}
    told |= {
        "patient_id": one.patient_id,
        "action": "Talked with before the dose; no plan, no intent; safety plan kept",
    }
    return RiskClosing.model_validate(told)
