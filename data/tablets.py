"""Tablets: the clinic's own devices, each known by a token of its own of which only the hash is stored."""

from hashlib import sha256
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, select

from data import statements, tables
from schemas.account import Tablet

_TOKENS: Final = tables.METADATA.tables[tables.TabletTokenRow.__tablename__]


def enrol(connection: Connection, tablet: Tablet, token: str) -> None:
    """Says that whoever shows the token is this tablet."""
    statements.say(connection, tablet)
    connection.execute(_TOKENS.insert(), {"token_sha256": _hash(token), "tablet_id": tablet.tablet_id})


def keep(connection: Connection, tablet: Tablet) -> bool:
    """Says how the tablet is from now on: another name, or enrolled no more."""
    return statements.say(connection, tablet)


def all_of(connection: Connection) -> tuple[Tablet, ...]:
    """Every tablet as it stands, in the order in which they were enrolled."""
    return statements.newest(connection, Tablet)


def is_enrolled(connection: Connection, tablet_id: UUID) -> bool:
    """Whether this is one of the clinic's tablets now."""
    found = statements.of(connection, Tablet, tablet_id)
    return found is not None and found.enrolled


def whose(connection: Connection, token: str) -> Tablet | None:
    """The enrolled tablet that this token stands for, or None."""
    row = connection.execute(select(_TOKENS.c.tablet_id).where(_TOKENS.c.token_sha256 == _hash(token))).scalar()
    found = None if row is None else statements.of(connection, Tablet, row)
    return found if found is not None and found.enrolled else None


def _hash(token: str) -> str:
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
