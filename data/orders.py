"""Orders: what prescribers want given next, and what tells for which session an order is."""

from typing import Any, Final, cast
from uuid import UUID

from sqlalchemy import Connection, exists, func, select

from data import acting, restrictions, rows, same_person, statements, tables, treatments
from schemas.drug import DrugEvent
from schemas.order import Order
from schemas.reading import Reading
from schemas.record import Started, Weighing
from schemas.rules import course, orders
from schemas.staff import Role
from schemas.treatment import Treatment

_TABLE: Final = statements.TABLES[Order]
_TREATMENT: Final = rows.TABLES[Treatment]
_EVENT: Final = rows.TABLES[DrugEvent]
_READING: Final = rows.TABLES[Reading]
_RETRACTION: Final = tables.METADATA.tables[tables.RetractionRow.__tablename__]
# Said once: it is asked with every look at a session.
_ALL: Final = select(_TABLE).where(same_person.is_of(_TABLE.c.patient_id)).order_by(_TABLE.c.seq)
_CHANGES: Final = select(func.count()).where(same_person.is_of(_TABLE.c.patient_id))
_NEWER: Final = _EVENT.alias()
# The first drug of each of the person's sessions, by what holds.
_STARTS: Final = (
    select(_EVENT.c.treatment_id, func.min(_EVENT.c.at).label("started_at"))
    .join(_TREATMENT, _TREATMENT.c.id == _EVENT.c.treatment_id)
    .where(
        same_person.is_of(_TREATMENT.c.patient_id),
        _EVENT.c.act.in_(sorted(course.GIVES)),
        ~exists().where(_NEWER.c.replaces == _EVENT.c.id),
        ~exists().where(_RETRACTION.c.fact_id == _EVENT.c.id),
    )
    .group_by(_EVENT.c.treatment_id)
)
_LATER: Final = _READING.alias()
_WEIGHT: Final = (
    select(_READING.c.taken_at, _READING.c.weight_kg, _READING.c.treatment_id)
    .where(
        same_person.is_of(_READING.c.patient_id),
        _READING.c.weight_kg.is_not(None),
        ~exists().where(_LATER.c.replaces == _READING.c.id),
        ~exists().where(_RETRACTION.c.fact_id == _READING.c.id),
    )
    .order_by(_READING.c.taken_at.desc(), _READING.c.id)
    .limit(1)
)


class OrderError(Exception):
    """Nothing was ordered; the text is a sentence for the person."""


@acting.writes(Role.PRESCRIBER, to="order a dose")
def write(connection: Connection, said: Order, seen: UUID | None) -> bool:
    """Says what is to be given next; `seen` is the newest order that the prescriber had before her.

    False where it was said before. Raises OrderError for a session of another patient, and where somebody was first.
    """
    restrictions.require(connection, said.patient_id)
    if statements.by_id(connection, Order, said.id) is not None:
        return statements.say(connection, said)
    session = None if said.treatment_id is None else treatments.by_id(connection, said.treatment_id)
    if said.treatment_id is not None and (session is None or session.patient_id != said.patient_id):
        raise OrderError("This session is not this patient's: nothing was ordered.")
    newest = next(reversed(of_patient(connection, said.patient_id)), None)
    if (None if newest is None else newest.id) != seen:
        raise OrderError("Somebody has written another order meanwhile: look at what stands there now.")
    return statements.say(connection, said)


@acting.reads
def of_patient(connection: Connection, patient_id: UUID) -> tuple[Order, ...]:
    """Every order for this person, under whichever registration, in the order of storing."""
    restrictions.require(connection, patient_id)
    return _every(connection, patient_id)


@acting.reads
def starts(connection: Connection, patient_id: UUID) -> tuple[Started, ...]:
    """When the drug of each of the person's sessions began; none of those in which none was given."""
    restrictions.require(connection, patient_id)
    found = connection.execute(_STARTS, {"patient": patient_id}).mappings()
    return tuple(Started.model_validate(dict(row)) for row in found)


@acting.reads
def of_next(connection: Connection, patient_id: UUID) -> Order | None:
    """The order for the person's next dose, or None."""
    every = of_patient(connection, patient_id)
    return orders.standing(every, starts(connection, patient_id)) if every else None


@acting.reads
def last_weight(connection: Connection, patient_id: UUID) -> Weighing | None:
    """The last weight of the person, from any session, or None."""
    restrictions.require(connection, patient_id)
    row = connection.execute(_WEIGHT, {"patient": patient_id}).mappings().one_or_none()
    return None if row is None else Weighing.model_validate(dict(row))


@acting.reads
def elsewhere(connection: Connection, treatment: Treatment) -> dict[str, Any]:
    """What a session's record holds of orders: all of the person's, and when her other sessions' drug began."""
    restrictions.require(connection, treatment.patient_id)
    every = _every(connection, treatment.patient_id)
    others = starts(connection, treatment.patient_id) if every else ()
    return {"orders": every, "other_starts": tuple(one for one in others if one.treatment_id != treatment.id)}


@acting.reads
def changes(connection: Connection, treatment_id: UUID) -> int:
    """How many orders there are for the session's patient: what a chair's page compares."""
    treatment = treatments.by_id(connection, treatment_id)
    if treatment is None:
        return 0
    return connection.execute(_CHANGES, {"patient": treatment.patient_id}).scalar_one()


def _every(connection: Connection, patient_id: UUID) -> tuple[Order, ...]:
    found = connection.execute(_ALL, {"patient": patient_id}).mappings()
    return tuple(cast("Order", rows.from_row(Order, row)) for row in found)
