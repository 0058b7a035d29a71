"""A shift goes on when it is asked to, for sixteen hours at most, and never ends inside an entry."""

from datetime import timedelta

import pytest

from app.access import touched as presence
from data import shifts
from tests import entered, facts
from tests.app.house import COOKIE, Browser, House

SIGNED_IN = "06:00"
ENDS = facts.instant("20:00")  # fourteen hours later


@pytest.fixture
def client(house: House) -> Browser:
    """A browser at which Nia has begun her shift at six by her password."""
    house.at(SIGNED_IN)
    browser = house.tablet()
    browser.post("/login", data={"user_name": "nia", "password": entered.PASSWORD})
    return browser


def touched(house: House, client: Browser, at: str) -> None:
    """She presses a key, as she did all day: the page has not locked, and will not."""
    house.at(at)
    presence.touch(client.cookies[COOKIE], facts.instant("23:59"))


def is_in(client: Browser) -> bool:
    return client.get("/api/session").status_code == 200


def test_half_an_hour_before_its_end_it_goes_on_for_two_hours(house: House, client: Browser) -> None:
    touched(house, client, "19:31")
    answer = client.post("/api/shift", json={})
    assert answer.status_code == 200
    assert (round(answer.json()["left"]), answer.json()["ends"]) == (2 * 3600 + 29 * 60, "22:00")
    touched(house, client, "21:00")
    assert is_in(client)
    with house.database.read() as connection:
        shift = shifts.of(connection, facts.NURSE, facts.instant("21:00"))
    assert shift is not None
    assert shift.ends_at.replace(microsecond=0) == ENDS + timedelta(hours=2)


def test_asked_for_sooner_it_stays_as_it_is(house: House, client: Browser) -> None:
    touched(house, client, "19:29")
    answer = client.post("/api/shift", json={}).json()
    assert (round(answer["left"]), answer["ends"]) == (31 * 60, "20:00")
    touched(house, client, "19:45")
    first, again = (client.post("/api/shift", json={}).json()["ends"] for _ in range(2))
    assert (first, again) == ("22:00", "22:00"), "two tablets press, and it is two hours"


def test_it_lasts_sixteen_hours_at_most(house: House, client: Browser) -> None:
    touched(house, client, "19:45")
    client.post("/api/shift", json={})
    touched(house, client, "21:45")
    answer = client.post("/api/shift", json={})
    assert answer.status_code == 409
    assert answer.json()["problem"] == "A shift lasts 16 hours at most: at 22:00 sign in with your password."


def test_nobody_else_goes_on_with_it(house: House, client: Browser) -> None:
    assert house.tablet().post("/api/shift", json={}).status_code == 401
    touched(house, client, "19:45")
    assert client.post("/api/shift", json={}, headers={"origin": "http://evil.example"}).status_code == 403


@pytest.mark.parametrize(
    ("last", "now", "goes_on"),
    [
        ("19:59:30", "20:01", True),
        ("19:59:30", "20:02", False),
        ("19:50", "20:00:01", False),
        ("19:59:30", "19:59:59", True),
    ],
)
def test_its_end_waits_for_whoever_is_in_the_middle_of_an_entry(
    house: House, client: Browser, last: str, now: str, goes_on: bool
) -> None:
    touched(house, client, last)
    house.at(now)
    assert is_in(client) is goes_on


def test_it_waits_for_a_quarter_of_an_hour_and_no_longer(house: House, client: Browser) -> None:
    for minute in range(59, 75):
        touched(house, client, f"{19 + minute // 60}:{minute % 60:02}:30")
    house.at("20:14:59")
    assert is_in(client)
    house.at("20:15:01")
    assert not is_in(client)
    assert client.post("/api/shift", json={}).status_code == 401


def test_after_its_end_it_is_not_taken_up_again(house: House, client: Browser) -> None:
    touched(house, client, "19:59:30")
    house.at("20:00:30")
    answer = client.post("/api/shift", json={})
    assert (answer.status_code, answer.json()["problem"]) == (409, "Your shift has ended: sign in with your password.")
