"""Claiming: a named person says at the chair that what was entered there in an emergency is hers."""

from dataclasses import dataclass
from functools import partial
from typing import Final
from uuid import UUID

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from app import clinic, clock, words
from app.live import state
from app.routes import bodies, refused
from app.routes.in_two import InTwo
from data import audit, claims, records, staff
from data.sign_ins import Person
from schemas.rules import emergency

_KIND: Final = "emergency_entry"


@dataclass(frozen=True)
class _Asked:
    """What was sent: the entries that are claimed, under the press's own id."""

    treatment: UUID
    draft: UUID
    facts: tuple[UUID, ...]


async def claim(request: Request) -> Response:
    """201 claimed · 200 was hers already · 409 somebody else's by now · 4xx and 503 with a sentence."""
    person: Person = request.scope["person"]
    try:
        treatment = UUID(request.path_params["treatment"])
        body = await bodies.read(request)
        asked = _Asked(treatment, UUID(str(body["id"])), tuple(UUID(str(one)) for one in body["facts"]))
    except bodies.BodyError as error:
        return bodies.problem(error.status, str(error))
    except (ValueError, KeyError, TypeError):
        return bodies.problem(400, "Which entries are claimed is not said: nothing was changed.")
    refusal = await run_in_threadpool(refused.who_may_not, body, person, _KIND, treatment)
    if refusal is not None:
        return refusal
    return await run_in_threadpool(refused.in_words, partial(_claim, asked, person), treatment, person, _KIND)


def _claim(asked: _Asked, person: Person) -> Response:
    by = claims.Claimer(person.staff, clock.now(), person.sign_in.tablet_id)
    with clinic.write(person.staff, tablet=person.sign_in.tablet_id) as connection:
        before = clinic.current().shelf.record(connection, asked.treatment)
        if before is None:
            return bodies.problem(404, refused.NO_SESSION)
        try:
            claims.claim(connection, before, asked.facts, by)
        except claims.ClaimedError as error:
            return bodies.problem(409, str(error))
    return _receipt(
        asked, person, 201 if any(one.fact_id in asked.facts for one in emergency.unclaimed(before)) else 200
    )


def _receipt(asked: _Asked, person: Person, status: int) -> Response:
    """Read back after the commit."""
    now = clock.now()
    with clinic.read(person.staff) as connection:
        record, people = records.of_treatment(connection, asked.treatment), staff.by_ids(connection)
        version = audit.version(connection, asked.treatment)
    if record is None:  # pragma: no cover - it was there a moment ago, and nothing is ever removed
        raise LookupError("A session is gone.")
    at = words.clock_time(now, record.treatment.zone)
    left = len(emergency.unclaimed(record))
    said = f"Saved {at} · claimed by {person.staff.initials}" + (f" · {left} still unclaimed" if left else "")
    return InTwo(
        {"receipt": {"id": str(asked.draft), "words": said}},
        lambda: {"state": state.state(record, people, now, version)},
        status,
    )
