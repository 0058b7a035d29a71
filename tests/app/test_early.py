import asyncio

import httpx
import pytest
from httpx import ASGITransport, AsyncClient
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from app import early, gate
from app.routes import assets
from app.routes.table import ROUTES
from tests.app.house import HERE, House

PAGE = '<!DOCTYPE html><html><head><title>é</title></head><body><div id="root"></div></body></html>'


async def page(request: Request) -> Response:
    kind = PlainTextResponse if request.query_params.get("kind") == "text" else HTMLResponse
    return kind(PAGE, int(request.query_params.get("status", "200")))


def asked(address: str, accept: str = "text/html,*/*;q=0.8") -> httpx.Response:
    layers = [Middleware(early.Early), Middleware(GZipMiddleware, minimum_size=1)]
    app = Starlette(routes=[Route("/{rest:path}", page)], middleware=layers)
    client = AsyncClient(transport=ASGITransport(app), base_url="http://127.0.0.1", headers={"accept": accept})
    return asyncio.run(client.get(address))


@pytest.mark.parametrize(
    ("address", "named"),
    [("/chair", True), ("/chair?session=1", True), ("/chair?status=303", False), ("/patients", False), ("/", False)],
)
def test_only_the_page_of_a_chair_names_the_files_of_the_panel(address: str, named: bool) -> None:
    link = asked(address).headers.get("link", "")
    assert ("</assets/panel.js>; rel=modulepreload" in link) is named


@pytest.mark.parametrize(
    ("address", "told"), [("/", True), ("/chair", True), ("/?status=404", False), ("/?kind=text", False)]
)
def test_a_page_is_told_where_its_server_is_before_any_other_script(address: str, told: bool) -> None:
    answer = asked(address)
    first = PAGE.replace(
        "<head>", '<head><script src="/assets/fast.js"></script><script src="/assets/where.js"></script>'
    )
    assert answer.text == (first if told else PAGE)
    assert answer.headers["content-length"] == str(len(answer.content))


def test_the_page_of_the_way_in_is_told_nothing_that_it_may_not_load(house: House) -> None:
    transport = ASGITransport(early.Early(Starlette(routes=list(ROUTES), middleware=[Middleware(gate.Gate)])))
    client = AsyncClient(transport=transport, base_url=HERE, headers={"accept": "text/html"})
    answer = asyncio.run(client.get("/login"))
    assert (answer.status_code, "where.js" in answer.text) == (200, False)


def test_what_is_no_page_is_compressed_as_ever() -> None:
    assert asked("/", accept="*/*").headers["content-encoding"] == "gzip"


def test_every_file_that_is_named_is_served() -> None:
    for name in assets.MODULES:
        request = Request({"type": "http", "method": "GET", "headers": [], "path_params": {"name": name}})
        assert asyncio.run(assets.asset(request)).status_code == 200
