"""Early: what a page of Streamlit's is told in its head, so that nothing waits for what could be known from the start.

Streamlit's page looks for its server below its own address first, and asks a second time after 0.1 s; told where the
server is (`window.__streamlit`, which `index.html` of hosts sets), it connects at once. What is typed before a line is
there is listened for from the first moment (app/live/fast.js). The page of a chair names the panel's files, so that
they load while Streamlit itself still starts.
"""

from http import HTTPStatus
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.routes import assets

_CHAIR: Final = "/chair"
# Before the forty others: until they have run no key is heard, and Streamlit does not begin.
_SOON: Final = [f"</assets/{name}.js>; rel=preload; as=script; fetchpriority=high" for name in ("fast", "where")]
_MODULES: Final = [f"</assets/{name}>; rel=modulepreload" for name in assets.MODULES]
_LINK: Final = (b"link", ", ".join(_SOON + _MODULES).encode())
_HEAD: Final = b"<head>"
_ROOT: Final = b'id="root"'
_FIRST: Final = b'<script src="/assets/fast.js"></script><script src="/assets/where.js"></script>'


class Early:
    """Wraps an ASGI application."""

    def __init__(self, app: ASGIApp) -> None:
        """`app` answers everything."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets everything through; a page gets one line more in its head, and the chair's one header more."""
        if scope["type"] == "http" and scope["method"] == "GET" and _wants_a_page(scope):
            # Streamlit would compress the page before it is told anything.
            plain = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
            await self._app({**scope, "headers": plain}, receive, _Told(send, chair=scope["path"] == _CHAIR))
        else:
            await self._app(scope, receive, send)


class _Told:
    """Sends an answer on; a page of Streamlit's is held back until it is whole."""

    def __init__(self, send: Send, *, chair: bool) -> None:
        self._send, self._chair = send, chair
        self._start: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_page(message):
            self._start = message
        elif self._start is not None and message["type"] == "http.response.body":
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._whole(self._start)
        else:
            await self._send(message)

    async def _whole(self, start: Message) -> None:
        theirs = _ROOT in self._body  # a page of our own, such as the way in, looks for no server
        body = self._body.replace(_HEAD, _HEAD + _FIRST, 1) if theirs else self._body
        headers = [pair for pair in start.get("headers", ()) if pair[0].lower() != b"content-length"]
        headers.append((b"content-length", str(len(body)).encode()))
        if self._chair:
            headers.append(_LINK)
        await self._send({**start, "headers": headers})
        await self._send({"type": "http.response.body", "body": body})


def _wants_a_page(scope: Scope) -> bool:
    return any(name == b"accept" and b"text/html" in value for name, value in scope["headers"])


def _is_page(start: Message) -> bool:
    kinds = [value for name, value in start.get("headers", ()) if name.lower() == b"content-type"]
    return start["status"] == HTTPStatus.OK and any(kind.startswith(b"text/html") for kind in kinds)
