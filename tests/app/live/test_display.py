"""What the display shows of a session: when something is due, not what; the last digits of a number, never all."""

from uuid import uuid4

import pytest

from app.live import display
from schemas.protocol import Protocol
from tests import facts
from tests.schemas.rules.schedule.test_schedule import PROTOCOLS, session

Q1015 = PROTOCOLS["iv_q10_q15"]


def card(told: str, now: str = "14:12", protocol: Protocol = Q1015, **plan: object) -> dict[str, object]:
    """The one card of a session told in words."""
    (found,) = display.cards([session(protocol, told, **plan)], {}, facts.instant(now))
    return found


@pytest.mark.parametrize(
    ("told", "now", "due"),
    [
        ("", "13:31", "baseline"),
        ("full 13:50, start 14:00", "14:05", "14:10 later"),
        ("full 13:50, start 14:00", "14:10", "14:10 due_now"),
        ("full 13:50, start 14:00", "14:12", "14:10 overdue"),
        ("full 13:50, start 14:00", "14:19", "14:10 not_taken"),
        ("full 13:50, start 14:00, full 14:10", "14:12", "14:20 later"),
        ("full 13:50, start 14:00, high 14:10", "14:12", "14:20 later"),
    ],
)
def test_what_is_due_is_told_by_its_time_alone(told: str, now: str, due: str) -> None:
    found = card(told, now)["due"]
    assert isinstance(found, dict)
    assert set(found) == {"at", "state"}
    at = {facts.instant(f"14:{minute:02}").timestamp(): f"14:{minute:02} " for minute in range(60)}.get(found["at"], "")
    assert f"{at}{found['state']}" == due


def test_in_a_session_entered_afterwards_nothing_is_due() -> None:
    assert card("full 13:50, start 14:00", entered_afterwards=True)["due"] is None


@pytest.mark.parametrize(
    ("number", "shown"),
    [("C-0001", "001"), ("10034", "034"), ("12", "2"), ("7", ""), ("AB", ""), ("", ""), ("T1a2b3c4", "234")],
)
def test_the_last_digits_of_a_number_are_never_all_of_them(number: str, shown: str) -> None:
    assert display.last_digits(number) == shown


def test_cards_stand_by_chair_two_before_ten_and_who_is_at_none_last() -> None:
    names = {uuid4(): name for name in ("10", "", "Bay", "2")}
    found = [session(Q1015, "", id=one) for one in names]
    told = display.cards(found, {one: name for one, name in names.items() if name}, facts.instant("14:00"))
    assert [one["chair"] for one in told] == ["Bay", "2", "10", ""]
