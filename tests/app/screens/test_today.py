import logging
from typing import Any

import pytest

from app.live import board, cards
from tests import facts
from tests.app.house import House
from tests.app.screens import screen
from tests.app.screens.conftest import Opens


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What the board was handed, drawing by drawing."""
    seen: list[dict[str, Any]] = []
    monkeypatch.setattr(board, "draw", lambda told, **_: seen.append(told))
    return seen


def test_the_board_is_handed_every_open_session(house: House, opens: Opens, drawn: list[dict[str, Any]]) -> None:
    other = house.session("14:00")
    opens("today")
    assert {card["session"] for card in drawn[-1]["cards"]} == {str(facts.TREATMENT), str(other)}


def test_an_ended_session_is_open_no_more(house: House, opens: Opens, drawn: list[dict[str, Any]]) -> None:
    house.saved("ends", how="left_alone")
    opens("today")
    assert drawn[-1]["cards"] == []


def test_the_real_board_is_mounted(house: House, opens: Opens) -> None:
    test = opens("today")
    assert not test.exception
    assert any(one.type == "bidi_component" for one in test.main)


@pytest.mark.parametrize("demo", [True, False])
def test_the_bar_names_the_person_and_an_invented_clinic(house: House, opens: Opens, demo: bool) -> None:
    object.__setattr__(house.clinic, "demo", demo)
    said = screen.read(opens("today"))
    assert 'aria-label="Nia Nurse"' in said
    assert ("invented clinic" in said) is demo


def test_a_fault_in_a_screen_is_a_code_and_a_sentence_and_the_log_holds_no_value(
    house: House, opens: Opens, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(records: object, now: object, *_: object) -> str:
        message = f"cannot draw {records} at {now}"
        raise RuntimeError(message)

    monkeypatch.setattr(cards, "cards", fails)
    with caplog.at_level(logging.DEBUG):
        test = opens("today")
    (error,) = screen.errors(test)
    assert "Something went wrong here that should not (code " in error
    assert "'error': 'RuntimeError', 'place': 'test_today.py:" in caplog.text
    assert "Alice" not in caplog.text + error
    assert not test.exception
