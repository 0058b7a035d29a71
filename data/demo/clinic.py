"""The demo clinic in a record: made once, carried on to a later day, and never touching what a user entered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from data import alerts, assessments, corrections, facts, patients, protocols, records, signatures, staff, treatments
from data.demo import ids, people_in, scored, signed
from data.engine import Database
from data.signatures import Standing
from schemas.alert import AlertAct, AlertAnswer
from schemas.assessment import Assessment, RiskClosing
from schemas.correction import Retraction
from schemas.fact import ClinicalFact, Fact
from schemas.patient import Patient
from schemas.record import Record
from schemas.rules import alerts as rules
from schemas.rules import course
from schemas.signature import Meaning
from schemas.staff import Role
from schemas.statement import Statement
from schemas.treatment import EndHow, Treatment, TreatmentEnd

if TYPE_CHECKING:
    from data.demo.sessions import Session

_LEFT_AFTER: Final = timedelta(minutes=5)
_SEEN_AFTER: Final = timedelta(minutes=1)
_BOTH: Final = frozenset({Meaning.COMPLETE, Meaning.REVIEWED})
_LEFT_WITH: Final = "looked at before leaving, the prescriber agreed"


class NotTheDemoError(Exception):
    """The record holds a clinic of its own; the text is a sentence for the person at the console."""


def create_or_refresh(database: Database, now: datetime, zone: str, seed: int = ids.SEED) -> None:
    """Makes the clinic; on a later day ends what it had left open itself and opens four new sessions.

    On the same day it does nothing. Raises NotTheDemoError for a record that others began: invented patients must not
    get among real ones.
    """
    with database.read() as connection:
        known = staff.by_id(connection, ids.ADMIN) is not None
        if not known and staff.all_of(connection):
            raise NotTheDemoError("This record is not a demo clinic: give the demo a folder of its own with --data.")
        today = now.astimezone(ZoneInfo(zone)).date()
        opened_today = treatments.by_id(connection, ids.open_id(today, 0)) is not None
    if known:
        with database.write() as connection:
            people_in.let_in(connection, now, database.secret_key)
        if opened_today:
            return
    with database.write() as connection:
        protocols.store(connection)
        if known:
            _carry_on(connection, now, zone, seed)
        else:
            _begin(connection, now, zone, seed)
            people_in.let_in(connection, now, database.secret_key)
        _furnish(connection, now, zone, seed)


def _begin(connection: Connection, now: datetime, zone: str, seed: int) -> None:
    from data.demo import scene  # with numpy: a tenth of a second that most starts do not need

    whole = scene.facts_of_clinic(now, zone, seed)
    _store(connection, whole.facts())
    _score(connection, scored.said(whole.finished))


def _furnish(connection: Connection, now: datetime, zone: str, seed: int) -> None:
    """What lies around the sessions, and what follows from them."""
    from data.demo import background, places

    places.arrange(connection, now, zone, seed)
    background.say(connection, now, seed)
    _answer(connection, now)


def _score(connection: Connection, said: Iterable[Statement]) -> None:
    for one in said:
        if isinstance(one, Assessment):
            assessments.enter(connection, one)
        elif isinstance(one, RiskClosing):
            assessments.close(connection, one)


def _carry_on(connection: Connection, now: datetime, zone: str, seed: int) -> None:
    from data.demo import scene

    for treatment in treatments.open_ones(connection):
        own = scene.whole(treatment, seed)
        if own is not None:
            _end(connection, treatment, own, now)
    busy = frozenset(treatment.patient_id for treatment in treatments.open_ones(connection))
    for visit in scene.under_way(now, zone, busy, seed):
        _store(connection, [visit.treatment, *visit.facts])


def _end(connection: Connection, treatment: Treatment, own: Session, now: datetime) -> None:
    """Ends a session of its own: as it would have gone on, or, where a user entered something, as it stands."""
    record = records.of_treatment(connection, treatment.id)
    if record is None:  # pragma: no cover - it was listed in this very transaction
        return
    there = {fact.id for fact in (*record.facts(), *record.retractions)}
    if there <= {fact.id for fact in own.facts} and own.facts[-1].entered_at <= now:
        _store(connection, [fact for fact in own.facts if fact.id not in there])
    else:
        facts.record(connection, _end_as_it_stands(record, now))


def _answer(connection: Connection, now: datetime) -> None:
    """What the rules raise is stored; in the sessions that have ended somebody has resolved each of it, and signed."""
    open_ones = {one.id for one in treatments.open_ones(connection)}
    every = records.ids(connection)
    signed_ones = signatures.of_treatments(connection, every)
    for treatment_id in every:
        found = signed_ones.get(treatment_id, ())
        if _is_done_with(found):
            continue
        record = records.of_treatment(connection, treatment_id)
        if record is None or (record.alert_events and treatment_id in open_ones):
            continue
        ended = course.course(record).ended_at
        kept = alerts.keep(connection, record, ended or now)
        # A signed record takes nothing new.
        answers = [] if ended is None or found or kept.alert_answers else _answers(kept, ended)
        for answer in answers:
            facts.record(connection, answer)
        if ended is not None:
            _sign(connection, records.with_stored(connection, kept, answers), found, now)


def _is_done_with(found: Sequence[Standing]) -> bool:
    """Whether nothing is left to do for a session: both signatures stand, and what they sign has not changed."""
    return all(one.holds for one in found) and {one.signature.meaning for one in found} >= _BOTH


def _sign(connection: Connection, record: Record, found: Sequence[Standing], now: datetime) -> None:
    """The nurse who ended it signs; what the demo itself ended waits for a nurse, what was changed for a user."""
    ended_by = staff.by_id(connection, max(record.ends, key=lambda one: one.entered_at).entered_by)
    if ended_by is None or Role.NURSE not in ended_by.roles or not all(one.holds for one in found):
        return
    there = {one.signature.meaning for one in found}
    for signature in signed.signatures(record, ended_by, now):
        if signature.meaning not in there:
            facts.record(connection, signature)


def _answers(record: Record, ended: datetime) -> list[AlertAnswer]:
    by = max(record.ends, key=lambda one: one.entered_at).entered_by
    return [
        AlertAnswer(
            id=ids.of(record.treatment.id, act.value, str(one.seen.id)),
            entered_at=ended,
            entered_by=by,
            treatment_id=record.treatment.id,
            alert_id=one.seen.id,
            act=act,
            at=min(one.worst.known_at + _SEEN_AFTER, ended) if act is AlertAct.ACKNOWLEDGED else ended,
            words=None if one.back or act is AlertAct.ACKNOWLEDGED else _LEFT_WITH,
        )
        for one in rules.threads(record, ended)
        if one.state is rules.State.ACTIVE
        for act in AlertAct
    ]


def _end_as_it_stands(record: Record, now: datetime) -> TreatmentEnd:
    """The end, soon after the last entry: with an escort where the drug was given, else not started."""
    last = max((fact.entered_at for fact in record.facts()), default=record.treatment.entered_at)
    started = course.course(record).started_at is not None
    return TreatmentEnd(
        id=ids.of(record.treatment.id, "ended", now.isoformat()),
        entered_at=now,
        entered_by=ids.ADMIN,
        treatment_id=record.treatment.id,
        ended_at=min(now, last + _LEFT_AFTER),
        how=EndHow.LEFT_WITH_ESCORT if started else EndHow.NOT_STARTED,
    )


def _store(connection: Connection, entered: Sequence[Fact]) -> None:
    """Stores facts in the order in which they were entered; what was moved, together with the mark that it was."""
    moves = {fact.moved_to: fact for fact in entered if isinstance(fact, Retraction)}
    for fact in entered:
        if isinstance(fact, Patient):
            patients.register(connection, fact)
        elif isinstance(fact, ClinicalFact) and fact.id in moves:
            corrections.move(connection, fact, moves[fact.id])
        elif not isinstance(fact, Retraction):
            facts.record(connection, fact)
