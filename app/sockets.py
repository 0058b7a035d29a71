"""Sockets: an open one is closed when its sign-in ends: each frame is asked for, and once a second all are looked at.

One look is for all sockets together, so that twenty open tablets cost one question to the record.
"""

import asyncio
from dataclasses import dataclass, field
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app import clinic, clock, faults
from app.access import touched
from data import sign_ins

_LOOK_S: Final = 1.0  # how long an open socket outlives its sign-in at most
_ENDED: Final = 4401  # the code with which it is closed


@dataclass(eq=False)
class _Open:
    """One open socket: the token it came with, and whether its sign-in is over."""

    token: str
    over: asyncio.Event = field(default_factory=asyncio.Event)


class Watch:
    """The sockets that are open; they are looked at while there are any."""

    def __init__(self, look_s: float = _LOOK_S) -> None:
        """`look_s` is how often, in seconds."""
        self._look_s = look_s
        self._open: set[_Open] = set()
        self._looking: asyncio.Task[None] | None = None

    async def run(self, app: ASGIApp, scope: Scope, receive: Receive, send: Send, token: str) -> None:
        """Runs `app` on a socket until it is left, or until the sign-in of `token` ends."""
        one = _Open(token)
        self._open.add(one)
        if self._looking is None or self._looking.done():
            self._looking = asyncio.ensure_future(self._look())
        frames = _Frames(one, receive, send)
        try:
            await app(scope, frames.receive, frames.send)
        finally:
            self._open.discard(one)
            frames.left()

    async def _look(self) -> None:
        while self._open:
            await asyncio.sleep(self._look_s)
            try:
                live = _live({one.token for one in self._open})
            except Exception as error:  # noqa: BLE001 - a look that failed is made again; frames ask for themselves
                faults.report(error)
                continue
            for one in [one for one in self._open if one.token not in live]:
                one.over.set()


class _Frames:
    """What comes and goes on one socket, until it is over."""

    def __init__(self, one: _Open, receive: Receive, send: Send) -> None:
        self._one, self._receive, self._send = one, receive, send
        self._said = asyncio.ensure_future(receive())
        self._ending = asyncio.ensure_future(one.over.wait())

    async def receive(self) -> Message:
        await asyncio.wait({self._said, self._ending}, return_when=asyncio.FIRST_COMPLETED)
        said = self._said
        if said.done() and said.result()["type"] == "websocket.disconnect":
            return said.result()
        if said.done() and not self._one.over.is_set() and _live({self._one.token}):
            self._said = asyncio.ensure_future(self._receive())
            return said.result()
        self._one.over.set()
        await self._send({"type": "websocket.close", "code": _ENDED})
        return {"type": "websocket.disconnect", "code": _ENDED}

    async def send(self, message: Message) -> None:
        if not self._one.over.is_set():
            await self._send(message)

    def left(self) -> None:
        self._said.cancel()
        self._ending.cancel()


def _live(tokens: set[str]) -> set[str]:
    """Those of the tokens that somebody may still use."""
    with clinic.current().database.read() as connection:
        now = clock.now()
        busy = {token for token in tokens if touched.overtime(token, now)}
        found = sign_ins.live(connection, tokens - busy, now) | sign_ins.live(connection, busy, now, touched.OVERTIME)
    return {token for token, locks_at in found.items() if (touched.until(token) or locks_at) > now}
