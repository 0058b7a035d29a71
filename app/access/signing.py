"""Signing: what was seen is what is signed, by whom it is vouched for; the audit's head leaves the record with it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from app import clinic, faults, ticking
from app.access import proving
from app.live import missing
from data import signatures, signing
from data.sign_ins import Person
from data.signatures import Standing
from schemas.record import Record
from schemas.rules import content
from schemas.signature import ROLES, Addendum, Afterword, Meaning, Signature
from schemas.staff import Role


@dataclass(frozen=True)
class Seen:
    """What the person had before her: the session's content, how often it was opened again, and what was missing."""

    treatment_id: UUID
    sha256: str
    addenda: int
    listed: tuple[str, ...]
    found: tuple[Standing, ...]


def seen(record: Record, found: tuple[Standing, ...], addenda: int, now: datetime, waiting: tuple[str, ...]) -> Seen:
    """The session as it is shown before it is signed; `waiting` is what is not in its record yet, in words."""
    told = content.digest(content.of_record(record))
    return Seen(record.treatment.id, told, addenda, (*missing.listed(record, now), *waiting), found)


def sign(person: Person, meaning: Meaning, what: Seen, typed: str, *, as_id: UUID, now: datetime) -> None:
    """Signs the session's record. Raises tries.RefusedError and signing.SigningError with a sentence."""
    other = Meaning.COMPLETE if meaning is Meaning.REVIEWED else Meaning.REVIEWED
    first = signatures.last(what.found, other)
    both = first is not None and first.holds and first.signature.entered_by == person.staff.id
    told = _common(person, as_id, what.treatment_id, now)
    told |= {"meaning": meaning, "role": ROLES[meaning], "both": both, "listed": what.listed}
    told |= {"sha256": what.sha256, "addenda": what.addenda}
    with proving.vouched(person, typed, now) as vouched:
        made = Signature.model_validate(told | {"vouched": vouched})
        with clinic.write(person.staff, tablet=person.sign_in.tablet_id) as connection:
            signing.sign(connection, made, person.staff, one_signs_both=clinic.current().one_signs_both)
    _write_head()


def write(person: Person, afterword: Afterword, typed: str, now: datetime) -> None:
    """Saves a review or a follow-up with its own signature. Raises the same."""
    role = Role.PRESCRIBER if Role.PRESCRIBER in person.staff.roles else Role.NURSE
    told = _common(person, uuid4(), afterword.treatment_id, now) | {"meaning": Meaning.WRITTEN, "role": role}
    told |= {"about": afterword.id, "addenda": 0, "sha256": content.digest(content.of_afterword(afterword))}
    with proving.vouched(person, typed, now) as vouched:
        made = Signature.model_validate(told | {"vouched": vouched})
        with clinic.write(person.staff, tablet=person.sign_in.tablet_id) as connection:
            signing.sign_afterword(connection, afterword, made, person.staff)
    _write_head()


def open_again(person: Person, addendum: Addendum) -> None:
    """Opens a signed session for what was not written down in time. Raises signing.SigningError."""
    with clinic.write(person.staff, tablet=person.sign_in.tablet_id) as connection:
        signing.open_again(connection, addendum, person.staff)


def _common(person: Person, as_id: UUID, treatment_id: UUID, now: datetime) -> dict[str, Any]:
    return {
        "id": as_id,
        "entered_at": now,
        "entered_by": person.staff.id,
        "treatment_id": treatment_id,
        "name": person.staff.name,
        "sign_in": person.sign_in.id,
        "content": content.VERSION,
    }


def _write_head() -> None:
    """The signature is stored whether or not the place outside can be reached; the next hour tries again."""
    try:
        ticking.write_head(None)
    except OSError as error:
        faults.report(error)
