"""Who are you: the way in, by a tile and a PIN on the clinic's tablets, by user name and password anywhere."""

import logging
from collections.abc import Mapping
from uuid import UUID

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from app import clinic, clock, gate, logs, unattended
from app.access import entering, leaving, tries, way_in
from app.logs import Event
from app.routes import bodies, forms
from data import accounts, acting, displays, shifts, staff
from data.engine import BusyError, FullError
from schemas.account import Account, Tablet
from schemas.staff import Staff


async def login(request: Request) -> Response:
    """GET: the tiles, and the form for the password; it locks what was open here. POST: lets in, or says why not."""
    if request.method == "GET":
        return await run_in_threadpool(_look, request)
    try:
        form = await forms.read(request)
    except bodies.BodyError as error:
        return way_in.page(way_in.password_form("/", first=True), problem=str(error), status=error.status)
    return await run_in_threadpool(_enter, request, form)


def _look(request: Request, *, problem: str = "", status: int = 200, who: str = "", there: str = "") -> Response:
    there = forms.own(there or request.query_params.get("next", "/"))
    leaving.lock(request.scope)
    tablet, now = gate.tablet(request.scope), clock.now()
    with clinic.current().database.read() as connection:
        known, people = accounts.all_of(connection), staff.by_ids(connection)
        open_ones = known if clinic.current().demo else shifts.running(connection, now)
    if not known:
        return way_in.page("<p>Nobody can sign in yet: run <b>chairside admin</b> on the server's console.</p>")
    may = [one for one in known.values() if one.enabled and one.staff_id in open_ones and one.staff_id in people]
    shown = sorted((_as_now(people[one.staff_id], one) for one in may), key=lambda one: one.name) if tablet else []
    chosen = next((one for one in shown if str(one.id) == (who or request.query_params.get("who"))), None)
    return way_in.page(
        way_in.pin_form(chosen, there) if chosen else "",
        way_in.tiles(shown, chosen, there, _demo_words(known)) if shown else "",
        _demo_password(),
        way_in.password_form(there, first=not shown),
        way_in.display_link(returns=not clinic.current().demo) if unattended.keeps_display(tablet) else "",
        way_in.emergency_link(there) if tablet else "",
        problem=problem or unattended.WHY.get(request.query_params.get("why", ""), ""),
        status=status,
    )


def _as_now(person: Staff, account: Account) -> Staff:
    """The person with the roles that her account has now."""
    return person.model_copy(update={"roles": account.roles})


def _demo_words(known: Mapping[UUID, Account]) -> dict[str, str]:
    if not clinic.current().demo:
        return {}
    from data.demo import people_in

    return way_in.demo_words(known.values(), people_in.PINS)


def _demo_password() -> str:
    if not clinic.current().demo:
        return ""
    from data.demo import people_in

    return way_in.demo_password(people_in.PASSWORD)


def _enter(request: Request, form: FormData) -> Response:
    there, now = forms.own(forms.text(form, "next") or "/"), clock.now()
    tablet = gate.tablet(request.scope)
    try:
        opened = _tried(request, form, tablet)
        with clinic.current().database.write(acting.PROGRAM) as connection:
            before = gate.token(request.scope)
            token = entering.begin(connection, opened, tablet.tablet_id if tablet else None, before, now)
            if tablet is not None:
                displays.renew(connection, tablet.tablet_id, opened.staff_id, now)
    except tries.RefusedError as error:
        how = "pin" if "pin" in form else "password"
        told = {"how": how, "why": error.why, "tablet": tablet.tablet_id if tablet else None}
        logs.tell(Event.SIGN_IN_REFUSED, logging.WARNING, address=logs.address(request.scope), **told)
        return _look(request, problem=str(error), status=422, who=forms.text(form, "staff"), there=there)
    except (BusyError, FullError) as error:
        return _look(request, problem=f"{error} Try again.", status=503, who=forms.text(form, "staff"), there=there)
    told = {"who": opened.staff_id, "how": opened.how.value, "tablet": tablet.tablet_id if tablet else None}
    logs.tell(Event.SIGN_IN, address=logs.address(request.scope), **told)
    answer = RedirectResponse("/secrets" if opened.limited else there, 303)
    answer.set_cookie(clinic.current().cookie, token, httponly=True, secure=True, samesite="strict", path="/")
    return answer


def _tried(request: Request, form: FormData, tablet: Tablet | None) -> tries.Opened:
    if "pin" in form:
        try:
            person = UUID(forms.text(form, "staff"))
        except ValueError:
            raise tries.RefusedError("Choose one of the names.") from None
        return tries.by_pin(person, forms.text(form, "pin"), tablet.tablet_id if tablet else None, clock.now())
    name, password = forms.text(form, "user_name"), forms.text(form, "password")
    return tries.by_password(name, password, _address(request), clock.now())


def _address(request: Request) -> str:
    return request.client.host if request.client else ""
