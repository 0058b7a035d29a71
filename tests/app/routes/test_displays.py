"""The display: a device without a person sees what one function gives, where an administrator lit it, for 30 days."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from httpx import Response

from app import clinic
from data import displays, tablets
from schemas.account import Tablet
from tests import entered, facts, said
from tests.app.house import PORT, Browser, House
from tests.data import opened

PAGE, BOARD = "/display", "/display/board"
TABLET = f"__Host-tablet-{PORT}"
ASSETS = ("/assets/display.js", "/assets/display.css", "/assets/dom.js", "/assets/wire.js")
NIA = {"user_name": "nia", "password": entered.PASSWORD}


@pytest.fixture
def enrolled(house: House) -> tuple[Tablet, Browser]:
    """A browser that is one of the clinic's tablets, and no display."""
    client = Browser()
    with house.database.write() as connection:
        made, token = entered.tablet(connection, facts.NURSE)
    client.cookies.set(TABLET, token)
    return made, client


@pytest.fixture
def lit(house: House, enrolled: tuple[Tablet, Browser]) -> Browser:
    """A tablet that keeps the board lit since 15:00."""
    made, client = enrolled
    light(house, made)
    return client


def light(house: House, tablet: Tablet, time: str = "15:00") -> None:
    with house.database.write() as connection:
        displays.light(connection, tablet.tablet_id, facts.OTHER_NURSE, facts.instant(time))


def cards(client: Browser) -> list[dict[str, Any]]:
    answer = client.get(BOARD)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["cards"]
    return found


def is_dark(client: Browser) -> bool:
    return client.get(BOARD).status_code == 401


def test_a_card_holds_these_things_and_no_other(house: House, lit: Browser) -> None:
    four = said.chair("4", room="Garden")
    opened.say(house.database, four, said.seat(four), said.duty(four))
    house.saved("readings", line="120/80 70 98 @13:40")
    answer = lit.get(BOARD).json()
    assert set(answer) == {"tag", "now", "zone", "cards"}
    (card,) = answer["cards"]
    assert card == {
        "session": str(facts.TREATMENT),
        "initials": "AE",
        "digits": "001",
        "chair": "4",
        "phase": "baseline",
        "due": card["due"],
        "called": False,
    }
    assert card["due"] is None or set(card["due"]) == {"at", "state"}


def test_nothing_that_was_entered_about_a_person_is_in_a_byte_of_the_answer(house: House, lit: Browser) -> None:
    patient = house.patient(given_name="Markergiven", family_name="Markerfamily", record_number="MARKER-77456")
    session = house.session("13:30", patient_id=patient)
    four = said.chair("4", room="Markerroom")
    opened.say(house.database, four, said.seat(four, session), said.duty(four))

    def save(kind: str, **body: object) -> None:
        answer = house.post(kind, body, session)
        assert answer.status_code == 201, answer.text

    save("readings", line="191/123 87 93 p7", note="Markernote")
    save("effects", words="Markereffect", severity=3)
    save("notes", words="Markernote")
    save("interventions", words="Markeraction")
    save("calls", called="Markerdoctor", answer="Markeranswer")
    save("drug-events", act="start", dose_mg=41, duration_minutes=40, confirmed=["drug.no_go"])
    assert str(session) in lit.get(BOARD).text
    assert [one["called"] for one in cards(lit)] == [True, False]
    told = json.dumps([{**one, "session": "", "due": one["due"] and one["due"]["state"]} for one in cards(lit)])
    words = ("arker", "MARKER", "77456", "191", "123", "87", "93", "41", "Nia")  # ids and times may hold any digits
    assert [word for word in words if word in told] == []
    assert "arker" not in lit.get(BOARD).text + lit.get(PAGE).text


def test_it_says_that_somebody_is_called_while_a_red_alert_is_open_or_a_call_waits(house: House, lit: Browser) -> None:
    assert [one["called"] for one in cards(lit)] == [False]
    call = house.saved("calls", called="Dr Lee")
    assert [one["called"] for one in cards(lit)] == [True]
    house.saved("calls", called="Dr Lee", answer="comes", replaces=call, reason="answered")
    assert [one["called"] for one in cards(lit)] == [False]
    house.saved("drug-events", act="start", dose_mg=41, duration_minutes=40, confirmed=[])
    house.saved("effects", effect="chest_pain")
    assert [one["called"] for one in cards(lit)] == [True]


def test_it_is_not_told_again_until_something_is_saved_or_a_minute_passes(house: House, lit: Browser) -> None:
    known = {"if-none-match": lit.get(BOARD).headers["etag"]}
    assert lit.get(BOARD, headers=known).status_code == 304
    house.saved("readings", line="148/92 88")
    assert lit.get(BOARD, headers=known).status_code == 200


@pytest.mark.parametrize("path", [PAGE, BOARD, *ASSETS])
def test_a_browser_that_is_no_lit_tablet_gets_no_byte_of_it(
    house: House, enrolled: tuple[Tablet, Browser], path: str
) -> None:
    for client in (Browser(), Browser(cookie=f"{TABLET}=forged"), enrolled[1]):
        answer = client.get(path)
        assert answer.status_code == (303 if path == PAGE else 401)
        assert "AE" not in answer.text
    assert house.client.get(path).status_code == (200 if path in ASSETS else 303 if path == PAGE else 401)


