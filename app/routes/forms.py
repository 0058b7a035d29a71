"""Forms of our own pages: what is sent, within its limit, and where it leads afterwards."""

import secrets
from collections.abc import Callable
from typing import Final
from urllib.parse import parse_qs, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from app.routes.bodies import BodyError

LONGEST: Final = 10_000


async def read(request: Request) -> FormData:
    """The fields that were sent. Raises BodyError for more than any form of ours can hold."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LONGEST:
            raise BodyError(413, "This is longer than 10 KB: nothing was done. A password has at most 256 characters.")
    said = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
    return FormData({name: values[0] for name, values in said.items()})


async def answered(request: Request, look: Callable[..., Response], keep: Callable[..., Response]) -> Response:
    """GET: what `look` draws. POST: what `keep` makes of the form. Both in a thread, since both ask the record.

    `look` is given a sentence and a status besides where more was sent than any form of ours can hold.
    """
    if request.method != "POST":  # a HEAD looks too
        return await run_in_threadpool(look, request)
    try:
        form = await read(request)
    except BodyError as error:
        return await run_in_threadpool(look, request, str(error), error.status)
    return await run_in_threadpool(keep, request, form)


def text(form: FormData, name: str) -> str:
    """A field's text, empty where it was not sent."""
    return str(form.get(name, ""))


def token() -> str:
    """256 random bits for a cookie."""
    return secrets.token_urlsafe(32)


def own(address: str) -> str:
    """The address if it lies on this server, else the first screen: never a way to another site."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "/"
    here = address.startswith("/") and not address.startswith(("//", "/\\")) and not parts.netloc and not parts.scheme
    return address if here and address.isprintable() else "/"
