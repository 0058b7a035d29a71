"""Sign-ins: which person was chosen at which browser; the token itself is never stored, only its hash."""

from datetime import datetime
from hashlib import sha256
from uuid import UUID

from sqlalchemy import Connection, bindparam, select, update

from data import rows, tables
from schemas.staff import Staff

_SIGN_IN = tables.METADATA.tables[tables.SignInRow.__tablename__]
_STAFF = rows.TABLES[Staff]
_WHOSE = (
    select(_STAFF)
    .join(_SIGN_IN, _SIGN_IN.c.staff_id == _STAFF.c.id)
    .where(_SIGN_IN.c.token_sha256 == bindparam("token"), _SIGN_IN.c.signed_out_at.is_(None))
)


def begin(connection: Connection, token: str, staff_id: UUID, at: datetime) -> None:
    """Remembers that whoever holds the token is this person."""
    connection.execute(_SIGN_IN.insert(), {"token_sha256": _hash(token), "staff_id": staff_id, "signed_in_at": at})


def end(connection: Connection, token: str, at: datetime) -> None:
    """Ends what the token stands for; an unknown token changes nothing."""
    mine = _SIGN_IN.c.token_sha256 == _hash(token)
    connection.execute(update(_SIGN_IN).where(mine, _SIGN_IN.c.signed_out_at.is_(None)).values(signed_out_at=at))


def whose(connection: Connection, token: str) -> Staff | None:
    """The person the token stands for, or None."""
    row = connection.execute(_WHOSE, {"token": _hash(token)}).mappings().one_or_none()
    return None if row is None else Staff.model_validate(dict(row))


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
