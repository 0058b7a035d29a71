"""One's own password and PIN."""

import logging

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from app import clock, gate, logs
from app.access import own_secrets, tries, way_in
from app.logs import Event
from app.routes import forms
from data.engine import BusyError, FullError


async def secrets(request: Request) -> Response:
    """GET: the form of one's own password and PIN. POST: keeps them, or says what is wrong."""
    return await forms.answered(request, _page, _keep_secrets)


def _keep_secrets(request: Request, form: FormData) -> Response:
    person, token = request.scope["person"], gate.token(request.scope) or ""
    wanted = own_secrets.Wanted(*(forms.text(form, name) for name in ("password", "new", "again", "pin", "pin_again")))
    try:
        own_secrets.keep(person, wanted, token, clock.now())
    except tries.RefusedError as error:
        logs.tell(Event.SECRET, logging.WARNING, who=person.staff.id, why=error.why)
        return _page(request, str(error), 422)
    except (BusyError, FullError) as error:
        return _page(request, f"{error} Nothing was changed: try again.", 503)
    logs.tell(Event.SECRET, who=person.staff.id, how="password" if wanted.new else "pin")
    # A changed password ends every sign-in, this one too: she comes in with it.
    return RedirectResponse("/login" if wanted.new else "/", 303)


def _page(request: Request, problem: str = "", status: int = 200) -> Response:
    given = request.scope["person"].sign_in.limited
    more = "" if given else '<p><a href="/second-factor">Second factor</a></p>'
    return way_in.page(way_in.secrets_form("/", given=given), more, problem=problem, status=status)
