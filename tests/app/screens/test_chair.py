from uuid import UUID

import pytest

from app.live import panel
from data import chairs, quarantine
from tests import entered, facts, said, sealing
from tests.app.house import Browser, House
from tests.app.screens import screen
from tests.app.screens.conftest import Opens
from tests.data import opened


def test_the_chair_shows_two_identifiers_and_hands_the_panel_its_session(
    house: House, opens: Opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.saved("readings", line="148/92")
    drawn: list[dict[str, object]] = []
    monkeypatch.setattr(panel, "_component", lambda: lambda **told: drawn.append(told))
    test = opens("chair", session=facts.TREATMENT)
    told = screen.read(test)
    assert all(part in told for part in ("Alice Example", "born 6 May 1984", "No. C-0001"))
    assert f"/export/session/{facts.TREATMENT}.zip" in told
    (told,) = drawn[-1:]
    assert told["key"] == f"panel-{facts.TREATMENT}"
    (data,) = told["data"]  # type: ignore[misc]
    assert data["author"] == {"id": str(facts.NURSE), "initials": "NN", "writes": True}
    assert data["treatment"] == str(facts.TREATMENT)
    assert data["state"]["rows"][0]["words"] == "148/92"
    assert "Alice" not in str({**data, "spec": None})


def test_who_only_administers_is_handed_nothing_to_write_with_nor_the_way_to_sign(
    house: House, opens: Opens, admin: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[dict[str, object]] = []
    monkeypatch.setattr(panel, "_component", lambda: lambda **told: drawn.append(told))
    opened.say(house.database, said.chair("4"))
    test = opens("chair", session=facts.TREATMENT, client=admin)
    assert [one.label for one in test.selectbox] == [], "nor to another chair"
    told = screen.read(test)
    assert "who writes no clinical entry" in told
    assert "Sign this session" not in told
    (data,) = drawn[-1]["data"]  # type: ignore[misc]
    assert data["author"]["writes"] is False
    assert "Sign this session" in screen.read(opens("chair", session=facts.TREATMENT))


def test_the_real_component_is_mounted(house: House, opens: Opens) -> None:
    test = opens("chair", session=facts.TREATMENT)
    assert not test.exception
    assert any(one.type == "bidi_component" for one in test.main)


@pytest.mark.parametrize(
    "address", [{}, {"session": "nonsense"}, {"session": UUID(int=99)}, {"session": facts.PATIENT}]
)
def test_without_a_session_nothing_can_be_written(opens: Opens, address: dict[str, object]) -> None:
    test = opens("chair", **address)
    why = (
        "There is no session under this address" if isinstance(address.get("session"), UUID) else "No session is chosen"
    )
    assert f"{why}, so nothing can be written." in screen.read(test)
    assert not any("panel" in one.proto.component_name for one in test.main if one.type == "bidi_component")
    assert "Alice" not in screen.read(test)


def test_without_a_person_no_screen_is_drawn(house: House, opens: Opens) -> None:
    test = opens("today", client=Browser())
    assert "Alice" not in screen.read(test)
    assert [(one.proto.label, one.proto.url) for one in test.get("link_button")] == [("Sign in", "/login")]


def test_a_session_moves_to_a_free_chair_and_not_to_a_taken_one(house: House, opens: Opens) -> None:
    four, five, six = said.chair("4"), said.chair("5"), said.chair("6")
    opened.say(house.database, four, five, six, said.seat(four), said.seat(six, house.session("14:00")))
    test = opens("chair", session=facts.TREATMENT)
    box = next(one for one in test.selectbox if one.label == "At chair")
    assert (box.value, box.options) == ("4", ["no chair", "4", "5"])
    box.set_value("5").run()
    with house.database.read() as connection:
        assert chairs.taken(connection)[facts.TREATMENT] == five.chair_id
    opened.say(house.database, said.seat(four, house.session("14:10")))
    box = next(one for one in test.selectbox if one.label == "At chair")
    box.set_value("4").run()
    assert "Another session is open at chair 4" in screen.errors(test)[0]
    with house.database.read() as connection:
        assert chairs.taken(connection)[facts.TREATMENT] == five.chair_id


def test_what_is_kept_aside_is_in_sight_and_accepted_or_withdrawn_by_name(house: House, opens: Opens) -> None:
    kept = [sealing.kept(id=one, body=sealing.body(id=str(one)).decode()) for one in (UUID(int=901), UUID(int=902))]
    with house.database.write() as connection:
        for one in kept:
            quarantine.keep(connection, one, None)
    test = opens("chair", session=facts.TREATMENT)
    told = screen.read(test)
    assert "Nia Nurse, 2 Mar 2026 14:05: readings · 148/92 88 97\nfor tests" in told
    assert [one.label for one in test.button].count("Accept") == 2
    screen.press(test, "Withdraw")
    assert "Why: say in at most 500 characters" in screen.errors(test)[0]
    screen.fill(test, Why="entered twice")
    screen.press(test, "Withdraw")
    assert screen.errors(test) == []
    screen.press(test, "Accept")
    assert screen.errors(test) == []
    assert "Kept aside" not in screen.read(test)
    assert [one.id for one in house.record().readings] == [kept[1].id]


def test_who_treats_nobody_sees_what_is_kept_aside_and_decides_nothing(house: House, opens: Opens) -> None:
    with house.database.write() as connection:
        quarantine.keep(connection, sealing.kept(), None)
        entered.add(connection, entered.admin(UUID(int=77)), "tom")
    test = opens("chair", house.sign_in(UUID(int=77)), session=facts.TREATMENT)
    assert "148/92 88 97" in screen.read(test)
    assert not {"Accept", "Withdraw"} & {one.label for one in test.button}


def test_what_no_alphabet_has_is_shown_without_breaking_the_screen(house: House, opens: Opens) -> None:
    with house.database.write() as connection:
        body = sealing.body(line="\ud800 148", words="x" * 5000).decode()
        quarantine.keep(connection, sealing.kept(body=body), None)
    test = opens("chair", session=facts.TREATMENT)
    assert not test.exception
    assert "readings · ? 148 · xxx" in screen.read(test)


def test_a_chair_that_nobody_touches_after_the_pin_ends_as_a_chairs_page_does(house: House, opens: Opens) -> None:
    client = house.tablet()
    client.post("/login", data={"user_name": "nia", "password": entered.PASSWORD})
    opens("chair", client=client, session=facts.TREATMENT)
    house.at("15:05:10")
    assert client.get("/api/session").status_code == 200
    house.at("15:05:16")
    assert client.get("/api/session").status_code == 401


def test_another_screen_is_waited_for_longer(house: House, opens: Opens) -> None:
    client = house.tablet()
    client.post("/login", data={"user_name": "nia", "password": entered.PASSWORD})
    opens("today", client=client)
    house.at("15:10:10")
    assert client.get("/api/session").status_code == 200
    house.at("15:10:16")
    assert client.get("/api/session").status_code == 401
