"""Saves: one route for every kind of entry at the chair; parsed, recorded in one transaction, read back."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from app import clinic, clock, faults
from app.entries import action, alert, drug, effect, judging, moment, predose, reading, score, sent, visit
from app.entries.sent import Sent
from app.live import consequences, receipts, state
from app.routes import bodies, refused
from app.routes.in_two import InTwo
from data import alerts, audit, facts, records, rows, staff
from schemas.drug import DrugEvent
from schemas.fact import Fact
from schemas.record import KINDS, Record
from schemas.rules import course
from schemas.staff import Role, Staff
from schemas.treatment import TreatmentEnd

_BUILDERS: Final[Mapping[str, Callable[[Sent], tuple[Fact, ...]]]] = {
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


async def save(request: Request) -> Response:
    """201 stored · 200 was stored · 409 other content under this id · 422 sentences · 4xx and 503 with a sentence."""
    kind, author = request.path_params["kind"], request.scope["staff"]
    try:
        treatment = UUID(request.path_params["treatment"])
        body = await bodies.read(request)
    except ValueError:
        return bodies.problem(404, refused.NO_SESSION)
    except bodies.BodyError as error:
        return bodies.problem(error.status, str(error))
    if kind not in _BUILDERS:
        return bodies.problem(404, "There is no such kind of entry.")
    does = partial(_save, kind, treatment, body, author)
    return await run_in_threadpool(refused.in_words, does, treatment, author, kind)


_OF_ALERTS: Final = {"alert-answers", "calls"}


def _save(kind: str, treatment: UUID, body: Any, author: Staff) -> Response:  # noqa: ANN401 - JSON
    refusal = refused.who_may_not(body, author, kind, treatment)
    if refusal is not None:
        return refusal
    with clinic.write(author) as connection:
        record = clinic.current().shelf.record(connection, treatment)
        if record is None:
            return bodies.problem(404, refused.NO_SESSION)
        read_at = clock.now()
        now = moment.in_order(record, read_at)
        before = alerts.keep(connection, record, now) if kind in _OF_ALERTS else record  # what is answered lies there
        entry = sent.read(body, before, author, read_at, clinic.current().own_effects)
        if kind == "retractions" or entry.text("replaces") is not None:
            refused.not_in_an_ended_one(record, author)
        entry = replace(entry, received=now, **(_who_decides(connection) if kind == "decisions" else {}))
        made = _record(connection, kind, _as_it_stood(connection, entry))
        after = records.with_stored(connection, before, [one.fact for one in made if one.created])
        after = alerts.keep(connection, after, now)
        version = audit.version(connection, treatment)
    return _receipt(record, after, made, version, author)


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
    made = _BUILDERS[kind](entry)
    if entry.stored is None:
        facts.refuse_stale(connection, made[0])  # before any question: what is gone cannot be confirmed
        judging.refuse_idle(entry, made[0])
        judging.judge(entry, made[0])
    return tuple(facts.record(connection, fact, line=entry.line) for fact in made)


def _receipt(before: Record, record: Record, made: tuple[facts.Receipt, ...], version: int, author: Staff) -> Response:
    """Read back after the commit: what the person sees is what lies in the database.

    `before`, `record` and `version` come from the save's own transaction: nobody else's entry can lie between them.
    Raises LookupError, which becomes a fault, where the database holds anything else than the record says.
    """
    with clinic.read(author) as connection:
        stored = [rows.stored(connection, type(one.fact), one.fact.id) for one in made]
        people = staff.by_ids(connection)
    kept = {one.id: one for one in (*record.facts(), *record.retractions)}
    if any(kept.get(one.id) != one for one in stored):
        raise LookupError("What was read back after a save is not what was saved.")
    clinic.current().shelf.put(version, record)
    return InTwo(
        {"receipt": receipts.receipt(record, stored, people) | {"follows": _follows(before, record, stored[0])}},
        lambda: {"state": _state(record, people, version)},
        201 if made[0].created else 200,
    )


def _follows(before: Record, record: Record, stored: Fact) -> list[str]:
    """What is said beside the receipt. What is given after the end moves figures that were taken for final."""
    if isinstance(stored, TreatmentEnd) and stored.replaces is None:
        return consequences.of_end(record, clock.now())
    moves = isinstance(stored, DrugEvent) and course.course(before).ended_at is not None
    return consequences.said(before, record) if moves or receipts.corrects(stored) else []


def _state(record: Record, people: Mapping[UUID, Staff], version: int) -> dict[str, Any] | None:
    """None on a fault: what is saved is saved, and must not be sent again because it cannot be drawn."""
    try:
        return state.state(record, people, clock.now(), version)
    except Exception as error:  # noqa: BLE001 - the receipt is under way; the panel's next look says the fault
        faults.report(error)
        return None
