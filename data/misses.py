"""Misses: how often somebody was wrong at one place in a row; what is right takes them away."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from data import tables

_TABLE: Final = tables.METADATA.tables[tables.MissesRow.__tablename__]


@dataclass(frozen=True)
class Misses:
    """`count` in a row, the first of them at `since`, the newest at `last`."""

    count: int
    since: datetime
    last: datetime


def place(*parts: object) -> str:
    """A name for a place that tells nobody who or where it was: a typed user name may be a password."""
    return sha256("\0".join(str(part) for part in parts).encode("utf-8", "surrogatepass")).hexdigest()


def at(connection: Connection, where: str) -> Misses | None:
    """The misses at this place, or None where there are none."""
    query = select(_TABLE.c.count, _TABLE.c.since, _TABLE.c.last).where(_TABLE.c.place == where)
    row = connection.execute(query).one_or_none()
    return None if row is None else Misses(*row)


def add(connection: Connection, where: str, now: datetime, *, within: timedelta | None = None) -> Misses:
    """One more; those of longer ago than `within` count no more."""
    before = at(connection, where)
    if before is None or (within is not None and before.since < now - within):
        made = Misses(1, now, now)
    else:
        made = Misses(before.count + 1, before.since, now)
    row = {"count": made.count, "since": made.since, "last": made.last}
    put = insert(_TABLE).values({"place": where, **row})
    connection.execute(put.on_conflict_do_update(index_elements=[_TABLE.c.place], set_=row))
    return made


def clear(connection: Connection, *places: str) -> None:
    """Takes them away."""
    connection.execute(_TABLE.delete().where(_TABLE.c.place.in_(places)))
