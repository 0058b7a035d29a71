"""Facts: each is stored once, whole, with its audit row; a resend is known, other content a conflict."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, exists, func, select

from data import acting, audit, drafts, notices, open_treatments, restrictions, rows, tables
from schemas.alert import AlertAnswer, PrescriberCall
from schemas.correction import Retraction
from schemas.effect import Effect, EffectChange
from schemas.fact import ClinicalFact, Fact
from schemas.patient import Patient
from schemas.predose import DoseDecision
from schemas.reading import Reading
from schemas.signature import Addendum, Afterword, Signature
from schemas.staff import Role, Staff
from schemas.treatment import Arrival, Treatment

_TREATMENT, _RETRACTION = rows.TABLES[Treatment], rows.TABLES[Retraction]
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
_GONE = select(_RETRACTION.c.id).where(_RETRACTION.c.fact_id == bindparam("fact"))
_MOVED = select(_RETRACTION.c.fact_id, _RETRACTION.c.treatment_id).where(_RETRACTION.c.moved_to == bindparam("to"))
_NEWER = {
    kind: select(rows.TABLES[kind].c.id).where(rows.TABLES[kind].c.replaces == bindparam("fact"))
    for kind in rows.CLINICAL
}


_EVENT = tables.METADATA.tables[tables.AlertEventRow.__tablename__]
_ALERT = select(_EVENT.c.treatment_id).where(_EVENT.c.id == bindparam("alert"))
_ELSEWHERE = "The entry that this belongs to is not in this session: nothing was saved."
_MEANWHILE = "Somebody has corrected or withdrawn this meanwhile: look at what stands there now."


class ConflictError(Exception):
    """The id is taken by a fact with other content: nothing was written. `stored` and `sent` show both."""

    def __init__(self, stored: Fact, sent: Fact) -> None:
        """The text names no content: it may reach a log."""
        super().__init__(f"A {type(sent).__name__} with this id and other content is stored already.")
        self.stored = stored
        self.sent = sent


class CorrectionError(Exception):
    """What is to be corrected does not hold (any more); the text is a sentence for the person."""


class StaleError(CorrectionError):
    """Somebody was first: what was to be corrected is corrected or withdrawn already.

    `standing` is what holds in its place now, None where nothing does; `sent` is what was to be stored.
    """

    def __init__(self, standing: ClinicalFact | None, sent: Fact) -> None:
        """The text is a sentence, without content."""
        super().__init__(_MEANWHILE)
        self.standing = standing
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
    _refuse_to_come_unmoved(connection, fact)
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
    corrected = None if from_elsewhere else refuse_stale(connection, fact)
    _refuse_to_belong_to_what_is_not_here(connection, fact)
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


@acting.reads
def refuse_stale(connection: Connection, fact: Fact) -> ClinicalFact | None:
    """What the fact corrects or withdraws, or None where it does neither.

    Raises StaleError where that does not hold any more, CorrectionError where it is not in its session.
    """
    if isinstance(fact, Arrival | Retraction) or getattr(fact, "replaces", None) is not None:
        restrictions.require_about(connection, fact)  # what stands there now is said to who may see it
    if isinstance(fact, Arrival):
        return _newest_arrival(connection, fact)
    if isinstance(fact, Retraction):
        return _in_force(connection, rows.anywhere(connection, fact.fact_id), fact, fact.treatment_id)
    if isinstance(fact, ClinicalFact) and fact.replaces is not None:
        return _in_force(connection, rows.by_id(connection, type(fact), fact.replaces), fact, fact.treatment_id)
    return None


def _refuse_to_belong_to_what_is_not_here(connection: Connection, fact: Fact) -> None:
    """Raises CorrectionError unless the episode, reading or alert that the fact belongs to is in its session."""
    if isinstance(fact, EffectChange):
        _episode_stands(connection, fact)
    if isinstance(fact, Reading) and fact.repeat_of is not None:
        _of_session(rows.by_id(connection, Reading, fact.repeat_of), fact.treatment_id)
    if isinstance(fact, DoseDecision) and fact.reading_id is not None:
        _of_session(rows.by_id(connection, Reading, fact.reading_id), fact.treatment_id)
    if isinstance(fact, Afterword | Signature):
        _beside_this_session(connection, fact)
    if isinstance(fact, AlertAnswer | PrescriberCall) and fact.alert_id is not None:
        of = connection.execute(_ALERT, {"alert": fact.alert_id}).scalar()
        if of != fact.treatment_id:
            raise CorrectionError(_ELSEWHERE)


def _beside_this_session(connection: Connection, fact: Afterword | Signature) -> None:
    """What is signed, or replaced, beside the record is beside the record of this session."""
    named = fact.about if isinstance(fact, Signature) else fact.replaces
    found = None if named is None else rows.by_id(connection, Afterword, named)
    if named is not None and not (isinstance(found, Afterword) and found.treatment_id == fact.treatment_id):
        raise CorrectionError(_ELSEWHERE)


def _refuse_to_come_unmoved(connection: Connection, fact: ClinicalFact) -> None:
    """Raises CorrectionError unless what the fact replaces is marked as moved here, or the effect it was said of is."""
    if fact.replaces is None:
        return
    itself = connection.execute(_MOVED, {"to": fact.id}).first()
    if itself is not None and itself.fact_id == fact.replaces:
        return
    effect_id = fact.effect_id if isinstance(fact, EffectChange) else None
    effect = connection.execute(_MOVED, {"to": effect_id}).first()
    if effect is None:
        raise CorrectionError(_ELSEWHERE)
    _of_session(rows.by_id(connection, type(fact), fact.replaces), effect.treatment_id)


def _of_session(found: Fact | None, treatment_id: UUID) -> ClinicalFact:
    if not isinstance(found, ClinicalFact) or found.treatment_id != treatment_id:
        raise CorrectionError(_ELSEWHERE)
    return found


def _in_force(connection: Connection, found: Fact | None, sent: Fact, treatment_id: UUID) -> ClinicalFact:
    old = _of_session(found, treatment_id)
    if not _holds(connection, old):
        raise StaleError(_standing(connection, old), sent)
    return old


def _standing(connection: Connection, old: ClinicalFact) -> ClinicalFact | None:
    """What holds in the place of a fact that does not; None where it was withdrawn or moved away."""
    at: Fact | None = old
    while isinstance(at, ClinicalFact) and at.treatment_id == old.treatment_id and not _gone(connection, at):
        newer = _newer(connection, at)
        if newer is None:
            return at
        at = rows.by_id(connection, type(at), newer)
    return None


def _holds(connection: Connection, fact: ClinicalFact) -> bool:
    return _newer(connection, fact) is None and not _gone(connection, fact)


def _newer(connection: Connection, fact: ClinicalFact) -> UUID | None:
    newer: UUID | None = connection.execute(_NEWER[type(fact)], {"fact": fact.id}).scalar()
    return newer


def _gone(connection: Connection, fact: ClinicalFact) -> bool:
    return connection.execute(_GONE, {"fact": fact.id}).first() is not None


def _newest_arrival(connection: Connection, fact: Arrival) -> Arrival | None:
    """An arrival replaces the one that holds, or the session's own where none does (any more)."""
    known: dict[UUID, Arrival] = {one.id: one for one in rows.of_treatment(connection, Arrival, fact.treatment_id)}
    holding = [one for one in known.values() if _holds(connection, one)]
    if fact.replaces in {one.id for one in holding} or (not holding and fact.replaces == fact.treatment_id):
        return known.get(fact.replaces)
    if fact.replaces in {fact.treatment_id, *known}:
        raise StaleError(holding[0] if holding else None, fact)
    raise CorrectionError(_ELSEWHERE)


def _episode_stands(connection: Connection, change: EffectChange) -> None:
    """What is said of an episode that was withdrawn or moved away would be struck through at once, unseen."""
    named: UUID | None = change.effect_id
    while named is not None:
        effect = _of_session(rows.by_id(connection, Effect, named), change.treatment_id)
        if _gone(connection, effect):
            raise CorrectionError(_MEANWHILE)
        named = _newer(connection, effect)
