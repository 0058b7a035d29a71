"""One's own sign-ins are seen, and all but this one ended, by who knows the password."""

import pytest

from data import acts
from tests import entered, facts
from tests.app import trouble
from tests.app.house import PORT, Browser, House

NIA = {"user_name": "nia", "password": entered.PASSWORD}
OWN = {"password": entered.PASSWORD}


def is_in(client: Browser) -> bool:
    return client.get("/api/session").status_code == 200


@pytest.fixture
def three(house: House) -> list[Browser]:
    """Nia at a tablet, at a browser that is none, and at the one that looks."""
    with house.database.write() as connection:
        _, token = entered.tablet(connection, facts.NURSE, "Chair <3>")
    browsers = [Browser(cookie=f"__Host-tablet-{PORT}={token}"), house.tablet(), house.tablet()]
    browsers[0]._client.headers.pop("cookie")
    browsers[0].cookies.set(f"__Host-tablet-{PORT}", token)
    for at, one in zip(("15:01", "15:02", "15:03"), browsers, strict=True):
        house.at(at)
        one.post("/login", data=NIA)
    return browsers


def test_each_open_one_is_named_by_time_way_and_tablet_and_nobody_elses(house: House, three: list[Browser]) -> None:
    house.sign_in(facts.OTHER_NURSE)
    page = three[2].get("/sign-ins").text
    said = [one.split("</li>")[0] for one in page.split("<li>")[1:]]
    assert said[:3] == [
        "15:03, by password, Tablet 1: this one",
        "15:02, by password, Tablet 1",
        "15:01, by password, Chair &lt;3&gt;",
    ]
    assert len(said) == 4, "and the one of the fixture, of years ago"
    three[1].get("/login")
    assert "15:02" not in three[2].get("/sign-ins").text


def test_with_the_password_all_but_this_one_end(house: House, three: list[Browser]) -> None:
    other = house.sign_in(facts.OTHER_NURSE)
    answer = three[2].post("/sign-ins", data=OWN)
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-ins")
    assert [is_in(one) for one in (*three, house.client, other)] == [False, False, True, False, True]
    day = acts.Asked(facts.instant("00:00"), facts.instant("23:59"))
    with house.database.read() as connection:
        newest = acts.between(connection, day, 1)[0]
    assert (newest["what"], newest["kind"], newest["outcome"]) == ("setting", "sign_in", "ended 3 others")


def test_without_it_nothing_ends_and_wrong_ones_wait(house: House, three: list[Browser]) -> None:
    for password, sentence in (("", "not your password"), ("x" * 300, "Too many wrong tries: wait 2 s.")):
        answer = three[2].post("/sign-ins", data={"password": password})
        assert (answer.status_code, sentence in answer.text) == (422, True)
    assert "wait" in three[2].post("/sign-ins", data=OWN).text, "the right one does not count either"
    assert "wait" in three[2].post("/secrets", data=OWN | {"pin": "804613", "pin_again": "804613"}).text
    assert all(is_in(one) for one in three)
    house.at("15:03:05")
    assert three[2].post("/sign-ins", data=OWN).status_code == 303
    assert not is_in(three[0])


def test_what_cannot_be_done_is_said_and_nothing_ends(house: House, three: list[Browser]) -> None:
    assert three[2].post("/sign-ins", data={"password": "x" * 20_000}).status_code == 413
    with trouble.held(house):
        answer = three[2].post("/sign-ins", data=OWN)
    assert answer.status_code == 503
    assert "Nothing was changed: try again." in answer.text
    assert all(is_in(one) for one in three)
    assert Browser().get("/sign-ins").status_code == 303
