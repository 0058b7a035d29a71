"""A password is what its person chose, to the letter; not what others would guess of her."""

from datetime import timedelta

import pytest

from tests import entered, facts
from tests.app.house import Browser, House

NIA = {"user_name": "nia", "password": entered.PASSWORD}


@pytest.mark.parametrize(
    "password",
    [
        "all small letters and blanks",
        "Größe, Öl und ein Käfig 雨",
        "🦉🌧 two owls and rain 🕯",
        " begins and ends with a blank ",
        "x9$" * 20 + "quiet lamp by the river",
        "river lamp owl " * 17,
    ],
)
def test_a_password_of_any_signs_and_up_to_256_of_them_is_taken_exactly_as_it_was_sent(
    house: House, password: str
) -> None:
    client = house.sign_in()
    form = {"password": entered.PASSWORD, "new": password, "again": password}
    assert client.post("/secrets", data=form).headers.get("location") == "/login"
    for other in (password.swapcase(), password + " ", password[:-1], password.strip() + "."):
        if other != password:
            assert house.tablet().post("/login", data=NIA | {"password": other}).status_code == 422
            house.at(facts.instant("15:00") + timedelta(minutes=10 * len(other)))
    house.at(facts.instant("15:00") + timedelta(days=3650))
    assert house.tablet().post("/login", data=NIA | {"password": password}).status_code == 303, "it never runs out"


@pytest.mark.parametrize(
    "password",
    [
        "nianurse2026471",
        "Nia Nurse Chairside",
        "NURSE-nia-ketamine-7",
        "chairsideketamine",
        "Ketamine Chairside Nia Nurse",
    ],
)
def test_a_password_made_of_what_others_know_of_her_is_refused(house: House, password: str) -> None:
    client = house.sign_in()
    answer = client.post("/secrets", data={"password": entered.PASSWORD, "new": password, "again": password})
    assert answer.status_code == 422
    assert "choose a few words that do not belong together" in answer.text
    whole = f"{password} by two quiet lamps"
    assert client.post("/secrets", data={"password": entered.PASSWORD, "new": whole, "again": whole}).status_code == 303


def test_fields_for_secrets_hide_what_is_typed_and_let_password_managers_help(house: House) -> None:
    pages = Browser().get("/login").text + house.client.get("/secrets").text
    for name, helps in (("password", "current-password"), ("new", "new-password"), ("again", "new-password")):
        field = pages.split(f'<input name="{name}"')[1].split(">")[0]
        assert 'type="password"' in field
        assert f'autocomplete="{helps}"' in field
    assert "onpaste" not in pages
    assert 'name="pin" type="password"' in pages
    assert "hint" not in pages.lower()
