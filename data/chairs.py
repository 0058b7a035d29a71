"""Chairs: where people are treated, which session is at which, and who looks after it on a day."""

from collections.abc import Mapping
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import Connection

from data import acting, open_treatments, statements
from schemas.statement import Chair, Duty, Seat

_DUTY: Final = statements.TABLES[Duty]
_SEAT: Final = statements.TABLES[Seat]


class TakenError(Exception):
    """Somebody else's session is at this chair, or its name is another chair's; the text is a sentence."""


def all_of(connection: Connection) -> tuple[Chair, ...]:
    """Every chair as it stands, those out of use too, by name: 2 before 10."""
    return tuple(sorted(statements.newest(connection, Chair), key=_order))


def in_use(connection: Connection) -> tuple[Chair, ...]:
    """Those that are in use, by name."""
    return tuple(chair for chair in all_of(connection) if chair.in_use)


def _order(chair: Chair) -> tuple[int, str]:
    digits = "".join(sign for sign in chair.name if sign.isdecimal())
    return int(digits) if digits else 0, chair.name


def keep(connection: Connection, chair: Chair) -> None:
    """Adds or changes a chair. Raises TakenError for the name of another one, and where somebody sits who would not."""
    for other in in_use(connection):
        if other.chair_id != chair.chair_id and other.name.casefold() == chair.name.casefold() and chair.in_use:
            raise TakenError(f"There is a chair named {other.name} already: choose another name.")
    if not chair.in_use and chair.chair_id in taken(connection).values():
        raise TakenError(f"A session is open at chair {chair.name}: move or end it first.")
    statements.say(connection, chair)


@acting.reads
def taken(connection: Connection) -> Mapping[UUID, UUID]:
    """For each open session that is at a chair, which."""
    seats = statements.newest(connection, Seat, _SEAT.c.treatment_id.in_(open_treatments.ids(connection)))
    return {seat.treatment_id: seat.chair_id for seat in seats if seat.chair_id is not None}


@acting.reads
def names(connection: Connection) -> Mapping[UUID, str]:
    """For each open session that is at a chair, the chair's name."""
    known = {one.chair_id: one.name for one in all_of(connection)}
    return {session: known[chair] for session, chair in taken(connection).items()}


@acting.reads
def free(connection: Connection) -> tuple[Chair, ...]:
    """The chairs in use at which no session is open, by name."""
    busy = set(taken(connection).values())
    return tuple(chair for chair in in_use(connection) if chair.chair_id not in busy)


@acting.reads
def sit(connection: Connection, seat: Seat) -> None:
    """Says at which chair a session is. Raises TakenError where another open session is there, or it is out of use."""
    if seat.chair_id is not None:
        chair = statements.of(connection, Chair, seat.chair_id)
        if chair is None or not chair.in_use:
            raise TakenError("This chair is out of use: choose another.")
        others = {session for session, at in taken(connection).items() if at == seat.chair_id}
        if others - {seat.treatment_id}:
            raise TakenError(f"Another session is open at chair {chair.name}: choose another chair.")
    statements.say(connection, seat)


def on_duty(connection: Connection, on: date) -> Mapping[UUID, UUID]:
    """For each chair that somebody looks after on that day, who."""
    found = statements.newest(connection, Duty, _DUTY.c.duty_on == on)
    return {duty.chair_id: duty.staff_id for duty in found if duty.staff_id is not None}
