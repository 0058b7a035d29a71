"""The display: a page without a person, and what it polls. Both are for tablets that may keep the board lit."""

from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from app import clinic, clock
from app.access import leaving
from app.live import display
from app.routes import boards
from data import acting, chairs, treatments

_PAGE: Final = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Chairside</title><link rel="stylesheet" href="/assets/display.css"></head>
<body><noscript>The display needs JavaScript.</noscript><script src="/assets/display.js" type="module"></script></body>
</html>"""


async def page(request: Request) -> Response:
    """The page itself holds nothing of anybody; it locks what was open at this browser."""
    await run_in_threadpool(leaving.lock, request.scope)
    return HTMLResponse(_PAGE)


def board(request: Request) -> Response:
    """200 with the cards and their ETag, 304 where the caller has them; `chairside-now` is the server's time."""
    now, shelf = clock.now(), clinic.current().shelf
    with clinic.current().database.read(acting.PROGRAM) as connection:
        tag = boards.tag(connection, now)
        headers = {"etag": tag, "chairside-now": str(now.timestamp())}
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=headers)
        found = [shelf.record(connection, one.id) for one in treatments.open_ones(connection)]
        cards = display.cards([one for one in found if one is not None], chairs.names(connection), now)
    told = {"tag": tag, "now": now.timestamp(), "zone": clinic.current().zone, "cards": cards}
    return JSONResponse(told, headers=headers)
