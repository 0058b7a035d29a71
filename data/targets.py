"""Targets: what a fact corrects, withdraws, answers or is signed under stands in its own session, and still holds."""

from uuid import UUID

from sqlalchemy import Connection, bindparam, select

from data import acting, restrictions, rows, same_person, tables
from schemas.alert import AlertAnswer, PrescriberCall
from schemas.correction import Retraction
from schemas.effect import Effect, EffectChange
from schemas.fact import ClinicalFact, Fact
from schemas.predose import DoseDecision
from schemas.reading import Reading
from schemas.signature import Afterword, Signature
from schemas.treatment import Arrival, Treatment

_RETRACTION = rows.TABLES[Retraction]
_GONE = select(_RETRACTION.c.id).where(_RETRACTION.c.fact_id == bindparam("fact"))
_MOVED = select(_RETRACTION.c.fact_id, _RETRACTION.c.treatment_id).where(_RETRACTION.c.moved_to == bindparam("to"))
_NEWER = {
    kind: select(rows.TABLES[kind].c.id).where(rows.TABLES[kind].c.replaces == bindparam("fact"))
    for kind in rows.CLINICAL
}


_EVENT = tables.METADATA.tables[tables.AlertEventRow.__tablename__]
_ALERT = select(_EVENT.c.treatment_id).where(_EVENT.c.id == bindparam("alert"))
_ORDER = tables.METADATA.tables[tables.OrderRow.__tablename__]
_WHOSE = select(_ORDER.c.patient_id).where(_ORDER.c.id == bindparam("order"))
_ELSEWHERE = "The entry that this belongs to is not in this session: nothing was saved."
_MEANWHILE = "Somebody has corrected or withdrawn this meanwhile: look at what stands there now."


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


@acting.reads
def refuse_elsewhere(connection: Connection, fact: Fact) -> None:
    """Raises CorrectionError unless the episode, reading or alert that the fact belongs to is in its session."""
    if isinstance(fact, EffectChange):
        _episode_stands(connection, fact)
    if isinstance(fact, Reading) and fact.repeat_of is not None:
        _of_session(rows.by_id(connection, Reading, fact.repeat_of), fact.treatment_id)
    if isinstance(fact, DoseDecision) and fact.reading_id is not None:
        _of_session(rows.by_id(connection, Reading, fact.reading_id), fact.treatment_id)
    if isinstance(fact, DoseDecision) and fact.order_id is not None:
        _of_this_person(connection, fact.order_id, fact.treatment_id)
    if isinstance(fact, Afterword | Signature):
        _beside_this_session(connection, fact)
    if isinstance(fact, AlertAnswer | PrescriberCall) and fact.alert_id is not None:
        of = connection.execute(_ALERT, {"alert": fact.alert_id}).scalar()
        if of != fact.treatment_id:
            raise CorrectionError(_ELSEWHERE)


def _of_this_person(connection: Connection, order_id: UUID, treatment_id: UUID) -> None:
    """An order is for a person, under whichever registration."""
    session = rows.by_id(connection, Treatment, treatment_id)
    whose = connection.execute(_WHOSE, {"order": order_id}).scalar()
    if not isinstance(session, Treatment) or whose not in same_person.all_of(connection, session.patient_id):
        raise CorrectionError(_ELSEWHERE)


def _beside_this_session(connection: Connection, fact: Afterword | Signature) -> None:
    """What is signed, or replaced, beside the record is beside the record of this session."""
    named = fact.about if isinstance(fact, Signature) else fact.replaces
    found = None if named is None else rows.by_id(connection, Afterword, named)
    if named is not None and not (isinstance(found, Afterword) and found.treatment_id == fact.treatment_id):
        raise CorrectionError(_ELSEWHERE)


@acting.reads
def refuse_unmoved(connection: Connection, fact: ClinicalFact) -> None:
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
