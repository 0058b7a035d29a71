"""Signed out: every route of the running server, Streamlit's own among them, leads to the way in or refuses."""

import http.client
import re
from collections.abc import Iterator
from unittest.mock import Mock

import pytest
from starlette.routing import BaseRoute, Route, WebSocketRoute
from streamlit.web.server.starlette.starlette_app import create_streamlit_routes

from app import unattended
from app.routes.table import ROUTES
from tests.served import Served

OPEN = {"/login", *(f"/assets/{name}" for name in ("who.css", "pin.js", "delivery.js", "held.js"))}
# What a device without a person gets is named in one place; a browser that is no tablet gets none of it.
EXCEPTIONS = {"/display", "/display/board", "/emergency", "/assets/emergency.js"} | {
    f"/assets/{name}" for name in ("display.css", "display.js", "dom.js", "wire.js")
}
SCREENS = (
    "/",
    "/chair",
    "/patients",
    "/patient",
    "/settings",
    "/audit",
    "/safety",
    "/people",
    "/handover",
    "/corrected",
    "/x/y",
)
FILES = ("/favicon.png", "/index.html", "/static/js/index.js", "/assets/panel.js", "/assets/vega.js", "/robots.txt")
REFUSED = {400, 401, 403}


def paths(routes: list[BaseRoute]) -> Iterator[tuple[str, str]]:
    """Method and path of each, with something in the place of what a path leaves open."""
    for one in routes:
        filled = re.sub(r"\{[^}]*\}", "x", str(getattr(one, "path", "/x")))
        if isinstance(one, WebSocketRoute):
            yield "SOCKET", filled
        else:
            for method in sorted((one.methods if isinstance(one, Route) else None) or {"GET"}):
                yield method, filled or "/"


def walked() -> list[tuple[str, str]]:
    """Every way that the server has."""
    theirs = create_streamlit_routes(Mock())  # only their paths are read
    files = [("GET", path) for path in (*SCREENS, *FILES, *EXCEPTIONS)]
    return sorted({*paths([*theirs, *ROUTES]), *files} - {(how, path) for how in ("GET", "HEAD") for path in OPEN})


def test_the_walk_knows_the_ways_that_matter() -> None:
    ways = set(walked())
    assert {("SOCKET", "/_stcore/stream"), ("GET", "/_stcore/health"), ("GET", "/media/x")} <= ways
    assert {("POST", "/api/treatments/x/x"), ("GET", "/export/session/x.zip"), ("GET", "/api/board")} <= ways
    assert len(ways) > 40
    assert set(unattended.PATHS) == EXCEPTIONS
    assert {("GET", path) for path in EXCEPTIONS} <= ways


@pytest.mark.parametrize(("method", "path"), walked(), ids=str)
def test_without_a_sign_in_there_is_no_byte_of_it(clinic: Served, method: str, path: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", clinic.port, timeout=10)
    headers = {"Origin": clinic.address}
    if method == "SOCKET":
        headers |= {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13"}
        headers |= {"Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ=="}
    connection.request("GET" if method == "SOCKET" else method, path, headers=headers)
    answer = connection.getresponse()
    said = answer.read().decode()
    connection.close()
    if answer.status == 303:
        assert (answer.headers["location"] or "").startswith("/login")
    elif (method, path) == ("POST", "/login"):
        assert answer.status == 422, "a form that names nobody"
    elif path in {"/oidc/callback", "/oidc/shown"}:
        assert answer.status == 422, "an answer to no question"
    else:
        assert answer.status in REFUSED, said
