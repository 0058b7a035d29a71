"""What the gate adds to a request, in milliseconds of processor: the same request to the same answer, with and without.

`python -m tests.bench gate` prints it. Record, cookie and gate are the real ones; only the answer behind them is bare.
"""

import asyncio
import time
from pathlib import Path

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app import answered, clinic, gate
from tests import entered, served
from tests.bench.table import Within

BLOCKS, REQUESTS = 40, 100
_PORT = 8501


def measured(folder: Path) -> list[Within]:
    """A block's mean each, for a route of ours, for a page, and for a page that nobody is signed in for."""
    made = served.make(folder / "data")
    clinic.serve(clinic.Clinic(made.database, "UTC", _PORT))
    with made.database.write() as connection:
        token = entered.sign_in(connection, made.nurse)
    try:
        return [
            Within(f"CPU the gate adds, {what}", asyncio.run(_blocks(_asked(path, shown), status)), median=1)
            for what, path, shown, status in (
                ("ours", "/api/session", token, 200),
                ("page", "/chair", token, 200),
                ("nobody", "/chair", "-", 303),
            )
        ]
    finally:
        made.close()


async def _blocks(scope: Scope, expected: int) -> list[float]:
    """With and without in turn, so that whatever else the machine does falls on both."""
    whole, bare = answered.Answered(gate.Gate(_bare)), answered.Answered(_bare)
    await _spent(whole, scope)
    reached = await _status(whole, scope)
    if reached != expected:
        raise RuntimeError(f"The gate answered {reached}.")
    return [await _spent(whole, scope) - await _spent(bare, scope) for _ in range(BLOCKS)]


async def _spent(app: ASGIApp, scope: Scope) -> float:
    begun = time.process_time()
    for _ in range(REQUESTS):
        await app(dict(scope), _nothing, _unread)
    return (time.process_time() - begun) * 1000 / REQUESTS


async def _status(app: ASGIApp, scope: Scope) -> int:
    said: list[int] = []

    async def send(message: Message) -> None:
        said.extend([message["status"]] if "status" in message else [])

    await app(dict(scope), _nothing, send)
    return said[0]


def _asked(path: str, token: str) -> Scope:
    """A request as Chromium sends it."""
    headers = {
        "host": f"127.0.0.1:{_PORT}",
        "connection": "keep-alive",
        "sec-ch-ua-platform": '"Linux"',
        "user-agent": f"Mozilla/5.0 (X11; Linux x86_64) {'like Gecko ' * 7}",
        "accept": "*/*",
        "sec-fetch-site": "same-origin",
        "sec-fetch-mode": "cors",
        "referer": f"http://127.0.0.1:{_PORT}/",
        "accept-encoding": "gzip, deflate, br, zstd",
        "accept-language": "en-GB,en;q=0.9",
        "cookie": f"__Host-tablet-{_PORT}={'t' * 43}; __Host-chairside-{_PORT}={token}",
    }
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    told = {"type": "http", "http_version": "1.1", "method": "GET", "scheme": "http", "path": path, "query_string": b""}
    return told | {
        "raw_path": path.encode(),
        "headers": raw,
        "client": ("127.0.0.1", 5000),
        "server": ("127.0.0.1", _PORT),
    }


async def _bare(_: Scope, __: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b""})


async def _nothing() -> Message:
    return {"type": "http.request", "body": b"", "more_body": False}


async def _unread(_: Message) -> None:
    pass
