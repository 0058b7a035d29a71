"""Looked: a session with all that is shown before it is signed, as one connection saw it."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection

from data import drafts, quarantine, records, restrictions, signatures, staff
from data.quarantine import Kept
from data.signatures import Standing
from schemas.record import Record
from schemas.signature import Addendum
from schemas.staff import Staff


@dataclass(frozen=True)
class Looked:
    """A session as one connection saw it, with what is not in its record: signatures, drafts, what is kept aside.

    `by_glass`: who looks is not among those for whom the record is, and opened it for an hour.
    """

    record: Record
    found: tuple[Standing, ...]
    opened: tuple[Addendum, ...]
    closed: bool
    people: Mapping[UUID, Staff]
    by_glass: bool
    unsaved: tuple[str, ...]
    kept: tuple[Kept, ...]


def look(connection: Connection, treatment_id: UUID) -> Looked | None:
    """Everything that is shown before a session is signed, or None where there is no such session."""
    record = records.of_treatment(connection, treatment_id)
    if record is None:
        return None
    people = staff.by_ids(connection)
    return Looked(
        record,
        signatures.of_treatment(connection, treatment_id),
        signatures.addenda(connection, treatment_id),
        signatures.is_closed(connection, treatment_id),
        people,
        by_glass=not restrictions.is_named(connection, record.patient.id),
        unsaved=tuple(people[one].name for one in drafts.authors(connection, treatment_id)),
        kept=quarantine.waiting(connection, treatment_id),
    )
