"""The gate: pure ASGI before everything else; who asks, from where, and under which policy the answer is read."""

import json
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final
from urllib.parse import quote

from starlette.requests import cookie_parser

from app import clinic, faults
from data import sign_ins
from schemas.staff import Staff

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

LOOPBACK: Final = {"127.0.0.1", "localhost", "[::1]"}
_SAFE: Final = {"GET", "HEAD", "OPTIONS"}
# What anybody may load: the page that asks who one is, and files without a patient in them.
_OPEN: Final = ("/login", "/health", "/assets/", "/static/", "/_stcore/health", "/_stcore/host-config", "/favicon")

# No unsafe-eval and no inline script but Streamlit's own, by its hash; blob: is what its components are loaded from.
_POLICY: Final = (
    "default-src 'self'; script-src 'self' blob: 'sha256-THxz9J9+wf7rhwR2YkXJoSZ13UCmYyC+3lNDv2+8ugA='; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
_HEADERS: Final = (
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
)


class Gate:
    """Wraps an ASGI application. The person found by the cookie travels in the scope as `staff`."""

    def __init__(self, app: Callable[[Scope, Receive, Send], Awaitable[None]]) -> None:
        """`app` is asked only what may be asked."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets through, or refuses with a sentence."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        await _guarded(self._answer, scope, receive, send if scope["type"] == "websocket" else _under_policy(send))

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = _refusal(scope)
        if refusal is None:
            await self._app(_uncompressed(scope), receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008})
        else:
            await _say(send, *refusal)


def _uncompressed(scope: Scope) -> Scope:
    """Answers to the panel stay on this machine: squeezing them would only cost time, at every save."""
    if not scope["path"].startswith("/api/"):
        return scope
    return {**scope, "headers": [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]}


def person(token: str | None) -> Staff | None:
    """Whom the cookie's token stands for, or None."""
    if not token:
        return None
    with clinic.current().database.read() as connection:
        return sign_ins.whose(connection, token)


def token(scope: Scope) -> str | None:
    """The token in the request's cookie, or None."""
    # Leniently: a foreign cookie that breaks the rules, set by another server on this machine, must not hide ours.
    return cookie_parser(_header(scope, b"cookie")).get(clinic.current().cookie)


def _refusal(scope: Scope) -> tuple[int, str, str | None] | None:
    """Status, sentence and where to go instead; None lets through."""
    host = _header(scope, b"host")
    if host.rsplit(":", 1)[0] not in LOOPBACK:
        return 400, "This server answers on its own machine only, under 127.0.0.1 or localhost.", None
    origin = _header(scope, b"origin")
    asks_to_change = scope["type"] == "websocket" or scope["method"] not in _SAFE
    if asks_to_change and origin.partition("://")[2] != host:
        return 403, "This request comes from another page than this server's own: nothing was done.", None
    path: str = scope["path"]
    if path.startswith(_OPEN):
        return None
    scope["staff"] = person(token(scope))
    if scope["staff"] is not None:
        return None
    if scope["type"] == "websocket" or path.startswith(("/api/", "/export/", "/_stcore/", "/media/")):
        return 401, "Nobody is chosen at this browser: say who you are, then go on. What you typed is kept.", None
    query = scope.get("query_string", b"").decode("latin-1")
    there = path + (f"?{query}" if query else "")
    return 303, "Say who you are first.", f"/login?next={quote(there, safe='')}"


async def _guarded(
    app: Callable[[Scope, Receive, Send], Awaitable[None]], scope: Scope, receive: Receive, send: Send
) -> None:
    """Runs the application; what it did not foresee becomes a code and a sentence, never a traceback."""
    begun = False

    async def noting(message: Message) -> None:
        nonlocal begun
        begun = True
        await send(message)

    try:
        await app(scope, receive, noting)
    except Exception as error:  # noqa: BLE001 - the last stop: whatever came through is answered in words
        code = faults.report(error)
        if scope["type"] == "http" and not begun:
            await _say(send, 500, faults.sentence(code), None)


def _under_policy(send: Send) -> Send:
    async def with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            named = {name.lower() for name, _ in message.get("headers", ())}
            more = [*_HEADERS] if b"cache-control" in named else [*_HEADERS, (b"cache-control", b"no-store")]
            message = {**message, "headers": [*message.get("headers", ()), *more]}
        await send(message)

    return with_headers


async def _say(send: Send, status: int, sentence: str, where: str | None) -> None:
    headers = [(b"content-type", b"application/json; charset=utf-8")]
    if where is not None:
        headers.append((b"location", where.encode("ascii")))
    body = json.dumps({"problem": sentence}).encode()
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _header(scope: Scope, name: bytes) -> str:
    return next((value.decode("latin-1") for key, value in scope.get("headers", ()) if key == name), "")
