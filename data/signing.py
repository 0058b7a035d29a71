"""Signing: who may sign what, and what is refused; a session opened again for what was not written down in time."""

from collections.abc import Iterable

from sqlalchemy import Connection

from data import acting, facts, records, restrictions, rows, signatures
from data.signatures import Standing
from schemas.record import Record
from schemas.rules import content, course, emergency
from schemas.signature import ROLES, Addendum, Afterword, AfterwordSort, Meaning, Signature
from schemas.staff import Role, Staff


class SigningError(Exception):
    """Nothing was signed; the text is a sentence for the person."""


@acting.reads
def sign(connection: Connection, signature: Signature, by: Staff, *, one_signs_both: bool) -> facts.Receipt:
    """Stores a signature under the session's record. Raises SigningError; `by` has the roles of now.

    `one_signs_both`: whether the clinic lets one person sign both lines.
    """
    restrictions.require_session(connection, signature.treatment_id, to="sign")
    stored = rows.by_id(connection, Signature, signature.id)
    if stored is None:
        record = records.of_treatment(connection, signature.treatment_id)
        if record is None:
            raise SigningError("There is no such session: nothing was signed.")
        _refuse(connection, signature, record, by, one_signs_both=one_signs_both)
        acting.require(connection, signature.role, to="sign this line")
    return facts.record(connection, signature)


@acting.reads
def sign_afterword(connection: Connection, afterword: Afterword, signature: Signature, by: Staff) -> facts.Receipt:
    """Stores a review or a follow-up with its own signature, in one transaction. Raises SigningError."""
    restrictions.require_session(connection, afterword.treatment_id, to="sign what is written afterwards")
    if rows.by_id(connection, Afterword, afterword.id) is not None:
        return facts.record(connection, afterword)
    if afterword.sort is AfterwordSort.REVIEW and Role.PRESCRIBER not in by.roles:
        raise SigningError("A review is a prescriber's: nothing was saved.")
    if afterword.sort is AfterwordSort.REVIEW:
        acting.require(connection, Role.PRESCRIBER, to="write a review")
    if not by.treats:
        raise SigningError("An administrator who is nothing else writes no clinical entry: nothing was saved.")
    if signature.sha256 != content.digest(content.of_afterword(afterword)) or signature.about != afterword.id:
        raise SigningError("The signature is of another text: nothing was saved.")
    facts.record(connection, afterword)
    return facts.record(connection, signature)


@acting.reads
def open_again(connection: Connection, addendum: Addendum, by: Staff) -> facts.Receipt:
    """Opens a signed session for an addendum; its signatures are void from then on. Raises SigningError."""
    restrictions.require_session(connection, addendum.treatment_id, to="open a signed session")
    stored = rows.by_id(connection, Addendum, addendum.id)
    if stored is None and not by.treats:
        raise SigningError("An administrator who is nothing else writes no clinical entry: nothing was opened.")
    if stored is None and not signatures.is_closed(connection, addendum.treatment_id):
        raise SigningError("This session is open for entries: no addendum is needed.")
    return facts.record(connection, addendum)


def _refuse(connection: Connection, signature: Signature, record: Record, by: Staff, *, one_signs_both: bool) -> None:
    """Raises SigningError with the first reason why this may not be signed so."""
    role = ROLES.get(signature.meaning)
    if role is None or role not in by.roles or signature.role is not role or signature.entered_by != by.id:
        raise SigningError(f"This line is a {(role or Role.NURSE).value}'s: nothing was signed.")
    if course.course(record).ended_at is None:
        raise SigningError("The session has not ended: end it first, then sign.")
    if waiting := len(emergency.unclaimed(record)):
        what = "1 emergency entry is" if waiting == 1 else f"{waiting} emergency entries are"
        raise SigningError(f"{what} claimed by nobody: claim what is yours first, then sign.")
    if signature.sha256 != content.digest(content.of_record(record)):
        raise SigningError("Something was entered or corrected while you looked: look again, then sign.")
    if signature.addenda != signatures.counted_addenda(connection, record.treatment.id):
        raise SigningError("The session was opened for an addendum while you looked: look again, then sign.")
    found = signatures.of_treatment(connection, record.treatment.id)
    complete, reviewed = (_holding(found, one) for one in (Meaning.COMPLETE, Meaning.REVIEWED))
    if (reviewed if signature.meaning is Meaning.REVIEWED else complete) is not None:
        raise SigningError("This line is signed already, and nothing has changed since.")
    if signature.meaning is Meaning.REVIEWED and complete is None:
        raise SigningError("A nurse signs first that the record is complete.")
    other = complete if signature.meaning is Meaning.REVIEWED else reviewed
    same = other is not None and other.entered_by == by.id
    if same and not one_signs_both:
        raise SigningError("You signed the other line: as the clinic has set it, somebody else signs this one.")
    if same is not signature.both:
        raise SigningError("Whether one person signs both lines was not said as it is: look again, then sign.")


def _holding(found: Iterable[Standing], meaning: Meaning) -> Signature | None:
    newest = signatures.last(found, meaning)
    return newest.signature if newest is not None and newest.holds else None
