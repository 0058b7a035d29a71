"""Quarantined: what a named person does with an entry that was kept: she accepts it for its author, or withdraws it."""

import json
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection

from app import clinic, clock
from app.entries import storing
from app.entries.sent import Problems, refusal
from app.entries.storing import Entry, Stored
from data import accounts, quarantine, staff
from data.acting import vouching
from data.quarantine import EndedError, Kept, Verdict
from data.sign_ins import Person
from schemas.staff import Staff

_LONGEST: Final = 500
_MOST_QUESTIONS: Final = 5  # rounds: what is confirmed may bring up the next question


def accept(kept_id: UUID, person: Person) -> None:
    """Stores the entry in its author's name at the time of her Enter, and says who accepted it, in one transaction.

    What it would be asked about she answers by accepting. Raises EndedError, and what `storing.store` raises.
    """
    with clinic.write(person.staff, tablet=person.sign_in.tablet_id) as connection:
        kept = _waiting(connection, kept_id)
        author = _as_now(connection, kept.author)
        with vouching(connection):
            stored = _stored(connection, kept, author, person.staff)
        quarantine.end(connection, kept, _verdict(person, "stored as it was entered", accepted=True))
    with clinic.read(person.staff) as connection:
        storing.read_back(connection, stored)


def withdraw(kept_id: UUID, reason: str, person: Person) -> None:
    """Says that the entry is not to be stored, and why. Raises Problems without a reason, EndedError."""
    said = " ".join(reason.split())
    if not 0 < len(said) <= _LONGEST:
        raise refusal("reason", "Why: say in at most 500 characters why this is not to be stored.")
    with clinic.write(person.staff, tablet=person.sign_in.tablet_id) as connection:
        kept = _waiting(connection, kept_id)
        quarantine.end(connection, kept, _verdict(person, said, accepted=False))


def _waiting(connection: Connection, kept_id: UUID) -> Kept:
    found = quarantine.by_id(connection, kept_id)
    if found is None or found.accepted is not None:
        raise EndedError
    return found.kept


def _verdict(person: Person, reason: str, *, accepted: bool) -> Verdict:
    return Verdict(person.staff, clock.now(), accepted, reason, person.sign_in.tablet_id)


def _as_now(connection: Connection, author: UUID) -> Staff:
    person, account = staff.by_id(connection, author), accounts.of(connection, author)
    if person is None:  # pragma: no cover - the table's foreign key keeps every author
        raise LookupError("An entry lost its author.")
    return person if account is None else person.model_copy(update={"roles": account.roles})


def _stored(connection: Connection, kept: Kept, author: Staff, by: Staff) -> Stored:
    body: dict[str, Any] = json.loads(kept.body)
    for _ in range(_MOST_QUESTIONS):
        try:
            return storing.store(connection, Entry(kept.kind, kept.treatment_id, body, author, kept.entered_at, by))
        except Problems as problems:
            if problems.refusals or problems.choices:
                raise
            asked = [str(one["code"]) for one in problems.questions]
            body = body | {"confirmed": [*body.get("confirmed", []), *asked]}
    raise refusal("questions", "This entry raises one question after another: enter it anew, and withdraw this one.")
