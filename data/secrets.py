"""Secrets: passwords and PINs, as argon2id of a hash that is keyed from the key file.

A stolen database alone yields nothing: without the key file's key no guess can be tried, not even one of six digits.
Parameters: OWASP Password Storage Cheat Sheet, argon2id with 19 MiB, two passes, one lane.
"""

from __future__ import annotations

import hmac
from datetime import datetime
from functools import cache
from hashlib import sha256
from threading import Lock
from typing import TYPE_CHECKING, Final
from uuid import UUID

from sqlalchemy import Connection, RowMapping, select
from sqlalchemy.dialects.sqlite import insert

from data import tables
from schemas.secret import Sort

if TYPE_CHECKING:
    from pwdlib import PasswordHash

_TABLE: Final = tables.METADATA.tables[tables.SecretRow.__tablename__]


_ONE_AT_A_TIME: Final = Lock()  # thirty who come in at once leave the other processor to those who save


@cache
def _argon() -> PasswordHash:
    from pwdlib import PasswordHash  # at the first sign-in: most starts of a page do without
    from pwdlib.hashers.argon2 import Argon2Hasher

    return PasswordHash((Argon2Hasher(time_cost=2, memory_cost=19 * 1024, parallelism=1),))


@cache
def _nobodys() -> str:
    """What an unknown name is tried against, so that it takes as long."""
    return _argon().hash("nobody's")


def hashed(secret: str, key: bytes) -> str:
    """What is stored of a secret; some 30 ms of one processor: never in the event loop."""
    with _ONE_AT_A_TIME:
        return _argon().hash(_keyed(secret, key))


def is_right(secret: str, stored: str | None, key: bytes) -> bool:
    """Whether it is the secret; None, where there is none, takes as long and is never right."""
    tried = stored or _nobodys()
    with _ONE_AT_A_TIME:
        found = _argon().verify(_keyed(secret, key), tried)
    return found and stored is not None


def put(connection: Connection, staff_id: UUID, sort: Sort, hash_of: str, at: datetime, *, given: bool = False) -> None:
    """Makes this the person's secret of its sort; the one before is gone."""
    row = {"staff_id": staff_id, "sort": sort, "hash": hash_of, "given": given, "set_at": at}
    mine = [_TABLE.c.staff_id, _TABLE.c.sort]
    kept = {name: value for name, value in row.items() if name not in {"staff_id", "sort"}}
    connection.execute(insert(_TABLE).values(row).on_conflict_do_update(index_elements=mine, set_=kept))


def forget(connection: Connection, staff_id: UUID, sort: Sort) -> None:
    """Takes the secret away; one that is not there changes nothing."""
    connection.execute(_TABLE.delete().where(_TABLE.c.staff_id == staff_id, _TABLE.c.sort == sort))


def of(connection: Connection, staff_id: UUID, sort: Sort) -> RowMapping | None:
    """The row of the person's secret of this sort (`hash`, `given`, `set_at`), or None."""
    mine = select(_TABLE).where(_TABLE.c.staff_id == staff_id, _TABLE.c.sort == sort)
    return connection.execute(mine).mappings().one_or_none()


def _keyed(secret: str, key: bytes) -> str:
    return hmac.new(key, secret.encode("utf-8", "surrogatepass"), sha256).hexdigest()
