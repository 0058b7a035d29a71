"""The way in: tiles and PINs on the clinic's tablets, passwords anywhere, one answer for whoever is unknown."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from httpx import Response

from app import clinic
from data import accounts, acts, secrets, shifts
from schemas import pins
from tests import entered, facts, said
from tests.app.house import COOKIE, PORT, TABLET, Browser, House

NIA = {"user_name": "nia", "password": entered.PASSWORD}
WRONG = "User name and password do not belong together."
DAY = acts.Asked(facts.instant("00:00"), facts.instant("23:59"))


@pytest.fixture
def tablet(house: House) -> Browser:
    """A browser that is one of the clinic's tablets."""
    return house.tablet()


def pin(client: Browser, digits: str = entered.PIN, staff: object = facts.NURSE, **more: str) -> Response:
    return client.post("/login", data={"staff": str(staff), "pin": digits} | more)


def on_shift(house: House, staff_id: UUID = facts.NURSE) -> None:
    with house.database.write() as connection:
        entered.shift(connection, staff_id, facts.instant("14:00"))


def is_in(client: Browser) -> bool:
    return client.get("/api/session").status_code == 200


def acted(house: House) -> list[Mapping[str, Any]]:
    with house.database.read() as connection:
        return [row for row in acts.between(connection, DAY, 200) if row["kind"] in {"sign_in", "account"}]


