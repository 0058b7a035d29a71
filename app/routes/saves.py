"""Saves: one route for every kind of entry at the chair; parsed, recorded in one transaction, read back."""

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from app import clinic, clock, faults, unattended
from app.entries import storing
from app.entries.storing import Entry, Stored
from app.live import consequences, receipts, state
from app.routes import bodies, refused, sealed
from app.routes.in_two import InTwo
from data import staff
from data.sign_ins import Person
from schemas.drug import DrugEvent
from schemas.fact import Fact
from schemas.record import Record
from schemas.rules import course
from schemas.staff import Staff
from schemas.treatment import TreatmentEnd


async def save(request: Request) -> Response:
    """201 stored · 200 was stored · 409 other content under this id · 422 sentences · 4xx and 503 with a sentence.

    Without a live sign-in it takes what its author has sealed (app/routes/sealed.py), and nothing else.
    """
    kind = request.path_params["kind"]
    try:
        treatment = UUID(request.path_params["treatment"])
        raw = await bodies.raw(request)
    except ValueError:
        return bodies.problem(404, refused.NO_SESSION)
    except bodies.BodyError as error:
        return bodies.problem(error.status, str(error))
    if unattended.SEALED in request.scope:
        return await run_in_threadpool(sealed.save, request.scope, kind, treatment, raw)
    try:
        body = bodies.parsed(raw)
    except bodies.BodyError as error:
        return bodies.problem(error.status, str(error))
    if kind not in storing.BUILDERS:
        return bodies.problem(404, "There is no such kind of entry.")
    person: Person = request.scope["person"]
    entry = Entry(kind, treatment, body, person.staff, tablet_id=person.sign_in.tablet_id)
    does = partial(_save, entry, person)
    return await run_in_threadpool(refused.in_words, does, treatment, person, kind)


def _save(entry: Entry, person: Person) -> Response:
    refusal = refused.who_may_not(entry.body, person, entry.kind, entry.treatment)
    if refusal is not None:
        return refusal
    with clinic.write(entry.author, tablet=entry.tablet_id) as connection:
        stored = storing.store(connection, entry)
    return _receipt(stored, entry.author)


def _receipt(stored: Stored, author: Staff) -> Response:
    """Read back after the commit: what the person sees is what lies in the database.

    What is shown of the session comes from the save's own transaction: nobody else's entry can lie between them.
    """
    with clinic.read(author) as connection:
        made = storing.read_back(connection, stored)
        people = staff.by_ids(connection)
    record = stored.after
    return InTwo(
        {"receipt": receipts.receipt(record, made, people) | {"follows": _follows(stored.before, record, made[0])}},
        lambda: {"state": _state(record, people, stored.version)},
        201 if stored.created else 200,
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
