"""What a set costs the hand: every key that goes down and every touch, counted by the browser itself."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests import entered
from tests.browser.hands import line, saved, unhurried
from tests.served import Served

SET = "148/92 88 97 16"
README = " ".join((Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8").split())
# The page hands over each event that a hand caused, also across the way from the lock to the chair.
COUNTING = """() => {
  for (const kind of ["keydown", "pointerdown"]) {
    addEventListener(kind, (event) => event.isTrusted && counted(kind, event.key ?? ""), true);
  }
}"""


@pytest.fixture
def caused(page: Page) -> list[tuple[str, str]]:
    """Every key press and touch from here on: its kind, and the key."""
    told: list[tuple[str, str]] = []
    page.expose_function("counted", lambda kind, key: told.append((kind, key)))
    page.add_init_script(f"({COUNTING})()")
    return told


def keys(caused: list[tuple[str, str]]) -> list[str]:
    """The keys that were pressed; a touch among them fails the test."""
    assert {kind for kind, _ in caused} <= {"keydown"}
    return [key for _, key in caused]


def test_a_whole_set_at_an_open_chair_is_its_line_and_enter(
    clinic: Served, page: Page, caused: list[tuple[str, str]]
) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    page.keyboard.type(SET)
    page.keyboard.press("Enter")
    saved(page, "148/92")
    expect(line(page)).to_be_focused()
    assert keys(caused) == [*SET, "Enter"]
    assert len(caused) == 16
    assert "is 16 key presses, its Enter among them, and no touch" in README
    (reading,) = clinic.record(session).readings
    values = (reading.systolic, reading.diastolic, reading.pulse, reading.spo2, reading.respirations)
    assert values == (148, 92, 88, 97, 16)


def test_after_a_lock_six_digits_come_before_it_and_nothing_else(
    clinic: Served, page: Page, caused: list[tuple[str, str]]
) -> None:
    session = clinic.session()
    page.clock.install()
    clinic.open_chair(page, session)
    page.clock.fast_forward("15:01")
    expect(page).to_have_url(re.compile(r"/login\?who="))
    expect(page.get_by_label("PIN")).to_be_focused()
    page.keyboard.type(entered.PIN)
    expect(line(page)).to_be_focused(timeout=20_000)
    unhurried(page)
    page.keyboard.type(SET)
    page.keyboard.press("Enter")
    saved(page, "148/92")
    assert keys(caused) == [*entered.PIN, *SET, "Enter"]
    assert len(caused) == 22
    assert "After a lock it is 22: the six digits of the PIN come before it" in README
    (reading,) = clinic.record(session).readings
    assert (reading.entered_by, reading.respirations) == (clinic.nurse, 16)
