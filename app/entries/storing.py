"""Storing: an entry of any kind becomes facts in one transaction: its author brings it, a seal does, or who vouches."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection

from app import clinic, clock
from app.entries import action, alert, drug, effect, judging, moment, predose, reading, score, sent, visit
from app.entries.sent import Sent
from data import acting, alerts, audit, facts, records, rows, staff, targets
from schemas.fact import Fact
from schemas.record import KINDS, Record
from schemas.rules import course
from schemas.staff import Role, Staff

BUILDERS: Final[Mapping[str, Callable[[Sent], tuple[Fact, ...]]]] = {
    "readings": lambda entry: (reading.build(entry),),
    "effects": effect.begin,
    "effect-changes": effect.change,
    "none-reported": effect.none_reported,
    "drug-events": drug.build,
    "interventions": action.intervention,
    "notes": action.note,
    "alert-answers": alert.answer,
    "calls": alert.call,
    "check-answers": predose.answer,
    "decisions": predose.decide,
    "score-answers": score.answer,
    "ends": visit.end,
    "arrivals": visit.arrival,
    "retractions": visit.retraction,
}
_OF_ALERTS: Final = {"alert-answers", "calls"}


class NoSessionError(Exception):
    """There is no such session; the text is a sentence."""

    def __init__(self) -> None:
        """Nothing of what was sent is in it."""
        super().__init__("There is no such session: nothing was saved. Open the patient and choose a session.")


@dataclass(frozen=True)
class Entry:
    """What is to be stored, in whose name.

    `entered` is the moment of Enter where a seal has said it, else the body's age does. `by` answers for it: who
    accepts another person's entry, else its author herself. `tablet_id` is where it was entered, if on one.
    """

    kind: str
    treatment: UUID
    body: Any
    author: Staff
    entered: datetime | None = None
    by: Staff | None = None
    tablet_id: UUID | None = None


@dataclass(frozen=True)
class Stored:
    """The session before and after, with what was made of the entry, as its own transaction saw them."""

    before: Record
    after: Record
    made: tuple[facts.Receipt, ...]
    version: int

    @property
    def created(self) -> bool:
        """Whether it was not there before."""
        return self.made[0].created


def store(connection: Connection, wanted: Entry) -> Stored:
    """Stores it. Raises NoSessionError, Problems, MalformedError, RightsError, and what `facts.record` raises."""
    record = clinic.current().shelf.record(connection, wanted.treatment)
    if record is None:
        raise NoSessionError
    read_at = clock.now()
    now = moment.in_order(record, read_at)
    # What is answered lies there.
    before = alerts.keep(connection, record, now) if wanted.kind in _OF_ALERTS else record
    entry = sent.read(wanted.body, before, wanted.author, read_at, clinic.current().own_effects)
    if wanted.kind == "retractions" or entry.text("replaces") is not None:
        not_in_an_ended_one(record, wanted.by or wanted.author)
    entry = replace(entry, received=now, entered=wanted.entered or entry.entered)
    if wanted.kind == "decisions":
        entry = replace(entry, **_who_decides(connection))
    made = _record(connection, wanted.kind, _as_it_stood(connection, entry))
    after = records.with_stored(connection, before, [one.fact for one in made if one.created])
    after = alerts.keep(connection, after, now)
    return Stored(record, after, made, audit.version(connection, wanted.treatment))


def read_back(connection: Connection, stored: Stored) -> tuple[Fact, ...]:
    """The entry's facts as they lie in the database after the commit; from then on the session is at hand.

    Raises LookupError, which becomes a fault, where the database holds anything else than the record says.
    """
    found = tuple(rows.stored(connection, type(one.fact), one.fact.id) for one in stored.made)
    kept = {one.id: one for one in (*stored.after.facts(), *stored.after.retractions)}
    if any(kept.get(one.id) != one for one in found):
        raise LookupError("What was read back after a save is not what was saved.")
    clinic.current().shelf.put(stored.version, stored.after)
    return found


def not_in_an_ended_one(record: Record, author: Staff) -> None:
    """Raises RightsError where the session has ended and the person's roles correct nothing there any more."""
    may = clinic.current().may_correct_ended
    if course.course(record).ended_at is None or may & set(author.roles):
        return
    names = " or a ".join(sorted(role.value for role in may))
    raise acting.RightsError(f"This session has ended: a {names} corrects its entries, as the clinic has set it.")


def _who_decides(connection: Connection) -> dict[str, Any]:
    """Names and initials that make a go a prescriber's, and those that do not."""
    may: dict[bool, set[str]] = {True: set(), False: set()}
    for one in staff.all_of(connection):
        may[Role.PRESCRIBER in one.roles] |= {one.name.casefold(), one.initials.casefold()}
    return {"prescribers": frozenset(may[True]), "not_prescribers": frozenset(may[False] - may[True])}


def _as_it_stood(connection: Connection, entry: Sent) -> Sent:
    """A resend is read against the session as it stood when it was first saved.

    As it stands now, the effect that it began would be running already, and its own end would have ended the session.
    """
    stored = next((one for one in (*entry.record.facts(), *entry.record.retractions) if one.id == entry.draft), None)
    if stored is None:
        return entry
    earlier = audit.earlier(connection, entry.record.treatment.id, entry.draft)
    kept = {
        kind: tuple(one for one in getattr(entry.record, kind) if one.id in earlier) for kind in (*KINDS, "retractions")
    }
    entered = moment.first_entered(stored, entry.entered)
    return replace(entry, stored=stored, entered=entered, record=entry.record.model_copy(update=kept))


def _record(connection: Connection, kind: str, entry: Sent) -> tuple[facts.Receipt, ...]:
    made = BUILDERS[kind](entry)
    if entry.stored is None:
        targets.refuse_stale(connection, made[0])  # before any question: what is gone cannot be confirmed
        judging.refuse_idle(entry, made[0])
        judging.judge(entry, made[0])
    return tuple(facts.record(connection, fact, line=entry.line) for fact in made)
