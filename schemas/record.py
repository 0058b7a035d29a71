"""The record of one session: every fact of it, valid or not, as the rules receive it."""

from typing import Annotated, Final, Literal
from uuid import UUID

from schemas import quantities as q
from schemas.action import Intervention, Note
from schemas.alert import AlertAnswer, AlertEvent, PrescriberCall
from schemas.correction import Retraction
from schemas.drug import DrugEvent
from schemas.effect import Effect, EffectChange, NoneReported
from schemas.emergency import EmergencyEntry
from schemas.fact import ClinicalFact, Instant, Shape
from schemas.order import Order
from schemas.patient import Patient
from schemas.predose import CheckAnswer, DoseDecision
from schemas.protocol import Protocol
from schemas.reading import Reading
from schemas.score import ScoreAnswer
from schemas.treatment import Arrival, Treatment, TreatmentEnd


class Weighing(Shape):
    """A valid weight of this patient taken in another session."""

    taken_at: Instant
    weight_kg: Annotated[float, q.bounds(q.WEIGHT)]
    treatment_id: UUID


class Started(Shape):
    """When the drug of another session of this patient began."""

    treatment_id: UUID
    started_at: Instant


class Record(Shape):
    """All facts of one session. The tuples are in no promised order.

    `other_weights` lets a dose find its weight, `spo2_scale` is the patient's for NEWS2. `orders` are all of the
    patient's, in the order of storing; with `other_starts` they say which one is this session's.
    `alert_events` are no facts of a person: they keep what followed from the facts at which time, in that order.
    `emergencies` are what was said of facts that were entered without a person, in the order of storing.
    """

    patient: Patient
    protocol: Protocol
    treatment: Treatment
    arrivals: tuple[Arrival, ...] = ()
    ends: tuple[TreatmentEnd, ...] = ()
    readings: tuple[Reading, ...] = ()
    drug_events: tuple[DrugEvent, ...] = ()
    effects: tuple[Effect, ...] = ()
    effect_changes: tuple[EffectChange, ...] = ()
    none_reported: tuple[NoneReported, ...] = ()
    interventions: tuple[Intervention, ...] = ()
    notes: tuple[Note, ...] = ()
    alert_answers: tuple[AlertAnswer, ...] = ()
    calls: tuple[PrescriberCall, ...] = ()
    check_answers: tuple[CheckAnswer, ...] = ()
    decisions: tuple[DoseDecision, ...] = ()
    score_answers: tuple[ScoreAnswer, ...] = ()
    alert_events: tuple[AlertEvent, ...] = ()
    retractions: tuple[Retraction, ...] = ()
    emergencies: tuple[EmergencyEntry, ...] = ()
    other_weights: tuple[Weighing, ...] = ()
    spo2_scale: Literal[1, 2] = 1
    orders: tuple[Order, ...] = ()
    other_starts: tuple[Started, ...] = ()

    def facts(self) -> tuple[ClinicalFact, ...]:
        """Every clinical fact, whatever its kind."""
        return tuple(fact for kind in KINDS for fact in getattr(self, kind))


KINDS: Final = (
    "arrivals",
    "ends",
    "readings",
    "drug_events",
    "effects",
    "effect_changes",
    "none_reported",
    "interventions",
    "notes",
    "alert_answers",
    "calls",
    "check_answers",
    "decisions",
    "score_answers",
)
