"""Restored: a record that ends before a head which it wrote itself is an older copy of itself; the audit says so."""

from datetime import datetime

from sqlalchemy import Connection

from app import clinic
from data import acting, acts, chain, heads
from data.heads import Written
from schemas.act import Act, Did


def note(now: datetime) -> bool:
    """Notes it, before the next head is written out; answers whether there was anything to note.

    Only the newest head is asked: what an earlier restore took away was noted then. Raises heads.HeadsError, OSError.
    """
    here = clinic.current()
    written = heads.read(here.heads) if here.heads is not None else ()
    if not written:
        return False
    with here.database.write(acting.PROGRAM) as connection:
        lacks = _lacks(connection, written[-1])
        if lacks is not None:
            told = {"at": now, "who": None, "roles": None, "did": Did.RESTORE, "kind": "record", "outcome": lacks}
            acts.note(connection, Act.model_validate(told))
    return lacks is not None


def _lacks(connection: Connection, newest: Written) -> str | None:
    """What the record does not hold of what it had when this head was written; None where it holds it."""
    count = chain.head(connection).count
    day = newest.at.isoformat(timespec="minutes")
    if count < newest.head.count:
        return f"an older copy: {newest.head.count - count} rows of the audit before {day} are gone"
    if chain.hash_of(connection, newest.head.count) != newest.head.hash:
        return f"another copy: row {newest.head.count} of the audit is not the one of {day}"
    return None
