"""Presence: that somebody touches the page, and whether her sign-in still holds."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from app import clock, gate
from app.access import entering, touched
from app.routes import bodies


async def touch(request: Request) -> Response:
    """The person is there; `where` is "chair" or anything else. Polls and resends never come here."""
    try:
        body = await bodies.read(request)
    except bodies.BodyError as error:
        return bodies.problem(error.status, str(error))
    at_the_chair = isinstance(body, dict) and body.get("where") == "chair"
    until = clock.now() + entering.limit(at_the_chair=at_the_chair) + entering.GRACE
    touched.touch(gate.token(request.scope) or "", until)
    return Response(status_code=204)


def session(request: Request) -> Response:
    """Whether one is still in: the gate has answered for who is not. It extends nothing."""
    return JSONResponse({"ends": request.scope["person"].sign_in.ends_at.timestamp()})
