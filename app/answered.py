"""Answered: a line in the log for each request: by its route's template, its method and its status.

Never the address itself, what stands after its question mark, a header or a body: a name may be in any of them. What
pages ask of themselves every second or two, and the files they are made of, is told at level debug alone.
"""

import logging
from collections.abc import Awaitable, Callable, MutableMapping
from http import HTTPStatus
from pathlib import Path
from time import perf_counter
from typing import Any, Final

from starlette.routing import Match, Route

from app import gate, logs
from app.logs import Event
from app.routes.table import ROUTES

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

_SCREENS: Final = frozenset(path.stem for path in (Path(__file__).parent / "screens").glob("[a-z]*.py"))
_THEIRS: Final = ("/_stcore/", "/static/", "/media/", "/component/")
_METHODS: Final = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"}
_POLLS: Final = {
    ("GET", "/api/board"),
    ("GET", "/api/session"),
    ("GET", "/api/treatments/{treatment}"),
    ("POST", "/api/touch"),
}
_FILES: Final = {"/assets/vega.js", "/assets/{name}", "/static/"}


class Answered:
    """Wraps an ASGI application: the outermost of all."""

    def __init__(self, app: Callable[[Scope, Receive, Send], Awaitable[None]]) -> None:
        """`app` answers everything."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets everything through, and says afterwards what came of it."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        began, status = perf_counter(), 0

        async def noting(message: Message) -> None:
            nonlocal status
            status = _status(message, status)
            await send(message)

        try:
            await self._app(scope, receive, noting)
        finally:
            _tell(scope, status, round((perf_counter() - began) * 1000, 1))


def _status(message: Message, before: int) -> int:
    """The status of an answer, or the code with which a socket was closed."""
    if message["type"] == "http.response.start":
        return int(message["status"])
    return int(message.get("code", before)) if message["type"] == "websocket.close" else before


def _tell(scope: Scope, status: int, ms: float) -> None:
    why, person = scope.get(gate.REFUSED), scope.get("person")
    told: dict[str, logs.Field] = {"route": template(scope), "status": status, "ms": ms, "address": logs.address(scope)}
    method = str(scope.get("method", "GET"))
    told["method"] = method if method in _METHODS else "other"
    if person is not None:
        told |= {"who": person.staff.id, "sign_in": person.sign_in.id, "tablet": person.sign_in.tablet_id}
    quiet = (method, told["route"]) in _POLLS or (method == "GET" and told["route"] in _FILES)
    if why is not None:
        # A page that has locked goes on asking; whoever asks from elsewhere is told of aloud.
        loud = logging.INFO if why == "nobody" else logging.WARNING
        logs.tell(Event.REFUSED, logging.DEBUG if quiet and why == "nobody" else loud, why=why, **told)
    elif scope["type"] == "websocket":
        logs.tell(Event.SOCKET, **told)
    else:
        failed = status == 0 or status >= HTTPStatus.INTERNAL_SERVER_ERROR
        quiet = quiet and status < HTTPStatus.BAD_REQUEST
        logs.tell(Event.REQUEST, logging.ERROR if failed else logging.DEBUG if quiet else logging.INFO, **told)


def template(scope: Scope) -> str:
    """The route's path with names in place of what it was asked with; "other" where no route is meant."""
    path = str(scope["path"])
    for route in ROUTES:
        if scope["type"] == "http" and isinstance(route, Route) and route.matches(scope)[0] is not Match.NONE:
            return route.path
    if path == "/" or path.removeprefix("/") in _SCREENS:
        return path
    return next((known for known in _THEIRS if path.startswith(known)), "other")
