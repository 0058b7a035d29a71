"""Appointments, on screen planned sessions: one for each patient and day, and what became of it."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Uuid, bindparam

from data import acting, restrictions, rows, same_person, statements
from schemas.statement import Appointment, AppointmentState
from schemas.treatment import Treatment

_TABLE: Final = statements.TABLES[Appointment]


class StaleError(Exception):
    """What is to be changed is no longer as it was seen; the text is a sentence for the person."""


@acting.reads
def between(connection: Connection, start: datetime, end: datetime) -> tuple[Appointment, ...]:
    """Those expected from `start` to before `end` that she may see, by time, whatever became of them."""
    hidden = restrictions.hidden(connection)
    found = statements.newest(connection, Appointment, statements.between(Appointment, "expected_at", start, end))
    return tuple(
        sorted(
            (one for one in found if one.patient_id not in hidden),
            key=lambda one: (one.expected_at, one.appointment_id),
        )
    )


@acting.reads
def of_patient(connection: Connection, patient_id: UUID) -> tuple[Appointment, ...]:
    """Every one of the patient, under whichever registration, by time."""
    restrictions.require(connection, patient_id)
    mine = same_person.is_of(_TABLE.c.patient_id, bindparam("patient", patient_id, Uuid()))
    found = statements.newest(connection, Appointment, mine)
    return tuple(sorted(found, key=lambda one: (one.expected_at, one.appointment_id)))


@acting.reads
def by_id(connection: Connection, appointment_id: UUID) -> Appointment | None:
    """The planned session as it stands, or None."""
    found = statements.of(connection, Appointment, appointment_id)
    if found is not None:
        restrictions.require(connection, found.patient_id)
    return found


@acting.reads
def planned(connection: Connection, patient_id: UUID, on: date, zone: str) -> tuple[Appointment, ...]:
    """Those of the patient on this day of the zone that are expected or have come."""
    there = (AppointmentState.EXPECTED, AppointmentState.COME)
    return tuple(
        one
        for one in of_patient(connection, patient_id)
        if one.state in there and one.expected_at.astimezone(ZoneInfo(zone)).date() == on
    )


@acting.reads
def plan(connection: Connection, new: Iterable[Appointment], zone: str) -> int:
    """Adds planned sessions, all in this transaction; how many were not there before.

    Raises StaleError where a patient is planned on that day already, and where it became another patient's session.
    """
    added = 0
    for one in new:
        on = one.expected_at.astimezone(ZoneInfo(zone)).date()
        if any(other.appointment_id != one.appointment_id for other in planned(connection, one.patient_id, on, zone)):
            raise StaleError("This patient is planned on that day already: change or cancel that first.")
        _refuse_anothers_session(connection, one)
        added += statements.say(connection, one)
    return added


@acting.reads
def change(connection: Connection, changed: Appointment) -> None:
    """Says what became of a planned session. Raises StaleError unless it was still expected (or held the same)."""
    stands = by_id(connection, changed.appointment_id)
    if stands is None or stands.patient_id != changed.patient_id:
        raise StaleError("This planned session is not in the record: nothing was saved.")
    undoes = changed.state is AppointmentState.EXPECTED
    if stands.state is AppointmentState.COME or (stands.state is not AppointmentState.EXPECTED and not undoes):
        if stands.id == changed.id:
            return
        raise StaleError("Somebody has changed this planned session meanwhile: look at what stands there now.")
    _refuse_anothers_session(connection, changed)
    statements.say(connection, changed)


def _refuse_anothers_session(connection: Connection, said: Appointment) -> None:
    """Raises StaleError where what it is said to have become is a session of somebody else's."""
    became = None if said.treatment_id is None else rows.by_id(connection, Treatment, said.treatment_id)
    if isinstance(became, Treatment) and became.patient_id not in same_person.all_of(connection, said.patient_id):
        raise StaleError("This session is another patient's: nothing was saved.")
