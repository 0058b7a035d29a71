import asyncio

import pytest
from httpx import ASGITransport, AsyncClient
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from app import early
from app.routes import assets


async def page(request: Request) -> Response:
    return PlainTextResponse("page", int(request.query_params.get("status", "200")))


@pytest.mark.parametrize(
    ("address", "named"),
    [("/chair", True), ("/chair?session=1", True), ("/chair?status=303", False), ("/patients", False), ("/", False)],
)
def test_only_the_page_of_a_chair_names_the_files_of_the_panel(address: str, named: bool) -> None:
    app = Starlette(routes=[Route("/{rest:path}", page)], middleware=[Middleware(early.Early)])
    client = AsyncClient(transport=ASGITransport(app), base_url="http://127.0.0.1")
    link = asyncio.run(client.get(address)).headers.get("link", "")
    assert ("</assets/panel.js>; rel=modulepreload" in link) is named


def test_every_file_that_is_named_is_served() -> None:
    for name in assets.MODULES:
        request = Request({"type": "http", "method": "GET", "headers": [], "path_params": {"name": name}})
        assert asyncio.run(assets.asset(request)).status_code == 200
