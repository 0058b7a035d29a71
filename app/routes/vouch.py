"""Signing in with the identity provider: the way there, and the answer, which ends in a page of our own."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from app import clinic, clock, gate, origin
from app.access import asked, provider, tries, vouching, way_in
from app.access.provider import ProviderError
from app.routes import forms
from data.engine import BusyError, FullError


async def start(request: Request) -> Response:
    """Sends the browser to the provider, with what the answer will be compared with in a cookie of ten minutes."""
    return await run_in_threadpool(_start, request)


async def callback(request: Request) -> Response:
    """The provider's answer: a page of our own that goes on by itself, or a sentence."""
    return await run_in_threadpool(_callback, request)


def _start(request: Request) -> Response:
    theirs, now = clinic.current().provider, clock.now()
    there = forms.own(request.query_params.get("next", "/"))
    if theirs is None:
        return RedirectResponse("/login", 303)
    question = asked.made(origin.own(request.scope) + vouching.BACK, there, now)
    try:
        answer = RedirectResponse(provider.sent_to(theirs, question), 303)
    except ProviderError as error:
        return _refused(str(error), there, 502)
    # Lax: the answer comes from another site. It opens nothing, and nothing but the callback reads it.
    closed, lasts = asked.closed(question, clinic.current().database.secret_key), int(asked.LASTS.total_seconds())
    name = clinic.current().asked_cookie
    answer.set_cookie(name, closed, max_age=lasts, httponly=True, secure=True, samesite="lax", path="/")
    return answer


def _callback(request: Request) -> Response:
    theirs, now = clinic.current().provider, clock.now()
    address = request.client.host if request.client else ""
    cookie = gate.asked(request.scope)
    if theirs is None or cookie is None:
        return _refused("Nobody was sent to the identity provider from this browser: sign in again.", "/", 422)
    try:
        vouching.refuse_address(address, now)
        question, found = vouching.answered(theirs, cookie, request.query_params, now)
        token = vouching.COMING.enter(vouching.person(theirs, found, address), question.there, now)
    except tries.RefusedError as error:
        return _refused(str(error), "/", 422)
    except ProviderError as error:
        return _failed(error, address)
    answer = way_in.page(way_in.going_on(token))
    answer.delete_cookie(clinic.current().asked_cookie, path="/", secure=True, httponly=True, samesite="lax")
    return answer


def _failed(error: ProviderError, address: str) -> Response:
    try:
        vouching.failed(error, address, clock.now())
    except (BusyError, FullError) as busy:
        return _refused(f"{busy} Try again.", "/", 503)
    return _refused(str(error), "/", 422)


def _refused(sentence: str, there: str, status: int) -> Response:
    back = way_in.password_form(there, first=True), way_in.provider_link(clinic.current().provider, there)
    return way_in.page(*back, problem=sentence, status=status)
