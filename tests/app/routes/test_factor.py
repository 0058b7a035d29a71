"""The second factor: asked for off the clinic's tablets, counted once, set up by its person."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pyotp
import pytest
from httpx import Response

from app.access import second_factor
from app.access.waiting import Room
from data import accounts, acts, second_factors
from tests import entered, facts, said
from tests.app.house import COOKIE, Browser, House
from tests.app.trouble import held

NIA = {"user_name": "nia", "password": entered.PASSWORD}
SECOND = COOKIE.replace("chairside", "second")
NOW = facts.instant("15:00")


@pytest.fixture
def enrolled(house: House) -> House:
    """Nia has a second factor."""
    with house.database.write() as connection:
        entered.factor(connection, facts.NURSE, house.database.secret_key)
    return house


def code(at: str | datetime = NOW, secret: str = entered.SECRET) -> str:
    return pyotp.TOTP(secret).at(facts.instant(at))


def give(client: Browser, typed: str) -> Response:
    return client.post("/login", data={"code": typed})


def is_in(client: Browser) -> bool:
    return client.get("/api/session").status_code == 200


def acted(house: House) -> list[Mapping[str, Any]]:
    day = acts.Asked(facts.instant("00:00"), facts.instant("23:59"))
    with house.database.read() as connection:
        return [row for row in acts.between(connection, day, 200) if row["kind"] in {"sign_in", "account"}]


def test_off_a_tablet_the_password_alone_opens_nothing_and_the_code_does(enrolled: House) -> None:
    client = Browser()
    asked = client.post("/login", data=NIA | {"next": "/patients"})
    assert (asked.status_code, "give the code" in asked.text) == (200, True)
    for part in ("HttpOnly", "Secure", "SameSite=strict", "Max-Age=300"):
        assert part in asked.headers["set-cookie"]
    assert not is_in(client)
    assert enrolled.count("shift") == 0
    answer = give(client, code())
    assert (answer.status_code, answer.headers["location"]) == (303, "/patients")
    assert is_in(client)
    assert client.cookies.get(SECOND) is None
    (row,) = acted(enrolled)
    assert (row["what"], row["outcome"], row["who"]) == ("sign_in", "code", facts.NURSE)


def test_on_a_tablet_the_password_is_enough(enrolled: House) -> None:
    tablet = enrolled.tablet()
    assert tablet.post("/login", data=NIA).status_code == 303
    assert is_in(tablet)


def test_who_has_none_is_told_where_she_gets_one(house: House) -> None:
    answer = Browser().post("/login", data=NIA)
    assert answer.status_code == 422
    assert "sign in at one of the tablets and set it up there" in answer.text
    (row,) = acted(house)
    assert (row["what"], row["reason"], row["who"]) == ("refused", "no second factor", facts.NURSE)


def test_a_code_counts_once(enrolled: House) -> None:
    first, second = Browser(), Browser()
    for one in (first, second):
        one.post("/login", data=NIA)
    assert give(first, code()).status_code == 303
    answer = give(second, code())
    assert (answer.status_code, "used already" in answer.text) == (422, True)
    assert not is_in(second)
    assert give(first, code("15:01")).status_code == 422, "what a password has opened, one code closes"


@pytest.mark.parametrize(("seconds", "right"), [(-60, False), (-30, True), (30, True), (60, False)])
def test_a_telephone_may_be_half_a_minute_off(enrolled: House, seconds: int, right: bool) -> None:
    client = Browser()
    client.post("/login", data=NIA)
    assert give(client, code(NOW + timedelta(seconds=seconds))).status_code == (303 if right else 422)


def test_wrong_codes_wait_like_wrong_passwords_and_the_password_does_not_forgive_them(enrolled: House) -> None:
    client = Browser()
    for _ in range(5):
        assert client.post("/login", data=NIA).status_code == 200
        assert "not right" in give(client, "000000").text
    assert "wait 2 s" in give(client, code()).text
    assert "wait 2 s" in client.post("/login", data=NIA).text
    enrolled.at("15:00:03")
    client.post("/login", data=NIA)
    assert "not right" in give(client, "000000").text
    assert "wait 4 s" in give(client, code()).text
    assert {row["reason"] for row in acted(enrolled)} == {"wrong code"}
    enrolled.at("15:00:08")
    client.post("/login", data=NIA)
    assert give(client, code("15:00:08")).status_code == 303


def test_wrong_codes_count_for_the_address_too(enrolled: House) -> None:
    client = Browser()
    for number in range(49):
        client.post("/login", data={"user_name": f"name{number}", "password": "wrong and wrong"})
    client.post("/login", data=NIA)
    give(client, "000000")
    assert "from this address" in give(client, code()).text


@pytest.mark.parametrize("shown", [None, "made-up"])
def test_a_code_without_a_password_opens_nothing(enrolled: House, shown: str | None) -> None:
    client = Browser() if shown is None else Browser(cookie=f"{SECOND}={shown}")
    answer = give(client, code())
    assert (answer.status_code, "sign in again" in answer.text) == (422, True)
    assert enrolled.count("sign_in") == 1, "the one of the house's own browser"


def test_the_code_is_awaited_for_five_minutes(enrolled: House) -> None:
    for seconds, status in ((299, 303), (301, 422)):
        enrolled.at("15:00")
        client = Browser()
        client.post("/login", data=NIA)
        later = facts.instant("15:00") + timedelta(seconds=seconds)
        enrolled.at(later)
        assert give(client, code(later)).status_code == status


def test_what_is_awaited_no_more_is_forgotten(enrolled: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_factor, "ASKED", Room(timedelta(minutes=5)))
    for minute in (0, 2, 10):
        enrolled.at(facts.instant("15:00") + timedelta(minutes=minute))
        Browser().post("/login", data=NIA)
    assert len(second_factor.ASKED) == 1


@pytest.mark.parametrize("change", ["closed", "reset"])
def test_who_lost_her_account_or_her_factor_meanwhile_is_not_let_in(enrolled: House, change: str) -> None:
    client = Browser()
    client.post("/login", data=NIA)
    with enrolled.database.write() as connection:
        if change == "reset":
            second_factors.forget(connection, facts.NURSE)
        else:
            stands = accounts.of(connection, facts.NURSE)
            assert stands is not None
            accounts.keep(connection, said.again(stands, enabled=False))
    assert give(client, code()).status_code == 422
    assert not is_in(client)


def test_the_next_address_leads_nowhere_else_after_a_code_either(enrolled: House) -> None:
    client = Browser()
    client.post("/login", data=NIA | {"next": "//evil.example"})
    assert client.post("/login", data={"code": code(), "next": "//evil.example"}).headers["location"] == "/"


def test_it_is_set_up_at_a_tablet_with_the_password_and_one_code(house: House) -> None:
    tablet = house.tablet()
    tablet.post("/login", data=NIA)
    assert 'href="/second-factor"' in tablet.get("/secrets").text
    assert "You have none yet" in tablet.get("/second-factor").text
    shown = tablet.post("/second-factor", data={"password": entered.PASSWORD}).text
    secret = shown.split("<code>")[1].split("</code>")[0].replace(" ", "")
    assert "<svg" in shown
    assert "You have none yet" in tablet.get("/second-factor").text, "it counts once a code has confirmed it"
    wrong = tablet.post("/second-factor", data={"code": "000000"})
    assert (wrong.status_code, "not that of the new secret" in wrong.text) == (422, True)
    assert secret not in wrong.text.replace(" ", ""), "it is shown to who has just said her password"
    assert tablet.post("/second-factor", data={"code": code(secret=secret)}).status_code == 303
    assert "You have a second factor." in tablet.get("/second-factor").text
    assert tablet.post("/second-factor", data={"code": code("15:01", secret)}).status_code == 422, "nothing waits now"
    (row,) = [row for row in acted(house) if row["kind"] == "account"]
    assert (row["outcome"], row["who"]) == ("new second factor", facts.NURSE)
    client = Browser()
    client.post("/login", data=NIA)
    assert give(client, code(secret=secret)).status_code == 422, "the code that confirmed it is used"
    assert give(client, code(facts.instant("15:00:30"), secret)).status_code == 303


def test_the_one_before_counts_until_the_new_one_is_confirmed(enrolled: House) -> None:
    enrolled.client.post("/second-factor", data={"password": entered.PASSWORD})
    client = Browser()
    client.post("/login", data=NIA)
    assert give(client, code()).status_code == 303


@pytest.mark.parametrize("form", [{}, {"password": ""}, {"password": "wrong and wrong"}, {"password": "x" * 300}])
def test_without_the_password_no_secret_is_shown(house: House, form: dict[str, str]) -> None:
    answer = house.client.post("/second-factor", data=form)
    assert (answer.status_code, "this is not your password" in answer.text) == (422, True)
    assert "<svg" not in answer.text
    assert house.count("second_factor") == 0


@pytest.mark.parametrize("page", ["/second-factor", "/secrets"])
def test_at_a_page_left_open_the_password_cannot_be_tried_without_end(house: House, page: str) -> None:
    wrong, right = {"password": "wrong and wrong"}, {"password": entered.PASSWORD}
    pin = {"pin": "804613", "pin_again": "804613"}
    assert "this is not your password" in house.client.post(page, data=wrong | pin).text
    assert "wait 2 s" in house.client.post(page, data=right | pin).text, "the right one does not count either"
    house.at("15:00:03")
    assert "this is not your password" in house.client.post(page, data=wrong | pin).text
    assert "wait 4 s" in house.client.post(page, data=right | pin).text
    assert [row["reason"] for row in acted(house)] == ["wrong password"] * 2
    house.at("15:00:08")
    assert house.client.post(page, data=right | pin).status_code in {200, 303}


def test_who_has_yet_to_choose_her_own_password_sets_none_up(house: House) -> None:
    with house.database.write() as connection:
        entered.secret(connection, facts.NURSE, house.database.secret_key, given=True)
    tablet = house.tablet()
    tablet.post("/login", data=NIA)
    assert tablet.get("/second-factor").headers["location"] == "/secrets"
    assert "/second-factor" not in tablet.get("/secrets").text


def test_while_another_program_holds_the_record_nothing_is_changed_and_it_is_said(enrolled: House) -> None:
    client = Browser()
    client.post("/login", data=NIA)
    with held(enrolled):
        answers = [enrolled.client.post("/second-factor", data={"password": entered.PASSWORD}), give(client, code())]
    assert [answer.status_code for answer in answers] == [503, 503]
    assert all("another program" in answer.text for answer in answers)
    assert give(client, code()).status_code == 303, "the code was not used up"


def test_a_form_of_ten_megabytes_is_not_looked_at(house: House) -> None:
    assert house.client.post("/second-factor", data={"password": "x" * 10_000_000}).status_code == 413
