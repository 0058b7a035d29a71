"""The state of a session: what every open panel looks at, answered with 304 while nothing has changed."""

from uuid import UUID

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from app import clinic, clock, noted
from app.live import beside
from app.live import state as states
from app.routes import bodies, refused
from data import audit, orders, restrictions, staff


def state(request: Request) -> Response:
    """200 with the state and its ETag, 304 where the caller has it, 404 where there is none.

    `chairside-now` is the server's time in seconds: what waits at the panel is aged by it. `chairside-aside` grows with
    what stands beside the panel (app/live/beside.py): no fact, and so in no version.
    """
    try:
        treatment = UUID(request.path_params["treatment"])
    except ValueError:
        return bodies.problem(404, "There is no such session.")
    return _state(request, treatment)


@refused.where_restricted
def _state(request: Request, treatment: UUID) -> Response:
    now = clock.now()
    with clinic.read(request.scope["staff"]) as connection:
        restrictions.require_session(connection, treatment)
        version = audit.version(connection, treatment)
        tag = states.tag(version, now, orders.changes(connection, treatment))
        aside = beside.changes(connection, treatment)
        headers = {"etag": tag, "chairside-now": str(now.timestamp()), "chairside-aside": str(aside)}
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=headers)
        record = clinic.current().shelf.record(connection, treatment)
        people = staff.by_ids(connection)
    if record is not None:
        noted.looked(request.scope["person"], "treatment", treatment, record.patient.id)
    else:
        return bodies.problem(404, "There is no such session.")
    return JSONResponse(states.state(record, people, now, version), headers=headers)
