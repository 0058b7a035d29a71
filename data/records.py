"""Records: all facts of a session brought together, as the rules receive them."""

from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, exists, select

from data import patients, protocols, rows, tables, treatments
from schemas.action import Intervention, Note
from schemas.correction import Retraction
from schemas.drug import DrugEvent
from schemas.effect import Effect, EffectChange, NoneReported
from schemas.fact import Fact
from schemas.reading import Reading
from schemas.record import Record, Weighing
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
    "retractions": Retraction,
}
_READING = tables.METADATA.tables[tables.ReadingRow.__tablename__]
_RETRACTION = tables.METADATA.tables[tables.RetractionRow.__tablename__]
_TREATMENT = tables.METADATA.tables[tables.TreatmentRow.__tablename__]


def of_treatment(connection: Connection, treatment_id: UUID) -> Record | None:
    """Everything of one session, or None where there is no such session."""
    treatment = treatments.by_id(connection, treatment_id)
    return None if treatment is None else _record(connection, treatment)


def of_patient(connection: Connection, patient_id: UUID) -> tuple[Record, ...]:
    """Every session of the patient with all its facts, by arrival."""
    return tuple(_record(connection, treatment) for treatment in treatments.of_patient(connection, patient_id))


def ids(connection: Connection) -> tuple[UUID, ...]:
    """The ids of all sessions, patient by patient, by arrival."""
    order = (_TREATMENT.c.patient_id, _TREATMENT.c.arrived_at, _TREATMENT.c.id)
    return tuple(connection.execute(select(_TREATMENT.c.id).order_by(*order)).scalars())


def _record(connection: Connection, treatment: Treatment) -> Record:
    patient = patients.by_id(connection, treatment.patient_id)
    if patient is None:  # pragma: no cover - the table's foreign key keeps every session's patient
        raise LookupError("A session lost its patient.")
    parts: dict[str, Any] = {name: rows.of_treatment(connection, kind, treatment.id) for name, kind in _KINDS.items()}
    return Record(
        patient=patient,
        protocol=protocols.by_id(connection, treatment.protocol_id),
        treatment=treatment,
        other_weights=_weights_elsewhere(connection, treatment),
        **parts,
    )


def _weights_elsewhere(connection: Connection, treatment: Treatment) -> tuple[Weighing, ...]:
    newer = _READING.alias()
    query = select(_READING.c.taken_at, _READING.c.weight_kg, _READING.c.treatment_id).where(
        _READING.c.patient_id == treatment.patient_id,
        _READING.c.treatment_id != treatment.id,
        _READING.c.weight_kg.is_not(None),
        ~exists().where(newer.c.replaces == _READING.c.id),
        ~exists().where(_RETRACTION.c.fact_id == _READING.c.id),
    )
    return tuple(Weighing.model_validate(dict(row)) for row in connection.execute(query).mappings())
