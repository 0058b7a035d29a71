import logging

import pytest

from app.parts import identity
from tests import facts
from tests.app.house import House
from tests.app.screens import screen
from tests.app.screens.conftest import Opens


def test_the_open_sessions_are_shown_with_two_identifiers_phase_drug_and_last_reading(
    house: House, opens: Opens
) -> None:
    house.saved("drug-events", act="start", stated="-12")
    house.saved("readings", line="148/92 88 @14:55")
    test = opens("today")
    said = screen.read(test)
    for part in ("Alice Example, born 6 May 1984, No. C-0001", "infusion, 12 min", "Ketamine IV", "148/92 88", "14:55"):
        assert part in said, part
    assert any(link.endswith(f"?session={facts.TREATMENT}") for link in screen.links(test))


def test_before_the_first_reading_and_the_start_the_unknown_is_said_in_words(house: House, opens: Opens) -> None:
    said = screen.read(opens("today"))
    assert "no reading yet" in said
    assert "min" not in said.split("baseline")[1].split("\n")[0]


def test_an_ended_session_is_open_no_more(house: House, opens: Opens) -> None:
    house.saved("ends", how="left_alone")
    said = screen.read(opens("today"))
    assert "No session is open." in said
    assert "Alice" not in said


@pytest.mark.parametrize("demo", [True, False])
def test_the_bar_names_the_person_and_an_invented_clinic(house: House, opens: Opens, demo: bool) -> None:
    object.__setattr__(house.clinic, "demo", demo)
    said = screen.read(opens("today"))
    assert 'aria-label="Nia Nurse"' in said
    assert ("invented clinic" in said) is demo


def test_a_fault_in_a_screen_is_a_code_and_a_sentence_and_the_log_holds_no_value(
    house: House, opens: Opens, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(patient: object) -> str:
        message = f"cannot draw {patient}"
        raise RuntimeError(message)

    monkeypatch.setattr(identity, "line", fails)
    with caplog.at_level(logging.DEBUG):
        test = opens("today")
    (error,) = screen.errors(test)
    assert "Something went wrong here that should not (code " in error
    assert "RuntimeError at test_today.py" in caplog.text
    assert "Alice" not in caplog.text + error
    assert not test.exception
