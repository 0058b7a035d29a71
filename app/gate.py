"""The gate: pure ASGI before everything else; who asks, and what becomes of whom it does not know."""

import json
from collections.abc import Mapping
from typing import Final
from urllib.parse import quote

from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app import clinic, clock, faults, origin, policy, sockets, unattended
from app.access import touched
from data import sign_ins, tablets
from data.sign_ins import Person
from schemas.account import Tablet

USER_HEADER: Final = "x-chairside-sign-in"  # what Streamlit is told of a sign-in: its id, never a name
# The way in, what its page is made of (it sends what waits here sealed), and the way over the identity provider.
_FILES: Final = {f"/assets/{name}" for name in ("who.css", "pin.js", "delivery.js", "held.js")}
_LOOK: Final = frozenset({"GET", "HEAD"})
# Only in the ways that our routes have: whatever else is asked of these paths would fall through to Streamlit's page.
_OPEN: Final[Mapping[str, frozenset[str]]] = {
    **dict.fromkeys(_FILES, _LOOK),
    "/login": _LOOK | {"POST"},
    "/oidc/start": _LOOK,
    "/oidc/callback": _LOOK,
    "/oidc/shown": frozenset({"POST"}),
}
# Refused in words: whoever asks for these is led nowhere.
_NO_PAGES: Final = (
    "/api/",
    "/export/",
    "/assets/",
    "/static/",
    "/_stcore/",
    "/media/",
)
REFUSED: Final = "chairside.refused"  # in the scope: why the gate refused
_WHY: Final = {400: "host", 403: "origin", 401: "nobody", 303: "nobody"}  # what the log says of a refusal
_OWN_SECRETS: Final = "/secrets"  # all that is open to who has yet to choose her own password


class Gate:
    """Wraps an ASGI application. The person found by the cookie travels in the scope as `staff` and `person`."""

    def __init__(self, app: ASGIApp) -> None:
        """`app` is asked only what may be asked."""
        self._app = app
        self._watch = sockets.Watch()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets through, or refuses with a sentence."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        if scope["type"] == "http":
            send = policy.under(send, strict=origin.is_named(scope))
        await _guarded(self._answer, scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = _refusal(scope)
        if refusal is not None:
            scope[REFUSED] = _WHY.get(refusal[0], "gate")
        if refusal is None:
            scope = _told_to_streamlit(_uncompressed(scope))
            if scope["type"] == "websocket":
                await self._watch.run(self._app, scope, receive, send, token(scope) or "")
            else:
                await self._app(scope, receive, send)
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


def _told_to_streamlit(scope: Scope) -> Scope:
    """Streamlit gives a session of its own, with all that was typed, to whoever names it and is the same user.

    What the client says of itself is taken out; the sign-in's id takes its place.
    """
    name = USER_HEADER.encode()
    headers = [(key, value) for key, value in scope["headers"] if key != name]
    found: Person | None = scope.get("person")
    if found is not None:
        headers.append((name, str(found.sign_in.id).encode()))
    return {**scope, "headers": headers}


def person(token: str | None) -> Person | None:
    """Whom the cookie's token stands for, or None: nobody, or somebody whose page has locked."""
    if not token:
        return None
    with clinic.current().database.read() as connection:
        now = clock.now()
        return sign_ins.whose(connection, token, now, touched.until(token), touched.overtime(token, now))


def token(scope: Scope) -> str | None:
    """The token in the request's cookie, or None."""
    return _cookie(scope, clinic.current().cookie)


def tablet(scope: Scope) -> Tablet | None:
    """Which of the clinic's tablets this browser is, or None. Every browser of the demo is one."""
    if clinic.current().demo:
        from data.demo import people_in

        return people_in.TABLET
    shown = _cookie(scope, clinic.current().tablet_cookie)
    if not shown:
        return None
    with clinic.current().database.read() as connection:
        return tablets.whose(connection, shown)


def second(scope: Scope) -> str | None:
    """What the browser shows of whom a code is awaited from, or None."""
    return _cookie(scope, clinic.current().second_cookie)


def asked(scope: Scope) -> str | None:
    """With which question this browser was sent to the identity provider, or None."""
    return _cookie(scope, clinic.current().asked_cookie)


def _cookie(scope: Scope, name: str) -> str | None:
    # Leniently: a foreign cookie that breaks the rules, set by another server on this machine, must not hide ours.
    return cookie_parser(origin.header(scope, b"cookie")).get(name)


def _refusal(scope: Scope) -> tuple[int, str, str | None] | None:
    """Status, sentence and where to go instead; None lets through."""
    refused = origin.refusal(scope)
    if refused is not None:
        return *refused, None
    path: str = scope["path"]
    if scope["type"] == "http" and scope["method"] in _OPEN.get(path, ()):
        return None
    if unattended.is_sealed(scope):
        scope[unattended.SEALED] = True
        return None
    if unattended.is_way(scope):
        scope["tablet"] = tablet(scope)
        refusal = unattended.refusal(path, scope["tablet"])
        if refusal is None or path not in unattended.SHARED:
            return refusal
    return _refusal_of_nobody(scope, path)


def _refusal_of_nobody(scope: Scope, path: str) -> tuple[int, str, str | None] | None:
    """Who has no live sign-in is led to the way in, and told in words where no page is asked for."""
    found = person(token(scope))
    if found is not None and (not found.sign_in.limited or path == _OWN_SECRETS):
        scope["person"], scope["staff"] = found, found.staff
        return None
    if scope["type"] == "websocket" or path.startswith(_NO_PAGES):
        return 401, "Nobody is signed in at this browser: sign in, then go on. What you typed is kept.", None
    if found is not None:
        return 303, "Choose your own password first.", _OWN_SECRETS
    query = scope.get("query_string", b"").decode("latin-1")
    there = path + (f"?{query}" if query else "")
    return 303, "Sign in first.", f"/login?next={quote(there, safe='')}"


async def _guarded(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
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


async def _say(send: Send, status: int, sentence: str, where: str | None) -> None:
    headers = [(b"content-type", b"application/json; charset=utf-8")]
    if where is not None:
        headers.append((b"location", where.encode("ascii")))
    body = json.dumps({"problem": sentence}).encode()
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
