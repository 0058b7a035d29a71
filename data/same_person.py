"""Same person: which registrations belong together; looked up by an index, made anew by each merge."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Uuid, bindparam, select, union_all

from data import acting, tables

_TABLE: Final = tables.METADATA.tables[tables.SamePersonRow.__tablename__]
STAYS: Final = select(_TABLE.c.person_id).where(_TABLE.c.patient_id == bindparam("patient", type_=Uuid()))


def is_of(column: ColumnElement[Any], patient: ColumnElement[UUID] | None = None) -> ColumnElement[bool]:
    """The condition that a column names any registration of the person whose id is `patient`, else the bound one."""
    wanted = bindparam("patient", type_=Uuid()) if patient is None else patient
    person = select(_TABLE.c.person_id).where(_TABLE.c.patient_id == wanted).scalar_subquery()
    mine = union_all(select(wanted), select(_TABLE.c.patient_id).where(_TABLE.c.person_id == person))
    return column.in_(mine)


@acting.reads
def stays(connection: Connection, patient_id: UUID) -> UUID:
    """The registration that stays of this person; the id itself where it was never merged."""
    found: UUID | None = connection.execute(STAYS, {"patient": patient_id}).scalar()
    return found or patient_id


@acting.reads
def all_of(connection: Connection, patient_id: UUID) -> tuple[UUID, ...]:
    """Every registration of this person, the one that stays first."""
    first = stays(connection, patient_id)
    others = select(_TABLE.c.patient_id).where(_TABLE.c.person_id == first, _TABLE.c.patient_id != first)
    return (first, *connection.execute(others.order_by(_TABLE.c.patient_id)).scalars())


@acting.reads
def by_id(connection: Connection) -> dict[UUID, UUID]:
    """The registration that stays, by every one that was merged."""
    rows = connection.execute(select(_TABLE.c.patient_id, _TABLE.c.person_id))
    return {row.patient_id: row.person_id for row in rows}


@acting.reads
def put(connection: Connection, groups: Mapping[UUID, UUID]) -> None:
    """Says which registrations are one person, the one that stays by each that was merged into it; no other is."""
    connection.execute(_TABLE.delete())
    rows = dict(groups) | {person: person for person in groups.values()}
    if rows:
        told = [{"patient_id": patient, "person_id": person} for patient, person in rows.items()]
        connection.execute(_TABLE.insert(), told)
