"""Staff: who works here, as tiles are drawn and entries are signed with initials."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import Connection, select

from data import facts, rows
from schemas.emergency import UNCLAIMED
from schemas.staff import Staff

_STAFF = rows.TABLES[Staff]
_ALL = select(_STAFF).where(_STAFF.c.id != UNCLAIMED).order_by(_STAFF.c.name, _STAFF.c.id)


def add(connection: Connection, staff: Staff) -> facts.Receipt:
    """Adds a person. The first one enters herself."""
    return facts.record(connection, staff)


def all_of(connection: Connection) -> tuple[Staff, ...]:
    """Everybody, by name; who stands for nobody is not among them."""
    return tuple(Staff.model_validate(dict(row)) for row in connection.execute(_ALL).mappings())


def by_id(connection: Connection, staff_id: UUID) -> Staff | None:
    """The person with this id, or None."""
    found = rows.by_id(connection, Staff, staff_id)
    return found if isinstance(found, Staff) else None


def by_ids(connection: Connection) -> Mapping[UUID, Staff]:
    """Everybody, by id."""
    return {person.id: person for person in all_of(connection)}
