"""What a line of a plan's file may name, as it stands in the record."""

from sqlalchemy import Connection

from app.entries.plan_file import Known
from data import appointments, chairs, patients, protocols


def known(connection: Connection, zone: str) -> Known:
    """Patients, chairs, protocols and plans of this transaction; days are those of the zone."""
    return Known(
        patient=lambda number: patients.by_number(connection, number),
        chairs=chairs.in_use(connection),
        protocols=protocols.current(connection),
        planned=lambda patient_id, on: bool(appointments.planned(connection, patient_id, on, zone)),
    )
