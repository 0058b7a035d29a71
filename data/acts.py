"""Acts in the audit: a row for what was done without a fact, and the looks that an administrator takes at all rows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Uuid, bindparam, select

from data import acting, chain, same_person
from schemas.act import Act
from schemas.staff import Role

_AUDIT: Final = chain.AUDIT


@dataclass(frozen=True)
class Asked:
    """Which rows: from `start` to before `end`, of one patient and by one person where these are named."""

    start: datetime
    end: datetime
    patient_id: UUID | None = None
    who: UUID | None = None


def note(connection: Connection, act: Act) -> None:
    """Adds the act's row; to be asked in a write transaction of its own, or in that of what it goes with.

    Of a patient nobody notes anything, and nobody in another's name; whom nobody let in is noted by nobody.
    """
    if act.patient_id is not None:
        acting.require_herself(connection, act.who)
    chain.append(
        connection,
        {
            "at": act.at,
            "who": act.who,
            "role": act.roles,
            "tablet": act.tablet,
            "what": act.did.value,
            "kind": act.kind,
            # The session that was looked at is the object: its version counts facts alone.
            "object_id": act.object_id,
            "patient_id": act.patient_id,
            "line": act.words,
            "outcome": act.outcome,
            "reason": act.reason,
            "sha256": act.sha256,
        },
    )


@acting.writes(Role.ADMIN, to="read the audit")
def between(connection: Connection, asked: Asked, limit: int) -> tuple[Mapping[str, Any], ...]:
    """The audit's rows that were asked for, the newest first, at most `limit`."""
    query = select(_AUDIT).where(_AUDIT.c.at >= asked.start, _AUDIT.c.at < asked.end)
    if asked.who is not None:
        query = query.where(_AUDIT.c.who == asked.who)
    if asked.patient_id is not None:
        query = query.where(_is_about(asked.patient_id))
    found = connection.execute(query.order_by(_AUDIT.c.at.desc(), _AUDIT.c.seq.desc()).limit(limit)).mappings()
    return tuple(dict(row) for row in found)


@acting.writes(Role.ADMIN, to="read the audit")
def of_patient(connection: Connection, patient_id: UUID) -> Iterator[Mapping[str, Any]]:
    """Every row that tells of this patient, the oldest first."""
    query = select(_AUDIT).where(_is_about(patient_id)).order_by(_AUDIT.c.seq)
    return (dict(row) for row in connection.execute(query).mappings())


def _is_about(patient_id: UUID) -> ColumnElement[bool]:
    """That a row tells of this person, under whichever registration."""
    return same_person.is_of(_AUDIT.c.patient_id, bindparam("patient", patient_id, Uuid()))
