"""An answer in two parts: what is known is on its way while the rest is still being worked out."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.types import Receive, Scope, Send


class InTwo(Response):
    """One JSON object, its first members in a line of their own.

    Whoever waits for the whole reads it like any other JSON; app/live/wire.js takes the first line as soon as it comes.
    """

    media_type = "application/json"

    def __init__(self, first: Mapping[str, Any], rest: Callable[[], Mapping[str, Any]], status_code: int = 200) -> None:
        """`first` and what `rest` answers have no key in common; neither is empty."""
        super().__init__(status_code=status_code, headers={"cache-control": "no-store"})
        del self.headers["content-length"]  # not known yet
        self.first = first
        self.rest = rest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - the signature of ASGI
        """Sends the two parts; `rest` is worked out in a thread, since it takes its time."""
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        begun = _json(self.first).removesuffix(b"}") + b",\n"
        await send({"type": "http.response.body", "body": begun, "more_body": True})
        rest = await run_in_threadpool(self.rest)
        await send({"type": "http.response.body", "body": _json(rest).removeprefix(b"{")})


def _json(members: Mapping[str, Any]) -> bytes:
    return json.dumps(members, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
