"""Treatments, on screen sessions: begun for a patient, found by their id or day, and those not ended yet."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, exists, select

from data import facts, rows
from schemas.correction import Retraction
from schemas.treatment import Treatment, TreatmentEnd

_TREATMENT = rows.TABLES[Treatment]
_END = rows.TABLES[TreatmentEnd]
_NEWER = _END.alias()
_RETRACTION = rows.TABLES[Retraction]
_HOLDS = (
    ~exists().where(_NEWER.c.replaces == _END.c.id),
    ~exists().where(_RETRACTION.c.fact_id == _END.c.id),
)
_ENDED = exists().where(_END.c.treatment_id == _TREATMENT.c.id, *_HOLDS)
_OPEN = select(_TREATMENT).where(~_ENDED).order_by(_TREATMENT.c.arrived_at, _TREATMENT.c.id)


def begin(connection: Connection, treatment: Treatment) -> facts.Receipt:
    """Opens a session."""
    return facts.record(connection, treatment)


def by_id(connection: Connection, treatment_id: UUID) -> Treatment | None:
    """The session with this id, or None."""
    found = rows.by_id(connection, Treatment, treatment_id)
    return found if isinstance(found, Treatment) else None


def of_patient(connection: Connection, patient_id: UUID) -> tuple[Treatment, ...]:
    """Every session of the patient, by arrival as it was first entered."""
    query = select(_TREATMENT).where(_TREATMENT.c.patient_id == patient_id)
    rows = connection.execute(query.order_by(_TREATMENT.c.arrived_at, _TREATMENT.c.id)).mappings()
    return tuple(Treatment.model_validate(dict(row)) for row in rows)


def open_ones(connection: Connection) -> tuple[Treatment, ...]:
    """Every session without a valid end, the longest waiting first.

    As for every fact: withdrawing the correction of an end does not bring back the end that it replaced.
    """
    return tuple(Treatment.model_validate(dict(row)) for row in connection.execute(_OPEN).mappings())


def arrived_between(connection: Connection, start: datetime, end: datetime) -> tuple[Treatment, ...]:
    """Every session, open or ended, with its arrival as first entered from `start` to before `end`, by arrival."""
    of_day = (_TREATMENT.c.arrived_at >= start) & (_TREATMENT.c.arrived_at < end)
    query = select(_TREATMENT).where(of_day).order_by(_TREATMENT.c.arrived_at, _TREATMENT.c.id)
    return tuple(Treatment.model_validate(dict(row)) for row in connection.execute(query).mappings())


def ends(connection: Connection, treatment_ids: Iterable[UUID]) -> Mapping[UUID, TreatmentEnd]:
    """For each of these sessions that has ended, the end that holds (the newest, should there be two)."""
    query = select(_END).where(_END.c.treatment_id.in_(list(treatment_ids)), *_HOLDS).order_by(_END.c.entered_at)
    found = [TreatmentEnd.model_validate(dict(row)) for row in connection.execute(query).mappings()]
    return {end.treatment_id: end for end in found}
