"""Entry keys: by which key a person's entries of one unlocked time are known, and how long that time lasted."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, bindparam, func, select

from data import tables

MOST: Final = 500  # in one sign-in: a page that is loaded makes one

_KEY: Final = tables.METADATA.tables[tables.EntryKeyRow.__tablename__]
_SIGN_IN: Final = tables.METADATA.tables[tables.SignInRow.__tablename__]
_TIMES: Final = ("token_sha256", "signed_in_at", "signed_out_at", "locks_at", "ends_at")
_FOUND: Final = (
    select(_KEY, *(_SIGN_IN.c[name] for name in _TIMES))
    .join(_SIGN_IN, _SIGN_IN.c.id == _KEY.c.sign_in_id)
    .where(_KEY.c.id == bindparam("key"))
)
_MADE: Final = select(func.count()).where(_KEY.c.sign_in_id == bindparam("sign_in"))


class TooManyError(Exception):
    """A sign-in has made as many keys as it may; the text is a sentence."""


@dataclass(frozen=True)
class EntryKey:
    """A key as it was registered; `public_key` is its SubjectPublicKeyInfo in base64."""

    id: UUID
    sign_in_id: UUID
    staff_id: UUID
    tablet_id: UUID | None
    public_key: str
    registered_at: datetime


@dataclass(frozen=True)
class Unlocked:
    """The times of the sign-in in which a key was made, as they are written down."""

    token_sha256: str
    signed_in_at: datetime
    signed_out_at: datetime | None
    locks_at: datetime
    ends_at: datetime


def add(connection: Connection, key: EntryKey) -> None:
    """Keeps the key. Raises TooManyError."""
    if connection.execute(_MADE, {"sign_in": key.sign_in_id}).scalar_one() >= MOST:
        raise TooManyError(f"This sign-in has made {MOST} keys: sign in anew. Entries are saved as before.")
    connection.execute(_KEY.insert(), vars(key))


def of(connection: Connection, key_id: UUID) -> tuple[EntryKey, Unlocked] | None:
    """The key with the times of its sign-in, or None where it was never registered."""
    row = connection.execute(_FOUND, {"key": key_id}).mappings().one_or_none()
    if row is None:
        return None
    told = dict(row)
    times = Unlocked(**{name: told.pop(name) for name in _TIMES})
    return EntryKey(**told), times
