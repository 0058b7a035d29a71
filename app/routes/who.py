"""Who are you: the way in, by a tile and a PIN on the clinic's tablets, by user name and password anywhere."""

import asyncio
import logging
from collections.abc import Mapping
from functools import cache
from uuid import UUID

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from app import clinic, clock, gate, logs, unattended
from app.access import entering, factor_page, leaving, provider_page, second_factor, tries, vouching, way_in
from app.logs import Event
from app.routes import bodies, forms
from data import accounts, acting, displays, shifts, sign_ins, staff
from data.engine import BusyError, FullError
from schemas.account import Account
from schemas.staff import Staff


async def login(request: Request) -> Response:
    """GET: the tiles, and the form for the password; it locks what was open here. POST: lets in, or says why not."""
    if request.method != "POST":  # a HEAD looks too
        return await run_in_threadpool(_look, request)
    try:
        form = await forms.read(request)
    except bodies.BodyError as error:
        return way_in.page(way_in.password_form("/", first=True), problem=str(error), status=error.status)
    # The others wait without a thread: those who save need them, and one password is looked at after the other anyway.
    async with _few(asyncio.get_running_loop()):
        return await run_in_threadpool(_enter, request, form)


@cache
def _few(_: asyncio.AbstractEventLoop) -> asyncio.Semaphore:
    """How many come in at once."""
    return asyncio.Semaphore(4)


def _look(request: Request, *, problem: str = "", status: int = 200, who: str = "", there: str = "") -> Response:
    there = forms.own(there or request.query_params.get("next", "/"))
    leaving.lock(request.scope)
    tablet, now, token = gate.tablet(request.scope), clock.now(), gate.token(request.scope)
    wanted = who or request.query_params.get("who")
    with clinic.current().database.read() as connection:
        # Whoever comes by Back or a bookmark names nobody: the last person of this browser is asked.
        # Not after a wrong password: the caret would stand in somebody's PIN field, under a hand that types a password.
        last = None if wanted or not token or request.method == "POST" else sign_ins.last_person(connection, token)
        known, people = accounts.all_of(connection), staff.by_ids(connection)
        open_ones = known if clinic.current().demo else shifts.running(connection, now)
    if not known:
        return way_in.page("<p>Nobody can sign in yet: run <b>chairside admin</b> on the server's console.</p>")
    may = [one for one in known.values() if one.enabled and one.staff_id in open_ones and one.staff_id in people]
    shown = sorted((_as_now(people[one.staff_id], one) for one in may), key=lambda one: one.name) if tablet else []
    chosen = next((one for one in shown if str(one.id) == (wanted or str(last))), None)
    return way_in.page(
        way_in.pin_form(chosen, there) if chosen else "",
        way_in.tiles(shown, chosen, there, _demo_words(known)) if shown else "",
        _demo_password(),
        way_in.password_form(there, first=not shown),
        provider_page.link(clinic.current().provider, there),
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
    there = forms.own(forms.text(form, "next") or "/")
    try:
        if "code" in form:
            return _by_code(request, forms.text(form, "code"))
        if "pin" in form:
            return _by_pin(request, form, there)
        if "provider" in form:
            return _by_provider(request, forms.text(form, "provider"))
        name, password = forms.text(form, "user_name"), forms.text(form, "password")
        return _ask_or_open(
            request, tries.by_password(name, password, _address(request), clock.now(), _tablet_id(request)), there
        )
    except tries.RefusedError as error:
        _tell_refused(request, form, error)
        return _look(request, problem=str(error), status=422, who=forms.text(form, "staff"), there=there)
    except (BusyError, FullError) as error:
        return _look(request, problem=f"{error} Try again.", status=503, who=forms.text(form, "staff"), there=there)


def _by_provider(request: Request, token: str) -> Response:
    coming = vouching.COMING.leave(token, clock.now())
    if coming is None:
        raise tries.RefusedError("The identity provider's answer is too old: sign in again.")
    return _ask_or_open(request, coming.proven, forms.own(coming.there))


def _ask_or_open(request: Request, proven: tries.Proven, there: str) -> Response:
    """On a tablet of the clinic's one factor lets in, and so do two that a provider saw; else the code is asked for."""
    now = clock.now()
    if proven.strong or gate.tablet(request.scope) is not None:
        with clinic.current().database.write() as connection:
            opened = tries.open_shift(connection, proven, now)
        return _opened(request, opened, there)
    token = second_factor.ask(proven, there, now)
    answer = way_in.page(factor_page.code_form(there))
    _set(answer, clinic.current().second_cookie, token, lasts=int(second_factor.ASKED.lasts.total_seconds()))
    return answer


def _by_code(request: Request, code: str) -> Response:
    token, now = gate.second(request.scope), clock.now()
    waiting = second_factor.ASKED.look(token, now)
    try:
        opened, there = second_factor.by_code(token, code, now)
    except tries.RefusedError as error:
        if waiting is None:
            raise
        _tell_refused(request, {"code": ""}, error)
        return way_in.page(factor_page.code_form(waiting.there), problem=str(error), status=422)
    return _opened(request, opened, there)


def _by_pin(request: Request, form: FormData, there: str) -> Response:
    try:
        person = UUID(forms.text(form, "staff"))
    except ValueError:
        raise tries.RefusedError("Choose one of the names.") from None
    tablet = gate.tablet(request.scope)
    opened = tries.by_pin(person, forms.text(form, "pin"), tablet.tablet_id if tablet else None, clock.now())
    return _opened(request, opened, there)


def _opened(request: Request, opened: tries.Opened, there: str) -> Response:
    tablet, before = gate.tablet(request.scope), gate.token(request.scope)
    with clinic.current().database.write(acting.PROGRAM) as connection:
        token = entering.begin(connection, opened, tablet.tablet_id if tablet else None, before, clock.now())
        if tablet is not None:
            displays.renew(connection, tablet.tablet_id, opened.staff_id, clock.now())
    told = {"who": opened.staff_id, "how": opened.how.value, "tablet": tablet.tablet_id if tablet else None}
    logs.tell(Event.SIGN_IN, address=logs.address(request.scope), **told)
    answer = RedirectResponse("/secrets" if opened.limited else there, 303)
    _set(answer, clinic.current().cookie, token)
    if gate.second(request.scope) is not None:
        answer.delete_cookie(clinic.current().second_cookie, path="/", secure=True, httponly=True, samesite="strict")
    return answer


def _tablet_id(request: Request) -> UUID | None:
    tablet = gate.tablet(request.scope)
    return None if tablet is None else tablet.tablet_id


def _set(answer: Response, name: str, token: str, lasts: int | None = None) -> None:
    answer.set_cookie(name, token, max_age=lasts, httponly=True, secure=True, samesite="strict", path="/")


def _tell_refused(request: Request, form: Mapping[str, object], error: tries.RefusedError) -> None:
    tablet = gate.tablet(request.scope)
    how = next((one for one in ("code", "pin", "provider") if one in form), "password")
    told = {"how": how, "why": error.why, "tablet": tablet.tablet_id if tablet else None}
    logs.tell(Event.SIGN_IN_REFUSED, logging.WARNING, address=logs.address(request.scope), **told)


def _address(request: Request) -> str:
    return request.client.host if request.client else ""
