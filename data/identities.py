"""Identities: correcting who a patient is, and bringing two registrations of one person together, or apart again."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, func, select

from data import acting, audit, folding, patients, restrictions, same_person, statements
from schemas.identity import Demographics, Merge
from schemas.patient import Patient

_DEMOGRAPHICS: Final = statements.TABLES[Demographics]
_MERGE: Final = statements.TABLES[Merge]
# One look, since every save asks it.
_VERSION: Final = select(
    audit.NEWEST.scalar_subquery(),
    select(func.max(_DEMOGRAPHICS.c.seq)).scalar_subquery(),
    select(func.max(_MERGE.c.seq)).scalar_subquery(),
)


class IdentityError(Exception):
    """Nothing was changed; the text is a sentence for the person."""


@acting.reads
def correct(connection: Connection, said: Demographics, seen: Patient) -> bool:
    """Says who the patient is from now on; `seen` is what the person had before her.

    False where it was said before. Raises IdentityError where somebody was first, TakenError for another's number.
    """
    restrictions.require(connection, said.patient_id)
    if _is_said(connection, said):
        return statements.say(connection, said, search=folding.searched(said))
    stands = patients.registered(connection, said.patient_id)
    if stands is None:
        raise IdentityError("There is no such patient: nothing was changed.")
    if stands != seen:
        raise IdentityError("Somebody has corrected this patient meanwhile: look at what stands there now.")
    patients.refuse_taken(connection, said.record_number, said.patient_id)
    return statements.say(connection, said, search=folding.searched(said))


@acting.reads
def merge(connection: Connection, said: Merge) -> bool:
    """Says that two registrations are one person, or that one is not. False where it was said before.

    Raises IdentityError where that cannot be.
    """
    for one in (said.patient_id, said.into_id):
        if one is not None:
            restrictions.require_named(connection, one, to="merge registrations")
    if not _is_said(connection, said):
        _refuse(connection, said)
    made = statements.say(connection, said)
    follow(connection)
    return made


@acting.reads
def follow(connection: Connection) -> None:
    """Works out anew which registrations are one person, from the merges that hold."""
    into = {one.patient_id: one.into_id for one in statements.newest(connection, Merge) if one.into_id is not None}
    same_person.put(connection, {patient: _end(patient, into) for patient in into})


def _end(patient: UUID, into: Mapping[UUID, UUID]) -> UUID:
    while patient in into:
        patient = into[patient]
    return patient


@acting.reads
def history(connection: Connection, patient_id: UUID) -> tuple[Demographics, ...]:
    """Every correction of this registration, the oldest first."""
    restrictions.require(connection, patient_id)
    return statements.history(connection, Demographics, patient_id)


@acting.reads
def merged(connection: Connection, patient_id: UUID) -> tuple[Merge, ...]:
    """The merges that hold into this registration."""
    restrictions.require(connection, patient_id)
    return statements.newest(connection, Merge, _MERGE.c.into_id == patient_id)


@acting.reads
def version(connection: Connection, treatment_id: UUID) -> tuple[int, int]:
    """The session's version (`audit.version`), and a number that grows with whatever is said of who anybody is."""
    facts, corrected, merged_by_then = connection.execute(_VERSION, {"treatment": treatment_id}).one()
    return facts or 0, (corrected or 0) + (merged_by_then or 0)


def _is_said(connection: Connection, said: Demographics | Merge) -> bool:
    table = statements.TABLES[type(said)]
    return connection.execute(select(table.c.seq).where(table.c.id == said.id)).first() is not None


def _refuse(connection: Connection, said: Merge) -> None:
    """Only two that each stay are merged: so each merge can be taken back by itself."""
    stands = statements.of(connection, Merge, said.patient_id)
    holds = stands is not None and stands.into_id is not None
    if said.into_id is None:
        if not holds:
            raise IdentityError("These two are not merged: nothing was changed.")
        return
    if any(patients.registered(connection, one) is None for one in (said.patient_id, said.into_id)):
        raise IdentityError("There is no such patient: nothing was merged.")
    if holds:
        raise IdentityError("This registration is merged already: take that back first.")
    if same_person.stays(connection, said.into_id) != said.into_id:
        raise IdentityError("The other one is merged itself: merge with the one that stays.")
