"""Alert events: what the rules raised and took back, stored beside the facts it follows from."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, bindparam, select

from data import acting, audit, restrictions, rows, same_person, tables
from schemas.alert import AlertEvent
from schemas.record import Record
from schemas.rules import alerts
from schemas.treatment import Treatment

_TABLE: Final = tables.METADATA.tables[tables.AlertEventRow.__tablename__]
_TREATMENT: Final = rows.TABLES[Treatment]
_WHOSE: Final = select(_TREATMENT.c.patient_id).where(_TREATMENT.c.id == bindparam("session"))
_INSERT: Final = _TABLE.insert()
_ORDER: Final = (_TABLE.c.stored_at, _TABLE.c.true_at, _TABLE.c.rank, _TABLE.c.id)
_OF_TREATMENT: Final = select(_TABLE).where(_TABLE.c.treatment_id == bindparam("wanted")).order_by(*_ORDER)


@acting.reads
def of_treatment(connection: Connection, treatment_id: UUID) -> tuple[AlertEvent, ...]:
    """Every event of the session in the order in which it was stored."""
    restrictions.require_session(connection, treatment_id)
    found = connection.execute(_OF_TREATMENT, {"wanted": treatment_id}).mappings()
    return tuple(AlertEvent.model_validate(dict(row)) for row in found)


@acting.reads
def keep(connection: Connection, record: Record, now: datetime) -> Record:
    """Stores what follows from the record's facts at this time and is not stored; answers the record with it."""
    made = alerts.pending(record, now)
    if not made:
        return record
    store(connection, made, record.patient.id)
    return record.model_copy(update={"alert_events": (*record.alert_events, *made)})


@acting.reads
def store(connection: Connection, events: Iterable[AlertEvent], patient_id: UUID) -> None:
    """Adds the events, each with its audit row, which nobody is the author of.

    Raises LookupError where one is of a session of somebody else's.
    """
    restrictions.require(connection, patient_id)
    for event in events:
        whose = connection.execute(_WHOSE, {"session": event.treatment_id}).scalar()
        if whose is None or same_person.stays(connection, whose) != same_person.stays(connection, patient_id):
            raise LookupError("This alert is of another patient's session.")
        connection.execute(
            _INSERT, event.model_dump() | {"crossed": event.crossed and event.crossed.model_dump(mode="json")}
        )
        audit.write_event(connection, event, patient_id)
