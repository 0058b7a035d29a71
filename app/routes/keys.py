"""Keys: a page that has just been opened says with which key its person's entries will be sealed."""

from typing import Any
from uuid import uuid4

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from app import clinic, clock
from app.access import seals
from app.routes import bodies
from data import entry_keys
from data.engine import BusyError, FullError
from data.entry_keys import EntryKey
from data.sign_ins import Person


async def register(request: Request) -> Response:
    """201 with the key's `id`; from this answer on the page counts. 4xx and 503: entries go without a seal, as ever."""
    try:
        body = await bodies.read(request)
    except bodies.BodyError as error:
        return bodies.problem(error.status, str(error))
    return await run_in_threadpool(_register, body, request.scope["person"])


def _register(body: Any, person: Person) -> Response:  # noqa: ANN401 - JSON
    public = body.get("key") if isinstance(body, dict) else None
    if not isinstance(public, str) or len(public) > seals.LONGEST_KEY or not seals.is_key(public):
        return bodies.problem(400, "This is no key on the curve P-256: entries go without a seal.")
    made = EntryKey(uuid4(), person.sign_in.id, person.staff.id, person.sign_in.tablet_id, public, clock.now())
    try:
        with clinic.write(person.staff, waits=False) as connection:
            entry_keys.add(connection, made)
    except entry_keys.TooManyError as error:
        return bodies.problem(429, str(error))
    except (BusyError, FullError) as error:
        return bodies.problem(503, f"{error} Entries go without a seal.")
    return JSONResponse({"id": str(made.id)}, 201)
