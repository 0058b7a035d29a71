"""Facts: each is stored once, whole, with its audit row; a resend is known, other content a conflict."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, exists, func, select

from data import acting, audit, drafts, notices, open_treatments, restrictions, rows, targets
from schemas.correction import Retraction
from schemas.fact import ClinicalFact, Fact
from schemas.patient import Patient
from schemas.signature import Addendum, Afterword, Signature
from schemas.staff import Role, Staff
from schemas.treatment import Treatment

_TREATMENT = rows.TABLES[Treatment]
_PATIENT = select(_TREATMENT.c.patient_id).where(_TREATMENT.c.id == bindparam("treatment"))
# One look before a save: is the id taken, whose session is it, does a draft go with it, and was the session signed.
# The database refuses it by itself (data/triggers.py): here it becomes a sentence.
_SIGNATURE, _ADDENDUM = rows.TABLES[Signature], rows.TABLES[Addendum]
_ADDENDA = select(func.count()).where(_ADDENDUM.c.treatment_id == bindparam("treatment")).scalar_subquery()
_CLOSED = exists().where(
    _SIGNATURE.c.treatment_id == bindparam("treatment"),
    _SIGNATURE.c.about.is_(None),
    _SIGNATURE.c.addenda == _ADDENDA,
)
_LOOK = select(rows.KIND.scalar_subquery(), _PATIENT.scalar_subquery(), drafts.THERE, _CLOSED)
_OF_SESSION = (ClinicalFact, Retraction, Signature, Addendum, Afterword)
_SIGNED = (Signature, Addendum, Afterword)


class ConflictError(Exception):
    """The id is taken by a fact with other content: nothing was written. `stored` and `sent` show both."""

    def __init__(self, stored: Fact, sent: Fact) -> None:
        """The text names no content: it may reach a log."""
        super().__init__(f"A {type(sent).__name__} with this id and other content is stored already.")
        self.stored = stored
        self.sent = sent


class SignedError(Exception):
    """The session is signed: it takes corrections, and new entries behind an addendum alone."""

    def __init__(self) -> None:
        """The text is a sentence, without content."""
        super().__init__(
            "This session is signed: nothing was saved. Open it for an addendum first; its signatures are then void."
        )


@dataclass(frozen=True)
class Receipt:
    """What the transaction stores, or what lay there before (`created` False); it is read back after the commit."""

    fact: Fact
    created: bool


@acting.reads
def record(connection: Connection, fact: Fact, *, line: str | None = None, **more: object) -> Receipt:
    """Stores the fact and its audit row, once; `line` is what was typed, `more` are columns of its row alone.

    Raises ConflictError for another content under the same id, CorrectionError where a correction has no valid target.
    """
    return _record(connection, fact, line=line, more=more, from_elsewhere=False)


@acting.reads
def record_moved(connection: Connection, fact: ClinicalFact) -> Receipt:
    """The same for a fact that replaces one of another session, which `corrections.move` has marked as moved.

    Raises CorrectionError for any other.
    """
    targets.refuse_unmoved(connection, fact)
    return _record(connection, fact, line=None, more={}, from_elsewhere=True)


def _record(
    connection: Connection, fact: Fact, *, line: str | None, more: dict[str, object], from_elsewhere: bool
) -> Receipt:
    _refuse_without_right(connection, fact)
    of: dict[str, Any] = {"wanted": fact.id, "treatment": getattr(fact, "treatment_id", None)}
    kind, patient_id, drafted, is_closed = connection.execute(_LOOK, of).one()
    _refuse_restricted(connection, fact, patient_id)
    if drafted:
        drafts.saved(connection, of["treatment"], fact.id)
    stored = rows.of_kind(connection, kind, fact.id)
    if stored is not None:
        if rows.same_content(stored, fact):
            return Receipt(stored, created=False)
        raise ConflictError(stored, fact)
    if is_closed and isinstance(fact, ClinicalFact) and fact.replaces is None:
        raise SignedError
    corrected = None if from_elsewhere else targets.refuse_stale(connection, fact)
    targets.refuse_elsewhere(connection, fact)
    patient_id = _patient_of(fact, patient_id)
    rows.insert(connection, fact, patient_id=patient_id, **more)
    audit.write(connection, fact, kind=rows.TABLES[type(fact)].name, patient_id=patient_id, line=line)
    open_treatments.follow(connection, fact)
    if corrected is not None:
        notices.tell(connection, corrected, fact)
    return Receipt(fact, created=True)


def _refuse_without_right(connection: Connection, fact: Fact) -> None:
    """Raises RightsError: nobody writes in another's name, and each sort of fact is of those who make it."""
    if isinstance(fact, Staff):
        acting.require(connection, Role.ADMIN, to="add a person")
        return
    any_of = acting.ANYBODY if isinstance(fact, Patient) else acting.TREATING
    acting.require(connection, *any_of, to="write this down")
    acting.require_herself(connection, fact.entered_by)


def _refuse_restricted(connection: Connection, fact: Fact, patient_id: UUID | None) -> None:
    """Raises RestrictedError: charting is for who may see the record, signing for whom it names."""
    about = fact.patient_id if isinstance(fact, Treatment) else patient_id
    if about is None:
        return
    if isinstance(fact, _SIGNED):
        restrictions.require_named(connection, about, to="sign, or open for an addendum,")
    else:
        restrictions.require(connection, about)


def _patient_of(fact: Fact, found: UUID | None) -> UUID | None:
    if isinstance(fact, Patient):
        return fact.id
    if isinstance(fact, Treatment):
        return fact.patient_id
    if found is None and isinstance(fact, _OF_SESSION):
        raise LookupError("This session is not in the record: nothing was saved.")
    return found
