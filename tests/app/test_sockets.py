"""Open sockets: they end with their sign-in, also where nothing is said on them; a look that fails is made again."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from starlette.types import Message, Receive, Scope, Send

from app import sockets
from app.access import touched
from data import sign_ins
from tests import facts
from tests.app.house import COOKIE, House

LOOK_S = 0.02
FRAME = {"type": "websocket.receive", "text": "x"}
LEFT = {"type": "websocket.disconnect", "code": 1001}
CLOSED = {"type": "websocket.close", "code": 4401}


class Socket:
    """A socket whose page says what the test says, and what arrived on either end of it."""

    def __init__(self, house: House) -> None:
        self.token = house.client.cookies[COOKIE]
        self.from_page: asyncio.Queue[Message] = asyncio.Queue()
        self.to_page: list[Message] = []
        self.answered = asyncio.Event()
        self.heard: list[Message] = []

    async def app(self, _: Scope, receive: Receive, send: Send) -> None:
        """Answers each frame, as Streamlit would, until it is told of the end."""
        while (message := await receive())["type"] != "websocket.disconnect":
            self.heard.append(message)
            await send({"type": "websocket.send", "text": "y"})
        self.heard.append(message)
        await send({"type": "websocket.send", "text": "too late"})

    async def send(self, message: Message) -> None:
        """What the page is sent."""
        self.to_page.append(message)
        self.answered.set()


def ran(socket: Socket, then: Callable[[], Awaitable[None]], look_s: float = LOOK_S) -> None:
    """Opens it, waits until its first frame is answered, lets the test go on, and waits until it is over."""

    async def whole() -> None:
        await socket.from_page.put(FRAME)
        watch = sockets.Watch(look_s)
        running = asyncio.ensure_future(watch.run(socket.app, {}, socket.from_page.get, socket.send, socket.token))
        await socket.answered.wait()
        await then()
        await asyncio.wait_for(running, 10)

    asyncio.run(whole())


def end(house: House) -> None:
    with house.database.write() as connection:
        sign_ins.end(connection, house.client.cookies[COOKIE], facts.instant("15:00"))


def test_a_socket_on_which_nothing_is_said_is_closed_when_its_sign_in_ends(house: House) -> None:
    socket = Socket(house)

    async def ended() -> None:
        end(house)

    ran(socket, ended)
    assert socket.to_page == [{"type": "websocket.send", "text": "y"}, CLOSED]
    assert socket.heard == [FRAME, {"type": "websocket.disconnect", "code": 4401}]


def test_a_frame_that_comes_after_the_end_and_before_the_look_is_not_heard(house: House) -> None:
    socket = Socket(house)

    async def said() -> None:
        end(house)
        await socket.from_page.put(FRAME | {"text": "late"})

    ran(socket, said, look_s=60)
    assert socket.heard == [FRAME, {"type": "websocket.disconnect", "code": 4401}]
    assert socket.to_page[-1] == CLOSED


def test_a_page_that_leaves_is_no_end_of_its_sign_in(house: House) -> None:
    socket = Socket(house)

    async def left() -> None:
        await socket.from_page.put(LEFT)

    ran(socket, left)
    assert socket.heard == [FRAME, LEFT]
    assert CLOSED not in socket.to_page


def test_it_closes_when_the_page_locks_by_what_was_last_touched(house: House) -> None:
    socket = Socket(house)
    touched.touch(socket.token, facts.instant("15:10"))

    async def waited() -> None:
        house.at("15:10")

    ran(socket, waited)
    assert socket.to_page[-1] == CLOSED


def test_a_look_that_fails_is_told_and_made_again(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    socket, looks, real = Socket(house), [0], sign_ins.live

    def breaks(*told: object) -> object:
        looks[0] += 1
        if looks[0] == 1:
            raise OSError("her secret")
        return real(*told)  # type: ignore[arg-type]

    async def ended() -> None:
        monkeypatch.setattr(sign_ins, "live", breaks)
        end(house)

    ran(socket, ended)
    assert socket.to_page[-1] == CLOSED
    assert "OSError" in caplog.text
    assert "secret" not in caplog.text


def test_one_look_is_for_all_sockets(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    real = sign_ins.live

    def counted(connection: object, tokens: set[str], *more: object) -> object:
        asked.append(len(tokens))
        return real(connection, tokens, *more)  # type: ignore[arg-type]

    async def whole() -> None:
        watch = sockets.Watch(LOOK_S)
        many = [Socket(house) for _ in range(3)]
        running = [
            asyncio.ensure_future(watch.run(one.app, {}, one.from_page.get, one.send, f"{one.token}{number or ''}"))
            for number, one in enumerate(many)
        ]
        monkeypatch.setattr(sign_ins, "live", counted)
        _, pending = await asyncio.wait(running[1:], timeout=10)  # two tokens stand for nobody
        assert not pending
        assert not running[0].done()
        await many[0].from_page.put(LEFT)
        await asyncio.wait_for(running[0], 10)

    asyncio.run(whole())
    assert asked[0] == 3
    assert asked[:2] == [3, 0], "nobody is in the middle of an entry"
