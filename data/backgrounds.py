"""Backgrounds: what was said of a patient that bears on the drug; said of each of her registrations."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID, uuid5

from sqlalchemy import Connection, func, select

from data import acting, restrictions, same_person, statements, treatments
from schemas.background import Background

_TABLE: Final = statements.TABLES[Background]
_CHANGES: Final = select(func.count()).where(same_person.is_of(_TABLE.c.patient_id))


@acting.reads
def of_patient(connection: Connection, patient_id: UUID) -> tuple[Background, ...]:
    """All that was said of this person, whether it holds or not, the oldest first."""
    restrictions.require(connection, patient_id)
    return statements.every(connection, Background, same_person.is_of(_TABLE.c.patient_id), patient=patient_id)


@acting.writes(*acting.TREATING, to="say what is known of a patient")
def say(connection: Connection, said: Iterable[Background]) -> int:
    """Says each of every registration of its person; how many items were not said before.

    A merge that is taken back then leaves each registration with all that was known of the person while she was one.
    """
    return sum([_said_of_each(connection, one) for one in said])


def _said_of_each(connection: Connection, one: Background) -> bool:
    restrictions.require(connection, one.patient_id)
    stored = statements.by_id(connection, Background, one.id)
    if stored is not None:  # a press that came twice: of whom it was said may have been merged since
        return statements.say(connection, one.model_copy(update={"patient_id": stored.patient_id}))
    first, *others = same_person.all_of(connection, one.patient_id)
    made = statements.say(connection, one.model_copy(update={"patient_id": first}))
    for other in others:
        statements.say(connection, one.model_copy(update={"id": uuid5(one.id, str(other)), "patient_id": other}))
    return made


@acting.reads
def changes(connection: Connection, treatment_id: UUID) -> int:
    """A number that grows with what is said of the session's patient: what a chair's page compares."""
    treatment = treatments.by_id(connection, treatment_id)
    if treatment is None:
        return 0
    return connection.execute(_CHANGES, {"patient": treatment.patient_id}).scalar_one()
