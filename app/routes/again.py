"""Signing in at the identity provider again, to vouch for a signature: the way there, and what its answer led to."""

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from app import clinic, clock, gate, origin
from app.access import again, provider_page, vouching
from app.access.provider import ProviderError
from app.routes import bodies, forms, vouch


async def start(request: Request) -> Response:
    """Sends whoever is signed in here to the provider, which is to ask her anew and to let nobody else through."""
    return await run_in_threadpool(_start, request)


async def shown(request: Request) -> Response:
    """What the provider's answer led to, from a page of our own: she goes on where she was, or is told why not."""
    try:
        form = await forms.read(request)
    except bodies.BodyError as error:
        return provider_page.not_vouched(str(error), "/", error.status)
    return await run_in_threadpool(_shown, request, form)


def _start(request: Request) -> Response:
    theirs, there = clinic.current().provider, forms.own(request.query_params.get("next", "/"))
    if theirs is None:
        return RedirectResponse(there, 303)
    back = origin.own(request.scope) + vouching.BACK
    question = again.question(theirs, request.scope["person"], back, there, clock.now())
    if question is None:
        sentence = f"No subject at {theirs.name} is entered for you: an administrator does that under People."
        return provider_page.not_vouched(sentence, there, 422)
    try:
        return vouch.sent(theirs, question)
    except ProviderError as error:
        return provider_page.not_vouched(str(error), there, 502)


def _shown(request: Request, form: FormData) -> Response:
    coming = again.COMING.leave(forms.text(form, "provider"), clock.now())
    there = coming.there if coming is not None else "/"

    def act() -> Response:
        again.arrived(coming, gate.token(request.scope), clock.now())
        return RedirectResponse(there, 303)

    def tell(sentence: str, status: int) -> Response:
        return provider_page.not_vouched(sentence, there, status)

    return vouch.or_refused(request, act, tell)
