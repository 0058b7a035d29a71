"""Signed out: every route of the running server, Streamlit's own among them, leads to the way in or refuses."""

import http.client
import json
import re
from collections.abc import Iterator
from unittest.mock import Mock

import pytest
from starlette.routing import BaseRoute
from streamlit.web.server.starlette.starlette_app import create_streamlit_routes

from app import unattended
from app.routes.table import ROUTES
from tests.served import Served

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "SOCKET")
LOOK = {"GET", "HEAD"}
# What is open to everybody, and how; each answers for itself in a test of its own.
OPEN = {
    "/login": LOOK,
    **{f"/assets/{name}": LOOK for name in ("who.css", "pin.js", "delivery.js", "held.js")},
}
# A form that names nobody, and an answer to no question.
ANSWERED = {("POST", "/login"), ("GET", "/oidc/callback"), ("HEAD", "/oidc/callback"), ("POST", "/oidc/shown")}
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


def paths(routes: list[BaseRoute]) -> Iterator[str]:
    """The path of each, with something in the place of what it leaves open."""
    for one in routes:
        yield re.sub(r"\{[^}]*\}", "x", str(getattr(one, "path", "/x"))) or "/"


def walked() -> list[str]:
    """Every path that the server has."""
    theirs = create_streamlit_routes(Mock())  # only their paths are read
    return sorted({*paths([*theirs, *ROUTES]), *SCREENS, *FILES, *EXCEPTIONS, *OPEN})


def test_the_walk_knows_the_ways_that_matter() -> None:
    ways = set(walked())
    assert {"/_stcore/stream", "/_stcore/health", "/media/x"} <= ways
    assert {"/api/treatments/x/x", "/export/session/x.zip", "/api/board", "/oidc/shown"} <= ways
    assert len(ways) > 40
    assert set(unattended.PATHS) == EXCEPTIONS


@pytest.mark.parametrize("path", walked(), ids=str)
@pytest.mark.parametrize("method", METHODS)
def test_without_a_sign_in_there_is_no_byte_of_it_in_whatever_way_it_is_asked_for(
    clinic: Served, method: str, path: str
) -> None:
    if method in OPEN.get(path, ()):
        return
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
        assert not said or set(json.loads(said)) == {"problem"}
    elif (method, path) in ANSWERED:
        assert answer.status == 422
    else:
        assert answer.status in REFUSED, said
