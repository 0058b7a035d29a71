"""What a point rests on: its rows session by session, as they were written down."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from app import words
from schemas.action import Intervention
from schemas.assessment import FORMS, Assessment
from schemas.drug import DrugEvent
from schemas.effect import Effect, EffectChange, NoneReported
from schemas.fact import ClinicalFact
from schemas.predose import DoseDecision
from schemas.reading import Reading
from schemas.record import Record
from schemas.rules import course
from schemas.rules import scales as totals
from schemas.rules.scales import Standing
from schemas.rules.story import Point, Story

_SAID: Final[Mapping[type[ClinicalFact], Callable[[Any], tuple[datetime, str]]]] = {
    Reading: lambda one: (one.taken_at, words.values(one)),
    Effect: lambda one: (one.onset_at, one.label),
    EffectChange: lambda one: (one.at, "an effect went on, changed or ended"),
    NoneReported: lambda one: (one.at, "effects asked about: none reported"),
    DrugEvent: lambda one: (one.at, words.drug_event(one)),
    Intervention: lambda one: (one.at, words.intervention(one)),
    DoseDecision: lambda one: (one.at, ": ".join(filter(None, (one.decision.value.capitalize(), one.words)))),
}


@dataclass(frozen=True)
class Rested:
    """One session of a point: its number, its day, and its rows in words; none where what counts is that none is.

    Without a treatment they are scales, which may be of no session.
    """

    treatment_id: UUID | None
    number: int | None
    day: str
    rows: tuple[str, ...]


def rests(told: Story, point: Point, records: Iterable[Record], scales: Iterable[Standing] = ()) -> tuple[Rested, ...]:
    """The told session first, then those it is compared with, the newest first; of scales these alone."""
    scale_ids = [row.fact_id for row in point.rests if row.treatment_id is None]
    if scale_ids:
        said = {one.said.id: one.said for one in scales}
        return (Rested(None, None, "", tuple(_scale(said[id_], told.zone) for id_ in scale_ids if id_)),)
    of: Mapping[UUID, Record] = {one.treatment.id: one for one in records}
    rows: dict[UUID | None, list[UUID]] = {id_: [] for id_ in (told.treatment_id, *reversed(point.compared.before))}
    for row in point.rests:
        rows[row.treatment_id] += [row.fact_id] if row.fact_id is not None else []
    return tuple(_rested(of[id_], told.numbers[id_], facts) for id_, facts in rows.items() if id_ is not None)


def _rested(record: Record, number: int, wanted: list[UUID]) -> Rested:
    zone, facts = record.treatment.zone, {one.id: one for one in record.facts()}
    day = words.day(course.course(record).arrived_at, zone)
    return Rested(record.treatment.id, number, day, tuple(_row(facts[id_], zone) for id_ in wanted))


def _row(fact: ClinicalFact, zone: str) -> str:
    """When it was, and what it says."""
    at, said = _SAID[type(fact)](fact)
    return f"{words.clock_time(at, zone)} {said}"


def _scale(said: Assessment, zone: str) -> str:
    label, at = FORMS[said.scale].label, said.taken_at
    return f"{words.day(at, zone)} {words.clock_time(at, zone)} {label} {totals.total(said)}"
