"""Subjects: which person an identity provider means by which subject; nobody gets an account by signing in there."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, delete, select

from data import tables

_TABLE: Final = tables.METADATA.tables[tables.ProviderSubjectRow.__tablename__]


class SubjectError(Exception):
    """The subject belongs to somebody else; the text is a sentence for the person."""


def put(connection: Connection, issuer: str, subject: str, staff_id: UUID, now: datetime) -> None:
    """From now on the provider means this person by the subject; what it meant her by before counts no more.

    Raises SubjectError where the subject is another's.
    """
    if whose(connection, issuer, subject) not in {None, staff_id}:
        raise SubjectError("This subject belongs to somebody else here: nothing was changed.")
    forget(connection, issuer, staff_id)
    row = {"issuer": issuer, "subject": subject, "staff_id": staff_id, "set_at": now}
    connection.execute(_TABLE.insert(), row)


def whose(connection: Connection, issuer: str, subject: str) -> UUID | None:
    """Whom the provider means by this subject, or None."""
    mine = select(_TABLE.c.staff_id).where(_TABLE.c.issuer == issuer, _TABLE.c.subject == subject)
    found: UUID | None = connection.execute(mine).scalar_one_or_none()
    return found


def of(connection: Connection, issuer: str, staff_id: UUID) -> str | None:
    """By which subject the provider means this person, or None."""
    mine = select(_TABLE.c.subject).where(_TABLE.c.issuer == issuer, _TABLE.c.staff_id == staff_id)
    found: str | None = connection.execute(mine).scalar_one_or_none()
    return found


def all_of(connection: Connection, issuer: str) -> dict[UUID, str]:
    """By which subject the provider means each person, by person."""
    rows = connection.execute(select(_TABLE.c.staff_id, _TABLE.c.subject).where(_TABLE.c.issuer == issuer))
    return {row.staff_id: row.subject for row in rows}


def forget(connection: Connection, issuer: str, staff_id: UUID) -> None:
    """The provider means this person by nothing any more."""
    connection.execute(delete(_TABLE).where(_TABLE.c.issuer == issuer, _TABLE.c.staff_id == staff_id))