def test_who_is_led_away_is_told_why(enrolled: tuple[Tablet, Browser]) -> None:
    def told(client: Browser) -> str:
        return client.get(client.get(PAGE).headers["location"]).text

    assert "none of the clinic&#x27;s tablets" in told(Browser())
    assert "keeps no display" in told(enrolled[1])


def test_the_display_opens_no_other_page_and_changes_nothing(house: House, lit: Browser) -> None:
    assert lit.get("/api/board").status_code == 401
    assert lit.get(f"/chair?session={facts.TREATMENT}").status_code == 303
    # Asked in another way than these routes know, it would fall through to Streamlit's own page.
    for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS"):
        for place in (PAGE, BOARD, *ASSETS):
            assert lit.request(method, place).status_code in {303, 401}, (method, place)
    assert lit.get(f"{BOARD}/x").status_code == 303


def test_going_to_the_display_locks_what_was_open_at_this_browser(house: House, lit: Browser) -> None:
    assert lit.post("/login", data=NIA).status_code == 303
    assert lit.get("/api/session").status_code == 200
    assert lit.get(PAGE).status_code == 200
    assert lit.get("/api/session").status_code == 401


def test_the_way_in_of_a_lit_tablet_leads_to_the_display(
    house: House, enrolled: tuple[Tablet, Browser], lit: Browser
) -> None:
    assert 'href="/display"' in lit.get("/login").text
    assert 'href="/display"' not in Browser().get("/login").text
    with house.database.write() as connection:
        displays.put_out(connection, enrolled[0].tablet_id, facts.NURSE, facts.instant("15:00"))
    assert 'href="/display"' not in lit.get("/login").text


def test_after_thirty_days_it_is_dark_and_an_unlock_does_not_light_it_again(house: House, lit: Browser) -> None:
    house.at(facts.instant("14:59") + timedelta(days=30))
    assert not is_dark(lit)
    house.at(facts.instant("15:00") + timedelta(days=30))
    assert is_dark(lit)
    assert lit.post("/login", data=NIA).status_code == 303
    assert is_dark(lit)


def test_whoever_comes_in_at_the_tablet_renews_it_once_a_day(house: House, lit: Browser) -> None:
    assert lit.post("/login", data=NIA).status_code == 303
    assert house.count("display") == 1, "it was lit a moment ago"
    house.at(facts.instant("15:00") + timedelta(days=20))
    assert lit.post("/login", data=NIA).status_code == 303
    assert house.count("display") == 2
    house.at(facts.instant("15:00") + timedelta(days=49))
    assert not is_dark(lit)


def test_a_revoked_tablet_is_dark_at_its_next_look(
    house: House, enrolled: tuple[Tablet, Browser], lit: Browser
) -> None:
    assert not is_dark(lit)
    with house.database.write() as connection:
        tablets.keep(connection, said.again(enrolled[0], enrolled=False))
    assert is_dark(lit)
    assert lit.get(PAGE).status_code == 303


def pressed(client: Browser, tablet: UUID | str, does: str) -> Response:
    return client.post("/tablet", data={"display": str(tablet), "does": does})


def test_an_administrator_lights_renews_and_ends_a_display_and_each_is_in_the_audit(
    house: House, enrolled: tuple[Tablet, Browser]
) -> None:
    made, client = enrolled
    otto = house.sign_in(facts.OTHER_NURSE)
    assert "No display." in otto.get("/tablet").text
    assert pressed(otto, made.tablet_id, "light").status_code == 303
    assert "lit until 1 Apr 2026" in otto.get("/tablet").text
    assert not is_dark(client)
    house.at(facts.instant("15:00") + timedelta(days=10))
    assert pressed(otto, made.tablet_id, "light").status_code == 303
    assert "lit until 11 Apr 2026" in otto.get("/tablet").text
    assert pressed(otto, made.tablet_id, "end").status_code == 303
    assert is_dark(client)
    rows = [row for row in opened.audit(house.database) if row["kind"] == "display" and row["what"] == "setting"]
    assert [(row["who"], row["tablet"], row["outcome"]) for row in rows] == [
        (facts.OTHER_NURSE, made.tablet_id, what) for what in ("lit", "renewed", "ended")
    ]


def test_nobody_else_lights_one_and_no_other_tablet_is_lit(house: House, enrolled: tuple[Tablet, Browser]) -> None:
    assert pressed(house.client, enrolled[0].tablet_id, "light").status_code == 403
    otto = house.sign_in(facts.OTHER_NURSE)
    assert "There is no such tablet" in pressed(otto, facts.NURSE, "light").text
    assert is_dark(enrolled[1])
    assert house.count("display") == 0


def test_the_demos_browser_is_a_display(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clinic, "_open", [replace(house.clinic, demo=True)])
    assert [one["initials"] for one in cards(Browser())] == ["AE"]
