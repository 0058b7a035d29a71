"""Drafts: what is typed lies on the server half a second later, and comes back to its author alone."""

from uuid import UUID

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from app import clinic, clock
from app.routes import bodies, refused
from data import drafts, treatments
from data.engine import BusyError, FullError
from schemas.staff import Staff

LONGEST = 6000  # a line, and the note and reasons beside it


async def draft(request: Request) -> Response:
    """GET: the author's draft, or 204. PUT {id, text, author}: keeps it; an empty text removes it.

    `author` is who typed it: where another name was chosen at this browser since, it is not hers (401).
    """
    try:
        treatment = UUID(request.path_params["treatment"])
        body = await bodies.read(request) if request.method == "PUT" else None
    except ValueError:
        return bodies.problem(404, "There is no such session.")
    except bodies.BodyError as error:
        return bodies.problem(error.status, str(error))
    author: Staff = request.scope["staff"]
    if isinstance(body, dict) and body.get("author") not in (None, str(author.id)):
        return bodies.problem(401, "This was typed under another name: it is kept when that person is chosen again.")
    if request.method == "PUT":
        return await run_in_threadpool(_keep, request, treatment, body)
    return await run_in_threadpool(_kept, request, treatment)


@refused.where_restricted
def _kept(request: Request, treatment: UUID) -> Response:
    author: Staff = request.scope["staff"]
    with clinic.read(author) as connection:
        kept = drafts.of(connection, treatment, author.id)
    if kept is None:
        return Response(status_code=204)
    answer = {"id": str(kept.draft_id), "text": kept.text, "typed_at": kept.typed_at.timestamp()}
    return JSONResponse(answer | {"author": str(author.id)})


@refused.where_restricted
def _keep(request: Request, treatment: UUID, body: object) -> Response:
    author: Staff = request.scope["staff"]
    kept = _read(body)
    if kept is None:
        return bodies.problem(400, "A draft is an id and a text of at most 6000 characters.")
    try:
        with clinic.write(author) as connection:
            if treatments.by_id(connection, treatment) is None:
                return bodies.problem(404, "There is no such session.")
            drafts.keep(connection, treatment, author.id, kept)
    except (BusyError, FullError) as error:
        return bodies.problem(503, str(error))
    return Response(status_code=204)


def _read(body: object) -> drafts.Draft | None:
    if not isinstance(body, dict) or not isinstance(body.get("text"), str) or len(body["text"]) > LONGEST:
        return None
    if any(0xD800 <= ord(sign) <= 0xDFFF or sign == "\0" for sign in body["text"]):  # noqa: PLR2004 - surrogates
        return None
    try:
        return drafts.Draft(UUID(str(body.get("id"))), body["text"], clock.now())
    except ValueError:
        return None