def test_a_password_opens_a_shift_and_the_pin_does_from_then_on_on_tablets(house: House, tablet: Browser) -> None:
    assert "Nia Nurse" not in tablet.get("/login").text, "no tile without a shift"
    assert pin(tablet).status_code == 422
    answer = tablet.post("/login", data=NIA | {"next": "/patients"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/patients")
    assert is_in(tablet)
    page = tablet.get("/login").text
    assert 'aria-label="Nia Nurse"' in page
    assert "Otto" not in page
    assert not is_in(tablet), "who goes to the way in has locked"
    assert pin(tablet, next="/chair?session=1").headers["location"] == "/chair?session=1"
    assert is_in(tablet)
    assert [row["what"] for row in acted(house)] == ["unlock", "lock", "sign_in"]
    assert {row["who"] for row in acted(house)} == {facts.NURSE}


def test_a_pin_opens_nothing_on_a_browser_that_is_no_tablet(house: House) -> None:
    on_shift(house)
    stranger = Browser()
    assert "Nia Nurse" not in stranger.get("/login").text
    answer = pin(stranger)
    assert answer.status_code == 422
    assert "the clinic&#x27;s own tablets only" in answer.text
    forged = Browser(cookie=f"{TABLET}=forged")
    assert pin(forged).status_code == 422


def test_a_shift_ends_and_the_pin_with_it(house: House, tablet: Browser) -> None:
    on_shift(house)
    house.at(facts.instant("14:00") + timedelta(hours=14))
    assert "Your shift is not open" in pin(tablet).text


def test_each_wrong_pin_waits_twice_as_long_and_the_password_clears_it_at_once(house: House, tablet: Browser) -> None:
    on_shift(house)
    assert "The next try counts in 2 s." in pin(tablet, "135790").text
    assert "wait 2 s" in pin(tablet).text, "the right one does not count either"
    house.at("15:00:03")
    assert "The next try counts in 4 s." in pin(tablet, "135790").text
    house.at("15:00:06.5")
    assert "wait 1 s" in pin(tablet).text
    assert tablet.post("/login", data=NIA).status_code == 303
    tablet.get("/login")
    house.at("15:00:06")
    assert pin(tablet).status_code == 303


def test_fifteen_wrong_pins_in_a_shift_end_the_pin_and_nobody_elses(house: House, tablet: Browser) -> None:
    on_shift(house)
    on_shift(house, facts.OTHER_NURSE)
    with house.database.write() as connection:
        entered.secret(connection, facts.OTHER_NURSE, house.database.secret_key)
    for number in range(pins.MISSES):
        house.at(facts.instant("15:00") + timedelta(minutes=6 * number))
        assert "not right" in pin(tablet, "135790").text
    house.at("17:00")
    assert "15 wrong PINs in this shift" in pin(tablet).text
    assert pin(tablet, staff=facts.OTHER_NURSE).status_code == 303
    assert tablet.post("/login", data=NIA).status_code == 303
    tablet.get("/login")
    assert pin(tablet).status_code == 303


@pytest.mark.parametrize("name", ["nia", "nobody", "NIA ", "\u202enia", "x" * 5000, "' OR 1=1 --"])
def test_a_wrong_password_gets_one_answer_whoever_it_was_tried_for(house: House, name: str) -> None:
    answer = Browser().post("/login", data={"user_name": name, "password": "wrong and wrong again"})
    assert (answer.status_code, WRONG in answer.text) == (422, True)


def test_five_wrong_passwords_slow_the_name_also_one_that_nobody_has(house: House) -> None:
    for name in ("nia", "nobody"):
        client = house.tablet()
        house.at("15:00")
        for _ in range(5):
            assert WRONG in client.post("/login", data={"user_name": name, "password": "wrong and wrong"}).text
        assert "wait 2 s" in client.post("/login", data=NIA | {"user_name": name}).text
    house.at("15:00:03")
    assert house.tablet().post("/login", data=NIA).status_code == 303


def test_fifty_failures_in_a_quarter_of_an_hour_slow_the_address(house: House) -> None:
    client = house.tablet()
    for number in range(50):
        client.post("/login", data={"user_name": f"name{number}", "password": "wrong and wrong"})
    assert "from this address" in client.post("/login", data=NIA).text
    house.at("15:15:01")
    assert client.post("/login", data=NIA).status_code == 303


def test_what_failed_is_in_the_audit_without_what_was_typed(house: House) -> None:
    Browser().post("/login", data={"user_name": "nia", "password": "wrong and wrong"})
    Browser().post("/login", data={"user_name": "my password by mistake", "password": "x"})
    first, second = acted(house)
    assert (second["what"], second["reason"], second["who"]) == ("refused", "wrong password", facts.NURSE)
    assert (first["who"], first["line"]) == (None, None)
    assert "mistake" not in str(first)


def test_every_sign_in_has_a_token_of_its_own_and_the_old_one_is_dead(house: House, tablet: Browser) -> None:
    on_shift(house)
    tablet.cookies.set(COOKIE, "chosen-by-somebody-else")
    tokens = ["chosen-by-somebody-else"]
    for _ in range(3):
        assert pin(tablet).status_code == 303
        tokens.append(tablet.cookies.get(COOKIE, domain="127.0.0.1") or "")
    assert len(set(tokens)) == 4
    alive = [Browser(cookie=f"{COOKIE}={token}").get("/api/session").status_code for token in tokens]
    assert alive == [401, 401, 401, 200]


def test_the_cookie_is_bound_to_this_host_and_out_of_reach_of_scripts(house: House) -> None:
    told = house.tablet().post("/login", data=NIA).headers["set-cookie"]
    assert told.startswith("__Host-")
    for part in ("HttpOnly", "SameSite=strict", "Secure", "Path=/"):
        assert part in told
    assert "Max-Age" not in told
    assert "Domain" not in told


@pytest.mark.parametrize(
    ("wanted", "where"),
    [
        (None, "/"),
        ("/chair?session=1", "/chair?session=1"),
        ("", "/"),
        ("chair", "/"),
        ("//evil.example", "/"),
        ("///evil.example", "/"),
        ("/\\evil.example", "/"),
        ("\\\\evil.example", "/"),
        ("https://evil.example", "/"),
        ("https:/evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/\t/evil.example", "/"),
        ("/\r\nset-cookie: a=b", "/"),
        ("//[", "/"),
        ("/x\u202e", "/"),
    ],
)
def test_after_the_sign_in_one_is_led_to_this_server_only(house: House, wanted: str | None, where: str) -> None:
    client = house.tablet()
    told = {} if wanted is None else {"next": wanted}
    page = client.get("/login", params=told).text
    assert f'name="next" value="{where}"' in page
    answer = client.post("/login", data=NIA | told)
    assert (answer.status_code, answer.headers["location"]) == (303, where)


@pytest.mark.parametrize("chosen", [{}, {"pin": entered.PIN}, {"pin": entered.PIN, "staff": "nobody"}, {"staff": "1"}])
def test_who_is_not_known_is_not_let_in(house: House, chosen: dict[str, str]) -> None:
    client = Browser()
    answer = client.post("/login", data=chosen)
    assert (answer.status_code, 'role="alert"' in answer.text) == (422, True)
    assert client.get("/").status_code == 303


def test_a_body_of_ten_megabytes_is_not_looked_at(house: House) -> None:
    answer = Browser().post("/login", data={"user_name": "nia", "password": "x" * 10_000_000})
    assert answer.status_code == 413
    assert "longer than 10 KB" in answer.text


def test_names_are_text(house: House, tablet: Browser) -> None:
    person = facts.staff('<b onclick="x">Zo\' & Co', id=UUID(int=7), initials="ZC")
    with house.database.write() as connection:
        entered.add(connection, person)
    on_shift(house, person.id)
    page = tablet.get("/login").text
    assert 'aria-label="&lt;b onclick=&quot;x&quot;&gt;Zo&#x27; &amp; Co"' in page
    assert "<b onclick" not in page


def test_a_closed_account_is_out_at_once_and_does_not_come_in(house: House, tablet: Browser) -> None:
    tablet.post("/login", data=NIA)
    assert is_in(tablet)
    with house.database.write() as connection:
        stands = accounts.of(connection, facts.NURSE)
        assert stands is not None
        accounts.keep(connection, said.again(stands, enabled=False))
    assert not is_in(tablet)
    assert WRONG in tablet.post("/login", data=NIA).text
    assert "not in use" in pin(tablet).text


def test_a_touch_lets_a_page_live_on_and_a_poll_does_not(house: House) -> None:
    client = house.tablet()
    client.post("/login", data=NIA)
    house.at("15:10")
    assert is_in(client)
    assert client.post("/api/touch", json={"where": "chair"}).status_code == 204
    for minute in range(11, 15):
        house.at(f"15:{minute}")
        assert is_in(client)
    house.at("15:15:14")
    assert is_in(client)
    house.at("15:15:16")
    assert not is_in(client)
    assert client.post("/api/touch", json={"where": "chair"}).status_code == 401
    assert client.get("/").headers["location"] == "/login?next=%2F"


def test_a_person_chooses_her_own_password_before_anything_else(house: House, tablet: Browser) -> None:
    with house.database.write() as connection:
        entered.secret(connection, facts.NURSE, house.database.secret_key, given=True)
    answer = tablet.post("/login", data=NIA | {"next": "/patients"})
    assert answer.headers["location"] == "/secrets"
    assert tablet.get("/patients").headers["location"] == "/secrets"
    assert tablet.get("/api/board").status_code == 401
    own = {"new": "a lamp, two owls and rain", "pin": "804613"}
    own |= {"again": own["new"], "pin_again": own["pin"]}
    assert "this is needed" in tablet.post("/secrets", data={"pin": "804613", "pin_again": "804613"}).text
    assert tablet.post("/secrets", data=own).headers["location"] == "/login"
    assert not is_in(tablet), "a new password ends every sign-in"
    assert WRONG in tablet.post("/login", data=NIA).text
    assert tablet.post("/login", data=NIA | {"password": own["new"]}).headers["location"] == "/"
    tablet.get("/login")
    assert pin(tablet, "804613").status_code == 303


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({}, "this is not your password"),
        ({"password": "wrong and wrong", "pin": "804613", "pin_again": "804613"}, "this is not your password"),
        ({"password": entered.PASSWORD}, "Give a new password, a PIN, or both."),
        ({"password": entered.PASSWORD, "pin": "804613", "pin_again": "804614"}, "PIN: the two are not the same."),
        ({"password": entered.PASSWORD, "pin": "123456", "pin_again": "123456"}, "guessed first"),
        ({"password": entered.PASSWORD, "pin": "48291", "pin_again": "48291"}, "A PIN is 6 digits"),
        ({"password": entered.PASSWORD, "new": "short", "again": "short"}, "12 to 256 characters"),
        ({"password": entered.PASSWORD, "new": "password1234", "again": "password1234"}, "guessed first"),
        ({"password": entered.PASSWORD, "new": "x" * 257, "again": "x" * 257}, "12 to 256 characters"),
        ({"password": entered.PASSWORD, "new": "a lamp and two owls", "again": "a lamp"}, "New password: the two"),
    ],
)
def test_what_cannot_be_a_secret_is_said_and_nothing_changes(house: House, form: dict[str, str], sentence: str) -> None:
    client = house.tablet()
    client.post("/login", data=NIA)
    answer = client.post("/secrets", data=form)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert client.post("/login", data=NIA).status_code == 303


