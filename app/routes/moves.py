"""Moves: an entry that was made in the wrong patient's session goes to the one it belongs to, in one transaction."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import Connection
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from app import clinic, clock, words
from app.entries import judging, moment, moving, planning, sent, storing
from app.live import consequences, places, receipts, state
from app.routes import bodies, refused
from app.routes.in_two import InTwo
from data import alerts, audit, corrections, facts, patients, records, rows, staff, targets, treatments
from data.sign_ins import Person
from schemas.patient import Patient
from schemas.record import Record
from schemas.staff import Staff
from schemas.treatment import Treatment


async def move(request: Request) -> Response:
    """201 moved · 200 was moved · 409 it stands there no more · 422 sentences · 4xx and 503 with a sentence."""
    person: Person = request.scope["person"]
    try:
        treatment = UUID(request.path_params["treatment"])
        body = await bodies.read(request)
        to = UUID(str(body.get("to"))) if isinstance(body, dict) else None
    except bodies.BodyError as error:
        return bodies.problem(error.status, str(error))
    except ValueError:
        return bodies.problem(404, "Choose the session to which it belongs: nothing was moved.")
    if to is None or to == treatment:
        return bodies.problem(409, "It lies in that session already: correct it there.")
    does = partial(_move, treatment, to, body, person)
    return await run_in_threadpool(refused.in_words, does, treatment, person, "moves")


def _move(treatment: UUID, to: UUID, body: dict[str, Any], person: Person) -> Response:
    author = person.staff
    refusal = refused.who_may_not(body, person, "moves", treatment)
    if refusal is not None:
        return refusal
    with clinic.write(author, tablet=person.sign_in.tablet_id) as connection:
        here, there = (clinic.current().shelf.record(connection, one) for one in (treatment, to))
        if here is None or there is None:
            return bodies.problem(404, refused.NO_SESSION)
        for record in (here, there):
            storing.not_in_an_ended_one(record, author)
        read_at = clock.now()
        now = max(moment.in_order(one, read_at) for one in (here, there))
        entry = replace(sent.read(body, here, author, read_at), received=now)
        entry = replace(entry, stored=next((one for one in there.facts() if one.id == entry.draft), None))
        receipt = _recorded(connection, entry, there)
        after = [_kept(connection, one) for one in (treatment, to)]
        version = audit.version(connection, treatment)
    return _answer((here, there), (after[0], after[1]), receipt, version, author)


def _recorded(connection: Connection, entry: sent.Sent, there: Record) -> facts.Receipt:
    """What is asked of it is asked in the session to which it goes."""
    mark, (became, *with_it) = moving.moved(entry, there)
    if entry.stored is None:
        targets.refuse_stale(connection, mark)  # before any question: what is gone cannot be confirmed
        judging.judge(replace(entry, record=there), became)
    return corrections.move(connection, became, mark, with_it)


def _kept(connection: Connection, treatment: UUID) -> Record:
    record = records.of_treatment(connection, treatment)
    if record is None:  # pragma: no cover - both were read in this transaction
        raise LookupError("A session is gone.")
    return alerts.keep(connection, record, clock.now())


def _answer(
    before: tuple[Record, Record],
    after: tuple[Record, Record],
    receipt: facts.Receipt,
    version: int,
    author: Staff,
) -> Response:
    """Read back after the commit, and said of both sessions; the state is that of the one it was taken from."""
    with clinic.read(author) as connection:
        became = rows.stored(connection, type(receipt.fact), receipt.fact.id)
        people = staff.by_ids(connection)
    here, there = (consequences.said(*pair) for pair in zip(before, after, strict=True))
    told = receipts.receipt(after[1], [became], people)
    told |= {"words": told["words"].replace("Saved", "Saved in the other session,", 1)}
    return InTwo(
        {"receipt": told | {"follows": [*here, *(f"In the other session: {one}" for one in there)]}},
        lambda: {"state": state.state(after[0], people, clock.now(), version)},
        201 if receipt.created else 200,
    )


def others(request: Request) -> Response:
    """The sessions to which an entry of this one may belong: those that are open, and those of the same day."""
    try:
        treatment = UUID(request.path_params["treatment"])
    except ValueError:
        return bodies.problem(404, refused.NO_SESSION)
    return _others(request, treatment)


@refused.where_restricted
def _others(request: Request, treatment: UUID) -> Response:
    with clinic.read(request.scope["staff"]) as connection:
        here = treatments.by_id(connection, treatment)
        if here is None:
            return bodies.problem(404, refused.NO_SESSION)
        found = _near(connection, here)
        people = patients.by_ids(connection, {one.patient_id for one in found})
        chairs = places.places(connection, clock.now().astimezone(clinic.current().zone_info).date())
    told = [{"id": str(one.id), "words": _words(one, people, chairs)} for one in found]
    return JSONResponse({"sessions": told})


def _near(connection: Connection, here: Treatment) -> list[Treatment]:
    begins, ends = planning.day(here.arrived_at.astimezone(clinic.current().zone_info).date(), here.zone)
    near = treatments.arrived_between(connection, begins, ends)
    found = {one.id: one for one in (*treatments.open_ones(connection), *near)}
    return sorted((one for one in found.values() if one.id != here.id), key=lambda one: (one.arrived_at, one.id))


def _words(one: Treatment, people: Mapping[UUID, Patient], where: places.Places) -> str:
    patient = people[one.patient_id]
    chair = where.name(where.taken.get(one.id))
    parts = (
        f"chair {chair}" if chair else "",
        words.full_name(patient),
        f"born {words.born(patient)}",
        f"No. {patient.record_number}",
        f"arrived {words.clock_time(one.arrived_at, one.zone)}",
    )
    return ", ".join(part for part in parts if part)
