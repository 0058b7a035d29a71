"""Treatments, on screen sessions: begun for a patient, found by their id or day, and those not ended yet."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, select

from data import acting, facts, open_treatments, restrictions, rows, same_person
from schemas.treatment import Treatment, TreatmentEnd

_TREATMENT = rows.TABLES[Treatment]
_END = rows.TABLES[TreatmentEnd]
_NOT_ENDED = open_treatments.TABLE
# From the few open ones to their rows, and sorted afterwards: for an index of arrivals in the right order SQLite would
# look at every session ever held.
_OPEN = select(_TREATMENT).where(_TREATMENT.c.id.in_(select(open_treatments.TABLE.c.treatment_id)))
_OF_PATIENT = (
    select(_TREATMENT)
    .where(same_person.is_of(_TREATMENT.c.patient_id))
    .order_by(_TREATMENT.c.arrived_at, _TREATMENT.c.id)
)


@acting.reads
def begin(connection: Connection, treatment: Treatment) -> facts.Receipt:
    """Opens a session."""
    return facts.record(connection, treatment)


@acting.reads
def by_id(connection: Connection, treatment_id: UUID) -> Treatment | None:
    """The session with this id, or None."""
    found = rows.by_id(connection, Treatment, treatment_id)
    if not isinstance(found, Treatment):
        return None
    restrictions.require(connection, found.patient_id)
    return found


@acting.reads
def of_patient(connection: Connection, patient_id: UUID) -> tuple[Treatment, ...]:
    """Every session of the patient, under whichever registration, by arrival as it was first entered."""
    restrictions.require(connection, patient_id)
    rows = connection.execute(_OF_PATIENT, {"patient": patient_id}).mappings()
    return tuple(Treatment.model_validate(dict(row)) for row in rows)


@acting.reads
def open_ones(connection: Connection) -> tuple[Treatment, ...]:
    """Every session without a valid end that she may see, the longest waiting first."""
    found = (Treatment.model_validate(dict(row)) for row in connection.execute(_OPEN).mappings())
    return tuple(sorted(_seen(connection, found), key=lambda one: (one.arrived_at, str(one.id))))


@acting.reads
def arrived_between(connection: Connection, start: datetime, end: datetime) -> tuple[Treatment, ...]:
    """Every session that she may see with its arrival as first entered from `start` to before `end`, by arrival."""
    of_day = (_TREATMENT.c.arrived_at >= start) & (_TREATMENT.c.arrived_at < end)
    query = select(_TREATMENT).where(of_day).order_by(_TREATMENT.c.arrived_at, _TREATMENT.c.id)
    found = (Treatment.model_validate(dict(row)) for row in connection.execute(query).mappings())
    return tuple(_seen(connection, found))


@acting.reads
def ends(connection: Connection, treatment_ids: Iterable[UUID]) -> Mapping[UUID, TreatmentEnd]:
    """For each of these sessions that has ended, the end that holds (the newest, should there be two)."""
    query = (
        select(_END)
        .where(_END.c.treatment_id.in_(restrictions.seen_sessions(connection, treatment_ids)), *open_treatments.HOLDS)
        .order_by(_END.c.entered_at)
    )
    found = [TreatmentEnd.model_validate(dict(row)) for row in connection.execute(query).mappings()]
    return {end.treatment_id: end for end in found}


def _seen(connection: Connection, found: Iterable[Treatment]) -> Iterable[Treatment]:
    hidden = restrictions.hidden(connection)
    return (one for one in found if one.patient_id not in hidden)
