"""Enrolling: which browsers are the clinic's own tablets; for administrators."""

import logging
from uuid import UUID, uuid4

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from app import clinic, clock, gate, logs, words
from app.access import way_in
from app.logs import Event
from app.routes import forms
from data import displays, sign_ins, tablets
from schemas.account import Tablet
from schemas.staff import Role


async def tablet(request: Request) -> Response:
    """GET: the clinic's tablets. POST: makes this browser one of them, or takes one away. For administrators."""
    if Role.ADMIN not in request.scope["staff"].roles:
        return way_in.page("<p>Tablets are enrolled by administrators.</p>", status=403)
    return await forms.answered(request, _tablets, _keep_tablet)


def _tablets(request: Request, problem: str = "", status: int = 200) -> Response:
    with clinic.current().database.read() as connection:
        found, lit = tablets.all_of(connection), displays.all_lit(connection, clock.now())
    until = {tablet_id: words.day(at, clinic.current().zone) for tablet_id, at in lit.items()}
    return way_in.page(
        way_in.tablets_list(found, gate.tablet(request.scope), until),
        '<p><a href="/people">People</a></p>',
        problem=problem,
        status=status,
    )


def _keep_tablet(request: Request, form: FormData) -> Response:
    author, now = request.scope["staff"], clock.now()
    common = {"entered_at": now, "entered_by": author.id}
    if revoked := forms.text(form, "revoke"):
        return _revoke(request, revoked, common)
    if lights := forms.text(form, "display"):
        return _light(request, lights, author.id, on=forms.text(form, "does") == "light")
    name = forms.text(form, "name").strip()
    as_id = uuid4()
    try:
        made = Tablet.model_validate(common | {"id": as_id, "tablet_id": as_id, "name": name})
    except ValueError:
        return _tablets(request, "Name of this tablet: give 1 to 100 letters.", 422)
    token = forms.token()
    with clinic.write(request.scope["staff"], tablet=request.scope["person"].sign_in.tablet_id) as connection:
        if any(one.enrolled and one.name == made.name for one in tablets.all_of(connection)):
            return _tablets(request, "Name of this tablet: another has it already. Give it a name of its own.", 422)
        tablets.enrol(connection, made, token)
    logs.tell(Event.TABLET, who=author.id, tablet=as_id, how="enrolled")
    answer = RedirectResponse("/tablet", 303)
    a_year = 365 * 24 * 3600
    answer.set_cookie(
        clinic.current().tablet_cookie, token, max_age=a_year, httponly=True, secure=True, samesite="strict", path="/"
    )
    return answer


def _revoke(request: Request, revoked: str, common: dict[str, object]) -> Response:
    with clinic.write(request.scope["staff"], tablet=request.scope["person"].sign_in.tablet_id) as connection:
        stands = next((one for one in tablets.all_of(connection) if str(one.tablet_id) == revoked), None)
        if stands is None:
            return _tablets(request, "There is no such tablet: nothing was changed.", 422)
        told = stands.model_dump() | common | {"id": uuid4(), "enrolled": False}
        tablets.keep(connection, Tablet.model_validate(told))
        sign_ins.end_tablet(connection, stands.tablet_id, clock.now())
    logs.tell(Event.TABLET, logging.WARNING, who=request.scope["staff"].id, tablet=stands.tablet_id, how="revoked")
    return RedirectResponse("/tablet", 303)


def _light(request: Request, named: str, by: UUID, *, on: bool) -> Response:
    """Lets a tablet keep the board lit without a person, or ends that: it is dark at its next look."""
    now = clock.now()
    with clinic.write(request.scope["staff"], tablet=request.scope["person"].sign_in.tablet_id) as connection:
        stands = next((one for one in tablets.all_of(connection) if str(one.tablet_id) == named and one.enrolled), None)
        if stands is None:
            return _tablets(request, "There is no such tablet: nothing was changed.", 422)
        (displays.light if on else displays.put_out)(connection, stands.tablet_id, by, now)
    return RedirectResponse("/tablet", 303)
