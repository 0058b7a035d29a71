"""Saves: one route for every kind of entry at the chair; parsed, recorded in one transaction, read back."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from app import clinic, clock, faults, noted
from app.entries import action, alert, drug, effect, moment, predose, reading, score, sent, visit
from app.entries.sent import MalformedError, Problems, Sent
from app.live import consequences, receipts, state
from app.routes import bodies
from app.routes.in_two import InTwo
from data import alerts, audit, facts, records, rows, staff
from data.engine import BusyError, FullError
from schemas.act import Did
from schemas.correction import Retraction
from schemas.drug import DrugEvent
from schemas.effect import Effect
from schemas.fact import ClinicalFact, Fact
from schemas.reading import Reading
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
        return bodies.problem(404, _NO_SESSION)
    except bodies.BodyError as error:
        return bodies.problem(error.status, str(error))
    if kind not in _BUILDERS:
        return bodies.problem(404, "There is no such kind of entry.")
    return await run_in_threadpool(_answer, kind, treatment, body, author)


_OF_ALERTS: Final = {"alert-answers", "calls"}
_NO_SESSION: Final = "There is no such session: nothing was saved. Open the patient and choose a session."


_REFUSED: Final[Mapping[type[Exception], tuple[int, str]]] = {
    MalformedError: (400, ""),
    facts.CorrectionError: (409, ""),
    BusyError: (503, "Still saving: another program holds the record. It is tried again by itself."),
    FullError: (507, "The disk of the server is full or failing: nothing was saved. What you entered waits here."),
}


def _answer(kind: str, treatment: UUID, body: Any, author: Staff) -> Response:  # noqa: ANN401 - JSON
    try:
        return _save(kind, treatment, body, author)
    except Problems as problems:
        return JSONResponse(problems.as_json(), 422)
    except facts.ConflictError as conflict:
        return _conflict(conflict, treatment)
    except tuple(_REFUSED) as error:
        status, sentence = _REFUSED[type(error)]
        return bodies.problem(status, sentence or str(error))


def _save(kind: str, treatment: UUID, body: Any, author: Staff) -> Response:  # noqa: ANN401 - JSON
    if isinstance(body, dict) and body.get("author") not in (None, str(author.id)):
        return bodies.problem(401, "This was entered under another name: it waits until that person is chosen again.")
    if not author.treats:
        noted.act(author, Did.REFUSED, kind, treatment, reason="administrator only")
        return bodies.problem(403, "An administrator who is nothing else writes no clinical entry: nothing was saved.")
    with clinic.current().database.write() as connection:
        record = clinic.current().shelf.record(connection, treatment)
        if record is None:
            return bodies.problem(404, _NO_SESSION)
        read_at = clock.now()
        now = moment.in_order(record, read_at)
        before = alerts.keep(connection, record, now) if kind in _OF_ALERTS else record  # what is answered lies there
        entry = sent.read(body, before, author, read_at, clinic.current().own_effects)
        entry = replace(entry, received=now, **(_who_decides(connection) if kind == "decisions" else {}))
        made = _record(connection, kind, _as_it_stood(connection, entry))
        after = records.with_stored(connection, before, [one.fact for one in made if one.created])
        after = alerts.keep(connection, after, now)
        version = audit.version(connection, treatment)
    return _receipt(record, after, made, version)


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
        _refuse_idle(entry, made[0])
        _judge(entry, made[0])
    return tuple(facts.record(connection, fact, line=entry.line) for fact in made)


_NOT_CONTENT: Final = {"id", "entered_at", "entered_by", "replaces", "reason", "time_stated", "source", "judged_by"}


def _refuse_idle(entry: Sent, fact: Fact) -> None:
    """A correction that says what stands there already would strike out a fact for its own copy."""
    old = next((one for one in entry.record.facts() if one.id == getattr(fact, "replaces", None)), None)
    if old is not None and old.model_dump(exclude=_NOT_CONTENT) == fact.model_dump(exclude=_NOT_CONTENT):
        raise sent.refusal(
            "correction.same", "This says what stands there already: change something, or discard the correction."
        )


def _judge(entry: Sent, fact: Fact) -> None:
    """What a new entry is asked or refused; one that lies in the record already is only acknowledged again."""
    if isinstance(fact, Reading):
        reading.ask(entry, fact)
    elif isinstance(fact, DrugEvent):
        drug.refuse(entry, fact)
        drug.ask(entry, fact)
    elif isinstance(fact, Effect):
        effect.ask(entry, fact)
    elif isinstance(fact, TreatmentEnd):
        visit.ask(entry, fact)


def _receipt(before: Record, record: Record, made: tuple[facts.Receipt, ...], version: int) -> Response:
    """Read back after the commit: what the person sees is what lies in the database.

    `before`, `record` and `version` come from the save's own transaction: nobody else's entry can lie between them.
    Raises LookupError, which becomes a fault, where the database holds anything else than the record says.
    """
    with clinic.current().database.read() as connection:
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
        return consequences.of_end(record)
    moves = isinstance(stored, DrugEvent) and course.course(before).ended_at is not None
    return consequences.said(before, record) if moves or receipts.corrects(stored) else []


def _state(record: Record, people: Mapping[UUID, Staff], version: int) -> dict[str, Any] | None:
    """None on a fault: what is saved is saved, and must not be sent again because it cannot be drawn."""
    try:
        return state.state(record, people, clock.now(), version)
    except Exception as error:  # noqa: BLE001 - the receipt is under way; the panel's next look says the fault
        faults.report(error)
        return None


def _conflict(conflict: facts.ConflictError, treatment: UUID) -> Response:
    """Both versions, side by side; nothing of another session is shown."""
    stored = conflict.stored
    if not isinstance(stored, ClinicalFact | Retraction) or stored.treatment_id != treatment:
        return bodies.problem(409, "The id of this entry belongs to another session: nothing was saved. Enter it anew.")
    with clinic.current().database.read() as connection:
        record = records.of_treatment(connection, treatment)
    return bodies.problem(
        409,
        "Another version of this entry is stored; nothing was overwritten. Edit this one and save it as a new entry.",
        stored=_said(record, stored),
        sent=_said(record, conflict.sent),
    )


def _said(record: Record | None, fact: Fact) -> str:
    return receipts.said(record, fact) if record is not None else ""
