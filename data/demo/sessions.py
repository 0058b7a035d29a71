"""One invented session from arrival to end, as the facts that a nurse would have entered."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from typing import Final
from uuid import UUID

import numpy as np

from data.demo import episodes as effects
from data.demo import experience, people, signs
from data.demo.episodes import Episode
from data.demo.people import Person
from data.demo.scribe import F, Scribe
from schemas.action import Intervention, Note
from schemas.correction import Retraction
from schemas.drug import DrugAct, DrugEvent, StopSays
from schemas.effect import NoneReported
from schemas.fact import ClinicalFact
from schemas.treatment import EndHow, Treatment, TreatmentEnd

DEVICE_MG: Final = 28.0
_MG_PER_KG: Final = 0.5
_SESSIONS_AT_56_MG: Final = 2
_NOTES: Final = (
    "Arrived with her sister, who will drive home.",
    "Arrived with a friend. Slept well, ate a light breakfast.",
    "Says the last session helped for about a week.",
    "Mood a little better since the last session.",
    "Brought own music, eye mask offered.",
    "Asked for the blinds to be closed.",
)


@dataclass(frozen=True)
class Plan:
    """A visit to be: who, when, the how manieth with the drug, minutes from arrival to start, and its own seed."""

    treatment_id: UUID
    person: Person
    arrived_at: datetime
    zone: str
    number: int
    wait: int
    seed: tuple[int, ...]
    may_be_held: bool = True


@dataclass(frozen=True)
class Session:
    """A session and everything written down in it."""

    treatment: Treatment
    facts: tuple[ClinicalFact | Retraction, ...]

    def of(self, kind: type[F]) -> tuple[F, ...]:
        """The facts of this kind, as they were entered."""
        return tuple(fact for fact in self.facts if isinstance(fact, kind))

    @property
    def with_drug(self) -> bool:
        """Whether the drug was given."""
        return bool(self.of(DrugEvent))

    def until(self, now: datetime) -> "Session":
        """The session as far as it was written down by then."""
        return replace(self, facts=tuple(fact for fact in self.facts if fact.entered_at <= now))


def session(plan: Plan) -> Session:
    """The whole session; the same plan gives the same facts."""
    random = Random(repr(plan.seed))
    numbers = np.random.default_rng(plan.seed)
    seen = signs.measured(numbers, random, plan.person)
    while seen.held and not plan.may_be_held:
        seen = signs.measured(numbers, random, plan.person)
    scribe = Scribe(plan.treatment_id, plan.arrived_at + timedelta(minutes=plan.wait), random)
    weight = round(plan.person.weight_kg + random.gauss(0, 0.5), 1)
    facts = list(_before(scribe, seen, weight))
    if seen.held:
        facts += [*signs.after_rest(scribe, seen, facts[-1].id, numbers), *_held(scribe, seen)]
    else:
        felt = experience.experience(numbers, np.array([plan.number]))
        running = effects.episodes(random, felt, seen.minutes[-1])
        facts += _drug(scribe, plan, weight)
        facts += signs.later(scribe, seen, running, numbers)
        facts += [fact for episode in running for fact in effects.facts(scribe, episode)]
        facts += _around(scribe, plan, seen, running, int(felt.cadss[0]))
    # By time of entry, as a record grows; what was entered in one second stays in the order written.
    return Session(_treatment(scribe, plan), tuple(sorted(facts, key=lambda fact: fact.entered_at)))


def _treatment(scribe: Scribe, plan: Plan) -> Treatment:
    infusion = plan.person.protocol.infusion
    return Treatment(
        id=plan.treatment_id,
        entered_at=plan.arrived_at + timedelta(seconds=20),
        entered_by=scribe.on_duty(plan.arrived_at),
        patient_id=plan.person.id,
        protocol_id=plan.person.protocol.id,
        planned_dose_mg=None if infusion else DEVICE_MG * _devices(plan),
        planned_dose_mg_per_kg=_MG_PER_KG if infusion else None,
        planned_doses=1 if infusion else _devices(plan),
        arrived_at=plan.arrived_at,
        zone=plan.zone,
    )


def _devices(plan: Plan) -> int:
    return 3 if plan.person.takes_84_mg and plan.number > _SESSIONS_AT_56_MG else 2


def _before(scribe: Scribe, seen: signs.Measured, weight_kg: float) -> Iterator[ClinicalFact]:
    if scribe.random.random() < 0.4:  # noqa: PLR2004 - own choice
        at = scribe.at(seen.minutes[0] - 3)
        yield scribe.write(Note, at, at=at, words=scribe.random.choice(_NOTES))
    yield signs.baseline(scribe, seen, weight_kg)


def _held(scribe: Scribe, seen: signs.Measured) -> Iterator[ClinicalFact]:
    at = scribe.at(seen.minutes[0] + 7)
    words = "Blood pressure before dosing above 140/90, again after rest: no drug today, new appointment given."
    yield scribe.write(Note, at, by=people.MIA, at=at, words=words)
    end = scribe.at(seen.minutes[0] + 15)
    yield scribe.write(TreatmentEnd, end, ended_at=end, how=EndHow.NOT_STARTED)


def _drug(scribe: Scribe, plan: Plan, weight_kg: float) -> Iterator[ClinicalFact]:
    if not plan.person.protocol.infusion:
        for device in range(_devices(plan)):
            at = scribe.at(5 * device)
            yield scribe.write(DrugEvent, at, at=at, act=DrugAct.DEVICE, dose_mg=DEVICE_MG)
        return
    cannula, at = scribe.at(-4), scribe.at(0)
    yield scribe.write(Intervention, cannula, at=cannula, words="Cannula placed in the left forearm.")
    dose, minutes = round(_MG_PER_KG * weight_kg, 1), plan.person.protocol.planned_minutes or 40
    yield scribe.write(DrugEvent, at, at=at, act=DrugAct.START, dose_mg=dose, duration_minutes=minutes)
    stop = scribe.at(minutes)
    yield scribe.write(DrugEvent, stop, at=stop, act=DrugAct.STOP, stop_says=StopSays.PLANNED)


def _around(
    scribe: Scribe, plan: Plan, seen: signs.Measured, running: tuple[Episode, ...], cadss: int
) -> Iterator[ClinicalFact]:
    """What was asked, noted and done beside readings and effects, and how the person left."""
    last = seen.minutes[-1]
    for minute in (41, last + 1):
        if not any(episode.touches(minute) for episode in running):
            at = scribe.at(minute)
            yield scribe.write(NoneReported, at, at=at)
    if plan.number % 3 == 1:
        at = scribe.at(42)
        yield scribe.write(Note, at, at=at, words=f"CADSS total at 40 min: {cadss}.")
    if plan.person.protocol.infusion:
        at = scribe.at(last + 2)
        yield scribe.write(Intervention, at, at=at, words="Cannula removed.")
    end = scribe.at(last + scribe.random.randint(4, 9))
    yield scribe.write(TreatmentEnd, end, ended_at=end, how=EndHow.LEFT_WITH_ESCORT)
