"""Signatures: who stands by a session's record, which of them still hold, and what was opened again and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, bindparam, func, literal_column, select

from data import acting, facts, records, restrictions, rows, tables
from schemas.record import Record
from schemas.rules import content, course, emergency
from schemas.signature import ROLES, Addendum, Afterword, AfterwordSort, Meaning, Signature
from schemas.staff import Role, Staff

_SIGNATURE: Final = rows.TABLES[Signature]
_ADDENDUM: Final = rows.TABLES[Addendum]
_VOIDING: Final = tables.METADATA.tables[tables.VoidingRow.__tablename__]
_FOUND: Final = (
    select(_SIGNATURE, _VOIDING.c.at.label("voided_at"), _VOIDING.c.by_id.label("voided_by"))
    .outerjoin(_VOIDING, _VOIDING.c.signature_id == _SIGNATURE.c.id)
    .order_by(literal_column("signature.rowid"))  # of storing, not of clocks: rows are added, never removed
)
_ADDENDA: Final = select(func.count()).where(_ADDENDUM.c.treatment_id == bindparam("treatment"))


class SigningError(Exception):
    """Nothing was signed; the text is a sentence for the person."""


@dataclass(frozen=True)
class Standing:
    """A signature, and when and by which fact it was made void; both None while it holds."""

    signature: Signature
    voided_at: datetime | None
    voided_by: UUID | None

    @property
    def holds(self) -> bool:
        """Whether nothing has come since."""
        return self.voided_at is None


@acting.reads
def of_treatment(connection: Connection, treatment_id: UUID) -> tuple[Standing, ...]:
    """Every signature of the session, under its record and beside it, in the order of signing."""
    restrictions.require_session(connection, treatment_id)
    return tuple(_standing(connection, _SIGNATURE.c.treatment_id == treatment_id))


@acting.reads
def of_treatments(connection: Connection, ids: Sequence[UUID]) -> dict[UUID, tuple[Standing, ...]]:
    """The same for several sessions, by session; one without a signature, or hidden from her, is not among them."""
    found: dict[UUID, tuple[Standing, ...]] = {}
    may = restrictions.seen_sessions(connection, ids)
    for one in _standing(connection, _SIGNATURE.c.treatment_id.in_(may)):
        found[one.signature.treatment_id] = (*found.get(one.signature.treatment_id, ()), one)
    return found


@acting.reads
def complete(connection: Connection, ids: Sequence[UUID]) -> dict[UUID, Signature]:
    """By session, the signature that its record is complete, where it holds."""
    found = of_treatments(connection, ids)
    newest = {treatment: last(all_of, Meaning.COMPLETE) for treatment, all_of in found.items()}
    return {treatment: one.signature for treatment, one in newest.items() if one is not None and one.holds}


@acting.reads
def all_that_hold(connection: Connection) -> tuple[Signature, ...]:
    """Every signature that nothing has made void."""
    hidden = restrictions.hidden(connection)
    if hidden:
        raise restrictions.RestrictedError(next(iter(hidden)), "Some records are not for you: nothing was read.")
    return tuple(one.signature for one in _standing(connection, _VOIDING.c.at.is_(None)))


def last(found: Iterable[Standing], meaning: Meaning) -> Standing | None:
    """The newest signature of the session's own record in this meaning, or None."""
    mine = [one for one in found if one.signature.meaning is meaning and one.signature.about is None]
    return mine[-1] if mine else None


@acting.reads
def is_closed(connection: Connection, treatment_id: UUID) -> bool:
    """Whether the session was signed and no addendum has come since: the database takes corrections alone."""
    addenda = _addenda(connection, treatment_id)
    return any(
        one.signature.about is None and one.signature.addenda == addenda
        for one in of_treatment(connection, treatment_id)
    )


@acting.reads
def has_signed(connection: Connection, sign_in: UUID) -> bool:
    """Whether anything was signed in this unlocked time."""
    mine = select(_SIGNATURE.c.id).where(_SIGNATURE.c.sign_in == sign_in).limit(1)
    return connection.execute(mine).first() is not None


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
    if stored is None and not is_closed(connection, addendum.treatment_id):
        raise SigningError("This session is open for entries: no addendum is needed.")
    return facts.record(connection, addendum)


@acting.reads
def addenda(connection: Connection, treatment_id: UUID) -> tuple[Addendum, ...]:
    """Every addendum of the session, in the order in which they were opened."""
    restrictions.require_session(connection, treatment_id)
    return rows.of_treatment(connection, Addendum, treatment_id)


@acting.reads
def afterwords(connection: Connection, treatment_id: UUID) -> tuple[Afterword, ...]:
    """Every review and follow-up of the session, replaced ones too, in the order in which they were entered."""
    restrictions.require_session(connection, treatment_id)
    return rows.of_treatment(connection, Afterword, treatment_id)


def _standing(connection: Connection, where: ColumnElement[bool]) -> Iterable[Standing]:
    for row in connection.execute(_FOUND.where(where)).mappings():
        told: dict[str, Any] = dict(row)
        voided = told.pop("voided_at"), told.pop("voided_by")
        yield Standing(Signature.model_validate(told), *voided)


def _addenda(connection: Connection, treatment_id: UUID) -> int:
    return int(connection.execute(_ADDENDA, {"treatment": treatment_id}).scalar_one())


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
    if signature.addenda != _addenda(connection, record.treatment.id):
        raise SigningError("The session was opened for an addendum while you looked: look again, then sign.")
    found = of_treatment(connection, record.treatment.id)
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
    newest = last(found, meaning)
    return newest.signature if newest is not None and newest.holds else None
