"""Signing in with the identity provider: the way there, and the answer, which ends in a page of our own."""

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from app import clinic, clock, gate, origin
from app.access import again, asked, provider, provider_page, tries, vouching
from app.access.asked import Asked
from app.access.provider import Provider, ProviderError
from app.routes import forms
from data.engine import BusyError, FullError

Tell = Callable[[str, int], Response]  # the page that says a sentence, with a status


async def start(request: Request) -> Response:
    """Sends the browser to the provider, with what the answer will be compared with in a cookie of ten minutes."""
    return await run_in_threadpool(_start, request)


async def callback(request: Request) -> Response:
    """The provider's answer: a page of our own that goes on by itself, or a sentence."""
    return await run_in_threadpool(_callback, request)


def sent(theirs: Provider, question: Asked) -> Response:
    """Sends the browser there with this question. Raises ProviderError."""
    answer = RedirectResponse(provider.sent_to(theirs, question), 303)
    # Lax: the answer comes from another site. It opens nothing, and nothing but the callback reads it.
    closed, lasts = asked.closed(question, clinic.current().database.secret_key), int(asked.LASTS.total_seconds())
    name = clinic.current().asked_cookie
    answer.set_cookie(name, closed, max_age=lasts, httponly=True, secure=True, samesite="lax", path="/")
    return answer


def or_refused(request: Request, act: Callable[[], Response], tell: Tell, question: Asked | None = None) -> Response:
    """What `act` answers; where it raises, the page that `tell` makes, and the failure is counted and written down."""
    address = _address(request)
    try:
        vouching.refuse_address(address, clock.now())
        return act()
    except tries.RefusedError as error:
        return tell(str(error), 422)
    except (BusyError, FullError) as error:
        return tell(f"{error} Sign in there again.", 503)
    except ProviderError as error:
        return _failed(error, address, tell, question)


def _failed(error: ProviderError, address: str, tell: Tell, question: Asked | None) -> Response:
    try:
        vouching.failed(error, address, clock.now(), question)
    except (BusyError, FullError) as busy:
        return tell(f"{busy} Try again.", 503)
    return tell(str(error), 422)


def _start(request: Request) -> Response:
    theirs, now = clinic.current().provider, clock.now()
    there = forms.own(request.query_params.get("next", "/"))
    if theirs is None:
        return RedirectResponse("/login", 303)
    try:
        return sent(theirs, asked.made(origin.own(request.scope) + vouching.BACK, there, now))
    except ProviderError as error:
        return provider_page.nobody_let_in(theirs, str(error), there, 502)


def _callback(request: Request) -> Response:
    theirs, question = clinic.current().provider, vouching.put(gate.asked(request.scope), clock.now())

    def tell(sentence: str, status: int) -> Response:
        if question is not None and question.again is not None:
            return provider_page.not_vouched(sentence, question.there, status)
        return provider_page.nobody_let_in(theirs, sentence, "/", status)

    if theirs is None:
        return tell("Nobody was sent to an identity provider from this server: sign in with your password.", 422)
    return or_refused(request, lambda: _answered(request, theirs), tell, question)


def _answered(request: Request, theirs: Provider) -> Response:
    now, address = clock.now(), _address(request)
    question, found = vouching.answered(theirs, gate.asked(request.scope), request.query_params, now)
    proven = vouching.person(theirs, found, address)
    if question.again is None:
        answer = provider_page.going_on(vouching.COMING.enter(proven, question.there, now))
    else:
        answer = provider_page.going_on(again.came(question, proven.staff_id, now), provider_page.SHOWN)
    answer.delete_cookie(clinic.current().asked_cookie, path="/", secure=True, httponly=True, samesite="lax")
    return answer


def _address(request: Request) -> str:
    return request.client.host if request.client else ""
