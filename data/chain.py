"""The chain: every row of the audit carries the hash of the one before it, so that none changes without all after it.

Whoever can write to the file can make a chain anew; what he cannot change is a head that has left the machine: how many
rows there were, and the hash of the last one (`data/heads.py`).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, select

from data import tables

AUDIT: Final = tables.METADATA.tables[tables.AuditRow.__tablename__]
BEGINNING: Final = "0" * 64  # what stands before the first row
_LAST: Final = select(AUDIT.c.seq, AUDIT.c.hash).order_by(AUDIT.c.seq.desc()).limit(1)
_INSERT: Final = AUDIT.insert()


@dataclass(frozen=True)
class Head:
    """How far the chain reaches: the number of rows, and the hash of the last one."""

    count: int
    hash: str


def head(connection: Connection) -> Head:
    """The chain's end as this transaction sees it."""
    last = connection.execute(_LAST).one_or_none()
    return Head(0, BEGINNING) if last is None else Head(last.seq, last.hash or "")


def hash_of(connection: Connection, seq: int) -> str | None:
    """The hash of the row with this number, or None where there is none."""
    found: str | None = connection.execute(select(AUDIT.c.hash).where(AUDIT.c.seq == seq)).scalar_one_or_none()
    return found


def append(connection: Connection, row: Mapping[str, Any]) -> Head:
    """Adds a row behind the last one; to be asked inside a write transaction, which nobody else can be in."""
    before = head(connection)
    numbered = {**row, "seq": before.count + 1, "previous": before.hash}
    made = Head(before.count + 1, sealed(numbered))
    connection.execute(_INSERT, {**numbered, "hash": made.hash})
    return made


def sealed(row: Mapping[str, Any]) -> str:
    """SHA-256 of a row: the JSON of its columns but the hash itself, without those that are empty.

    Empty columns are left out so that a column which a later version adds changes no older row's hash.
    """
    content = {name: _plain(value) for name, value in row.items() if name != "hash" and value is not None}
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return str(value) if isinstance(value, UUID) else value