def test_a_new_pin_ends_her_other_sign_ins_and_not_this_one(house: House) -> None:
    client, other = house.tablet(), house.tablet()
    for one in (client, other):
        one.post("/login", data=NIA)
    own = {"password": entered.PASSWORD, "pin": "804613", "pin_again": "804613"}
    assert client.post("/secrets", data=own).headers["location"] == "/"
    assert (is_in(client), is_in(other)) == (True, False)


def test_an_administrator_makes_a_browser_a_tablet_and_takes_it_away(house: House) -> None:
    with house.database.write() as connection:
        entered.add(connection, entered.admin(facts.PRESCRIBER))
    client = house.sign_in(facts.PRESCRIBER)
    assert "This browser is no tablet" in client.get("/tablet").text
    assert client.post("/tablet", data={"name": ""}).status_code == 422
    told = client.post("/tablet", data={"name": "Chair 3"}).headers["set-cookie"]
    assert "another has it already" in client.post("/tablet", data={"name": "Chair 3"}).text
    assert told.startswith(TABLET)
    assert all(part in told for part in ("HttpOnly", "SameSite=strict", "Secure", "Path=/"))
    assert "Domain" not in told
    assert "This browser is the tablet Chair 3." in client.get("/tablet").text
    on_shift(house)
    assert "Nia Nurse" in client.get("/login").text
    client = house.sign_in(facts.PRESCRIBER)
    with house.database.read() as connection:
        (there,) = shifts.running(connection, facts.instant("15:00"))
    assert there == facts.NURSE
    listed = client.get("/tablet").text
    as_id = listed.split('name="revoke" value="')[1].split('"')[0]
    assert client.post("/tablet", data={"revoke": as_id}).status_code == 303
    assert client.post("/tablet", data={"revoke": "nobody"}).status_code == 422
    shown = Browser(cookie=told.split(";")[0])
    assert "Nia Nurse" not in shown.get("/login").text
    assert pin(shown).status_code == 422


