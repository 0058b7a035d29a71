"""Chairs, who looks after them, and the plan of the day in the demo clinic."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from data import appointments, chairs, statements, treatments
from data.demo import ids, people
from schemas.statement import Appointment, AppointmentState, Chair, Duty, Seat

CHAIRS: Final = 6
_ROOMS: Final = ("Garden room", "Quiet room")
# Minutes from now at which somebody is expected; who was expected in the past did not come.
_EXPECTED: Final = (-70, 30, 45, 90)


def arrange(connection: Connection, now: datetime, zone: str, seed: int = ids.SEED) -> None:
    """Says where the sessions opened today are, who is on, and who is expected; what was said before stays."""
    today = now.astimezone(ZoneInfo(zone)).date()
    known = {one.chair_id for one in chairs.all_of(connection)}
    for chair in _chairs(now):
        if chair.chair_id not in known:
            statements.say(connection, chair)
    _sit_down(connection, now, today)
    for duty in _duties(now, today):
        statements.say(connection, duty)
    for planned in _plan(connection, now, today, seed):
        statements.say(connection, planned)


def _by(now: datetime, *parts: object) -> dict[str, object]:
    return {"id": ids.of(*parts), "entered_at": now, "entered_by": ids.ADMIN}


def _chairs(now: datetime) -> Iterator[Chair]:
    for number in range(1, CHAIRS + 1):
        named = {"chair_id": ids.of("chair", number), "name": str(number), "room": _ROOMS[(number - 1) * 2 // CHAIRS]}
        yield Chair.model_validate(_by(now, "chair", number) | named)


def _sit_down(connection: Connection, now: datetime, today: date) -> None:
    """Each session opened today at the chair of its slot, where that is free and in use."""
    free = {one.chair_id for one in chairs.free(connection)}
    for slot in range(CHAIRS):
        session, chair = ids.open_id(today, slot), ids.of("chair", slot + 1)
        if chair in free and treatments.by_id(connection, session) is not None:
            at = {"treatment_id": session, "chair_id": chair}
            chairs.sit(connection, Seat.model_validate(_by(now, "seat", session) | at))


def _duties(now: datetime, today: date) -> Iterator[Duty]:
    for number in range(1, CHAIRS + 1):
        on = {
            "chair_id": ids.of("chair", number),
            "duty_on": today,
            "staff_id": people.BEA if number <= CHAIRS // 2 else people.OMAR,
        }
        yield Duty.model_validate(_by(now, "duty", number, today) | on)


def _plan(connection: Connection, now: datetime, today: date, seed: int) -> Iterator[Appointment]:
    busy: set[UUID] = {one.patient_id for one in treatments.open_ones(connection)}
    free = [person for person in people.people(seed) if person.id not in busy]
    Random(f"plan/{seed}/{today}").shuffle(free)
    taken = {one.patient_id for one in appointments.between(connection, now - timedelta(days=1), now + timedelta(1))}
    for place, minutes in enumerate(_EXPECTED):
        person, as_id = free[place], ids.of("appointment", today, place)
        if person.id in taken:
            continue
        at = now.replace(minute=now.minute // 5 * 5, second=0, microsecond=0) + timedelta(minutes=minutes)
        gone = minutes < 0
        planned = {
            "appointment_id": as_id,
            "patient_id": person.id,
            "expected_at": at,
            "chair_id": None if gone else ids.of("chair", CHAIRS - place % 2),
            "protocol_key": person.protocol.key,
            "planned_dose_mg_per_kg": 0.5 if person.protocol.infusion else None,
        }
        yield Appointment.model_validate(_by(now, "appointment", today, place) | planned)
        if gone:
            came_not = {"state": AppointmentState.NOT_COME, "words": "no answer on the telephone"}
            yield Appointment.model_validate(_by(now, "appointment", today, place, "not come") | planned | came_not)
