"""Records: all facts of a session brought together, as the rules receive them."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, Uuid, bindparam, exists, func, select

from data import (
    acting,
    alerts,
    chain,
    emergencies,
    orders,
    patients,
    protocols,
    restrictions,
    rows,
    same_person,
    statements,
    treatments,
)
from schemas.action import Intervention, Note
from schemas.alert import AlertAnswer, PrescriberCall
from schemas.correction import Retraction
from schemas.drug import DrugEvent
from schemas.effect import Effect, EffectChange, NoneReported
from schemas.fact import Fact
from schemas.identity import Demographics, Merge
from schemas.patient import Patient
from schemas.predose import CheckAnswer, DoseDecision
from schemas.protocol import Protocol
from schemas.reading import Reading
from schemas.record import Record, Weighing
from schemas.score import ScoreAnswer
from schemas.statement import OxygenScale
from schemas.treatment import Arrival, Treatment, TreatmentEnd

_KINDS: Final[dict[str, type[Fact]]] = {
    "arrivals": Arrival,
    "ends": TreatmentEnd,
    "readings": Reading,
    "drug_events": DrugEvent,
    "effects": Effect,
    "effect_changes": EffectChange,
    "none_reported": NoneReported,
    "interventions": Intervention,
    "notes": Note,
    "alert_answers": AlertAnswer,
    "calls": PrescriberCall,
    "check_answers": CheckAnswer,
    "decisions": DoseDecision,
    "score_answers": ScoreAnswer,
    "retractions": Retraction,
}
_NAMES: Final = {kind: name for name, kind in _KINDS.items()}
_READING = rows.TABLES[Reading]
_RETRACTION = rows.TABLES[Retraction]
_TREATMENT = rows.TABLES[Treatment]
_NEWER = _READING.alias()
_WEIGHTS = select(_READING.c.taken_at, _READING.c.weight_kg, _READING.c.treatment_id).where(
    same_person.is_of(_READING.c.patient_id),
    _READING.c.weight_kg.is_not(None),
    ~exists().where(_NEWER.c.replaces == _READING.c.id),
    ~exists().where(_RETRACTION.c.fact_id == _READING.c.id),
)


_OF_PERSON = select(_TREATMENT.c.id).where(same_person.is_of(_TREATMENT.c.patient_id))
# All that a record is made of is stored with a row of the audit in its session, or is said of somebody.
_STATE = select(
    select(func.max(chain.AUDIT.c.seq)).where(chain.AUDIT.c.treatment_id.in_(_OF_PERSON)).scalar_subquery(),
    *(select(func.max(statements.TABLES[kind].c.seq)).scalar_subquery() for kind in (Demographics, Merge, OxygenScale)),
)


@acting.reads
def of_treatment(connection: Connection, treatment_id: UUID) -> Record | None:
    """Everything of one session, or None where there is no such session."""
    treatment = treatments.by_id(connection, treatment_id)
    if treatment is None:
        return None
    patient = patients.by_id(connection, treatment.patient_id)
    if patient is None:  # pragma: no cover - the table's foreign key keeps every session's patient
        raise LookupError("A session lost its patient.")
    return _record(connection, patient, treatment, _weights(connection, patient.id))


@acting.reads
def with_stored(connection: Connection, record: Record, made: Sequence[Fact]) -> Record:
    """The record with these new facts of its session as they lie in the database, the rest of it not read again.

    Raises LookupError for a fact of another session.
    """
    if any(getattr(fact, "treatment_id", None) != record.treatment.id for fact in made):
        raise LookupError("This fact is not of this session.")
    new: dict[str, tuple[Any, ...]] = {}
    for fact in made:
        kind = type(fact)
        new[_NAMES[kind]] = (*new.get(_NAMES[kind], ()), rows.stored(connection, kind, fact.id))
    return record.model_copy(update={name: (*getattr(record, name), *facts) for name, facts in new.items()})


@acting.reads
def with_elsewhere(connection: Connection, record: Record) -> Record:
    """The record with what is said outside its session as it is now; itself where that is the same."""
    restrictions.require(connection, record.treatment.patient_id)
    treatment = record.treatment
    told = _elsewhere(connection, treatment, record.protocol, _weights(connection, treatment.patient_id))
    return record if all(getattr(record, name) == one for name, one in told.items()) else record.model_copy(update=told)


@acting.reads
def of_patient(connection: Connection, patient_id: UUID) -> tuple[Record, ...]:
    """Every session of the patient with all its facts, by arrival."""
    patient = patients.by_id(connection, patient_id)
    if patient is None:
        return ()
    restrictions.require(connection, patient_id)
    weights = _weights(connection, patient_id)  # once: each of two hundred sessions knows those of all others
    return tuple(_record(connection, patient, one, weights) for one in treatments.of_patient(connection, patient_id))


@acting.reads
def state(connection: Connection, patient_id: UUID) -> tuple[int, ...]:
    """Numbers that change with whatever is stored in the person's sessions, or said of who anybody is."""
    restrictions.require(connection, patient_id)
    return tuple(seq or 0 for seq in connection.execute(_STATE, {"patient": patient_id}).one())


@acting.reads
def to_take_out(connection: Connection, patient_id: UUID) -> tuple[Record, ...]:
    """The same, to leave the record as a file: for those alone whom a restricted record names."""
    restrictions.require_named(connection, patient_id, to="export")
    return of_patient(connection, patient_id)


@acting.reads
def ids(connection: Connection) -> tuple[UUID, ...]:
    """The ids of all sessions, patient by patient, by arrival."""
    order = (_TREATMENT.c.patient_id, _TREATMENT.c.arrived_at, _TREATMENT.c.id)
    return tuple(connection.execute(select(_TREATMENT.c.id).order_by(*order)).scalars())


def _record(connection: Connection, patient: Patient, treatment: Treatment, weights: Sequence[Weighing]) -> Record:
    parts: dict[str, Any] = {name: rows.of_treatment(connection, kind, treatment.id) for name, kind in _KINDS.items()}
    protocol = protocols.by_id(connection, treatment.protocol_id)
    return Record(
        patient=patient,
        protocol=protocol,
        treatment=treatment,
        **_elsewhere(connection, treatment, protocol, weights),
        alert_events=alerts.of_treatment(connection, treatment.id),
        emergencies=emergencies.of_treatment(connection, treatment.id),
        **parts,
    )


def _elsewhere(
    connection: Connection, treatment: Treatment, protocol: Protocol, weights: Sequence[Weighing]
) -> dict[str, Any]:
    """What is known of the patient outside this session: weights, orders, the SpO2 scale where a score wants it."""
    scale = oxygen_scale(connection, treatment.patient_id) if protocol.scores else None
    return {
        "other_weights": tuple(one for one in weights if one.treatment_id != treatment.id),
        "spo2_scale": 1 if scale is None else scale.scale,
        **orders.elsewhere(connection, treatment),
    }


@acting.reads
def oxygen_scale(connection: Connection, patient_id: UUID) -> OxygenScale | None:
    """On which scale the person's SpO2 is scored, as it was said last under whichever registration; None: never."""
    restrictions.require(connection, patient_id)
    mine = same_person.is_of(statements.TABLES[OxygenScale].c.patient_id, bindparam("patient", patient_id, Uuid()))
    said = statements.newest(connection, OxygenScale, mine)
    return said[-1] if said else None


def _weights(connection: Connection, patient_id: UUID) -> tuple[Weighing, ...]:
    """Every valid weight of the person, in whichever session."""
    found = connection.execute(_WEIGHTS, {"patient": patient_id}).mappings()
    return tuple(Weighing.model_validate(dict(row)) for row in found)