def test_who_is_no_administrator_enrols_no_tablet(house: House) -> None:
    assert house.client.get("/tablet").status_code == 403
    assert house.client.post("/tablet", data={"name": "mine"}).status_code == 403
    assert house.count("tablet") == 0


def test_without_an_account_the_page_says_how_the_first_is_made(bare: clinic.Clinic) -> None:
    assert "chairside admin" in Browser().get("/login").text
    assert bare.port == PORT


def test_of_many_wrong_pins_at_once_one_counts_and_the_right_one_among_them_waits(
    house: House, tablet: Browser
) -> None:
    on_shift(house)
    token = tablet.cookies[TABLET]
    tried = ["135790"] * 12 + [entered.PIN] * 4

    def one(digits: str) -> int:
        return pin(Browser(cookie=f"{TABLET}={token}"), digits).status_code

    assert one("135790") == 422
    with ThreadPoolExecutor(8) as people:
        answers = list(people.map(one, tried))
    assert set(answers) == {422}
    with house.database.read() as connection:
        shift = shifts.of(connection, facts.NURSE, facts.instant("15:00"))
    assert shift is not None
    assert shift.wrong_pins == 1


def test_what_was_tried_before_the_wait_was_known_is_refused_when_it_would_count(
    house: House, tablet: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_shift(house)
    right = secrets.is_right

    def meanwhile(secret: str, stored: str | None, key: bytes) -> bool:
        """Somebody else is wrong at this tablet while this one is being looked at."""
        monkeypatch.setattr(secrets, "is_right", right)
        assert pin(Browser(cookie=f"{TABLET}={tablet.cookies[TABLET]}"), "135790").status_code == 422
        return right(secret, stored, key)

    monkeypatch.setattr(secrets, "is_right", meanwhile)
    assert "Too many wrong tries" in pin(tablet).text


def test_the_last_person_of_a_browser_is_asked_for_her_pin_but_not_after_a_wrong_password(
    house: House, tablet: Browser
) -> None:
    tablet.post("/login", data={"user_name": "nia", "password": entered.PASSWORD})
    tablet.get("/login")  # it locks
    assert 'name="pin"' in tablet.get("/login?next=%2Fchair").text, "by Back, or a bookmark"
    refused = tablet.post("/login", data={"user_name": "otto", "password": "something else"})
    assert WRONG in refused.text
    assert 'name="pin"' not in refused.text, "the caret would stand in somebody else's PIN"
