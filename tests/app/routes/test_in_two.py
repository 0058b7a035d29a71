"""Answers in two parts, over a real ASGI exchange."""

import asyncio
import json
from typing import Any

import pytest

from app.live import state
from app.routes.in_two import InTwo
from tests.app.house import House


def test_the_first_part_is_sent_before_the_rest_is_worked_out_and_both_are_one_json_object() -> None:
    sent: list[dict[str, Any]] = []

    async def send(message: Any) -> None:  # noqa: ANN401 - ASGI's own
        sent.append(message)

    def rest() -> dict[str, Any]:
        assert len(sent) == 2, "the rest was worked out before the first part was under way"
        return {"state": "Sie hört Musik.\nlaut"}

    async def receive() -> dict[str, Any]:
        return {}

    asyncio.run(InTwo({"receipt": {"words": "a\nb"}}, rest, 201)({"type": "http"}, receive, send))
    start, first, last = sent
    assert start["status"] == 201
    assert b"content-length" not in dict(start["headers"])
    assert json.loads(first["body"].decode().removesuffix(",\n") + "}") == {"receipt": {"words": "a\nb"}}
    assert json.loads(first["body"] + last["body"]) == {
        "receipt": {"words": "a\nb"},
        "state": "Sie hört Musik.\nlaut",
    }


def test_an_entry_whose_state_cannot_be_drawn_is_acknowledged_all_the_same(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("her secret")

    monkeypatch.setattr(state, "state", broken)
    answer = house.post("readings", {"line": "148/92"})
    assert answer.status_code == 201
    assert answer.json()["receipt"]["words"].startswith("Saved")
    assert answer.json()["state"] is None
    assert len(house.record().readings) == 1
    assert "RuntimeError" in caplog.text
    assert "her secret" not in caplog.text
