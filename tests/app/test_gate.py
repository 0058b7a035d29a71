import asyncio
import logging
from collections.abc import Callable
from typing import Any

import pytest
from starlette.requests import Request
from starlette.types import Message, Receive, Scope, Send

from app import faults, gate
from app.entries import storing
from app.entries.sent import Sent
from schemas.fact import Fact
from tests.app.house import COOKIE, HERE, Browser, House


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/login", 200),
        ("/assets/who.css", 200),
        ("/assets/pin.js", 200),
        ("/assets/panel.js", 401),
        ("/assets/who.css/", 401),
        ("/assets/../assets/panel.js", 401),
        ("/login/x", 303),
        ("//login", 303),
        ("/static/x", 401),
        ("/_stcore/health", 401),
        ("/favicon.png", 303),
        ("/health", 303),
        ("/api/treatments/x", 401),
        ("/export/session/x.zip", 401),
        ("/_stcore/metrics", 401),
        ("/_stcore/stream", 401),
        ("/media/x", 401),
        ("/", 303),
        ("/chair", 303),
        ("/component/x", 303),
    ],
)
@pytest.mark.parametrize(
    "cookie", [None, "__Host-chairside-8501=wrong", "__Host-chairside-8501=", "__Host-chairside-8502={token}"]
)
def test_without_a_chosen_person_only_the_question_who_one_is_gets_an_answer(
    house: House, path: str, status: int, cookie: str | None
) -> None:
    token = house.client.cookies[COOKIE]
    client = Browser() if cookie is None else Browser(cookie=cookie.format(token=token))
    assert client.get(path).status_code == status


def test_after_the_choice_one_is_led_back_to_where_one_was(house: House) -> None:
    answer = Browser().get("/chair?session=1&x=é")
    assert answer.headers["location"] == "/login?next=%2Fchair%3Fsession%3D1%26x%3D%25C3%25A9"


@pytest.mark.parametrize(
    "before", ["a[b]=1; ", 'x="unended; ', "é=ü; ", "=; ;; ", "__Host-chairside-8502=other; ", "a b c; "]
)
def test_a_foreign_cookie_that_breaks_the_rules_does_not_hide_ours(house: House, before: str) -> None:
    cookie = before + f"__Host-chairside-8501={house.client.cookies[COOKIE]}"
    answer = Browser().get("/api/treatments/x", headers={b"cookie": cookie.encode()})
    assert answer.status_code == 404


async def _ask(scope: dict[str, Any], inner: Callable[..., Any] | None = None) -> list[dict[str, Any]]:
    """What the gate sends on a scope of its own; `inner` is what lies behind it."""
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": f"{scope['type']}.connect"}

    async def send(message: Message) -> None:
        sent.append(dict(message))

    async def accepts(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": f"{scope['type']}.accept"})

    await gate.Gate(inner or accepts)(scope, receive, send)
    return sent


def socket(house: House, **headers: str) -> dict[str, Any]:
    """A socket as the page opens it, with the person's cookie unless told otherwise."""
    told = {
        "host": "127.0.0.1:8501",
        "origin": HERE,
        "cookie": f"__Host-chairside-8501={house.client.cookies[COOKIE]}",
    }
    named = [(name.encode(), value.encode()) for name, value in (told | headers).items()]
    way = {"type": "websocket", "scheme": "wss", "path": "/_stcore/stream"}
    return way | {"headers": named, "query_string": b""}


@pytest.mark.parametrize(
    ("headers", "let_in"),
    [
        ({}, True),
        ({"cookie": ""}, False),
        ({"cookie": "__Host-chairside-8501=wrong"}, False),
        ({"origin": "http://evil.example"}, False),
        ({"origin": "null"}, False),
        ({"origin": ""}, False),
        ({"host": "evil.example"}, False),
    ],
)
def test_a_socket_is_opened_for_a_chosen_person_on_our_own_page_only(
    house: House, headers: dict[str, str], let_in: bool
) -> None:
    sent = asyncio.run(_ask(socket(house, **headers)))
    assert sent == [{"type": "websocket.accept"} if let_in else {"type": "websocket.close", "code": 1008}]


def test_what_is_neither_request_nor_socket_passes(house: House) -> None:
    assert asyncio.run(_ask({"type": "lifespan"})) == [{"type": "lifespan.accept"}]


def test_a_fault_in_a_route_is_a_code_and_a_sentence_and_the_log_holds_no_typed_value(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(entry: Sent) -> tuple[Fact, ...]:
        message = f"cannot do with {entry.text('words')}"
        raise ZeroDivisionError(message)

    monkeypatch.setattr(storing, "BUILDERS", {"notes": fails})
    with caplog.at_level(logging.DEBUG):
        answer = house.post("notes", {"words": "her secret"})
    assert answer.status_code == 500
    said, _ = [record for record in caplog.records if record.name == "chairside"]  # and the line of the request
    told: dict[str, str] = dict(said.msg)  # type: ignore[arg-type] - as structlog leaves it
    assert answer.json()["problem"] == faults.sentence(told["code"])
    assert told["error"] == "ZeroDivisionError"
    assert told["place"].startswith("test_gate.py:")
    assert said.exc_info is None
    assert "secret" not in caplog.text + answer.text
    assert house.count("note") == 0


@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_a_fault_after_the_answer_has_begun_ends_it_and_is_logged(
    house: House, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def breaks(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise OSError("her secret")

    scope = socket(house) | {"type": kind, "method": "GET"}
    sent = asyncio.run(_ask(scope, breaks))
    assert [one["type"] for one in sent] == ["http.response.start"]
    assert "OSError" in caplog.text
    assert "secret" not in caplog.text


def test_a_fault_of_the_gate_itself_is_answered_in_words_too(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(token: str | None) -> None:
        raise OSError("disk")

    monkeypatch.setattr(gate, "person", fails)
    answer = house.client.get("/api/treatments/x")
    assert answer.status_code == 500
    assert "code" in answer.json()["problem"]


def test_a_request_of_a_chosen_person_carries_her_to_the_route(house: House) -> None:
    seen: list[str] = []

    async def looks(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(Request(scope).scope["staff"].name)

    asyncio.run(_ask(socket(house) | {"type": "http", "method": "GET"}, looks))
    assert seen == ["Nia Nurse"]
