from uuid import UUID

import pytest

from data import acts, quarantine, tablets
from tests import entered, facts, sealing
from tests.app.house import House

PLACE = f"/api/treatments/{facts.TREATMENT}"
WHOLE = acts.Asked(facts.instant("00:00"), facts.instant("23:59"))


def test_a_state_is_sent_again_only_once_something_has_changed(house: House) -> None:
    first = house.client.get(PLACE)
    assert first.status_code == 200
    tag = {"if-none-match": first.headers["etag"]}
    same = house.client.get(PLACE, headers=tag)
    assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", first.headers["etag"])
    house.saved("readings", line="148/92")
    changed = house.client.get(PLACE, headers=tag)
    assert changed.status_code == 200
    assert changed.json()["version"] > first.json()["version"]
    assert changed.json()["rows"][0]["words"] == "148/92"


def test_a_new_minute_is_a_new_state_since_the_phase_follows_from_the_time(house: House) -> None:
    house.saved("drug-events", act="start")
    first = house.client.get(PLACE)
    assert first.json()["session"]["phase"] == "baseline"
    house.at("15:01")
    second = house.client.get(PLACE, headers={"if-none-match": first.headers["etag"]})
    assert second.json()["session"]["phase"] == "infusion"


def test_each_look_says_how_far_what_is_kept_aside_has_come_though_it_is_no_new_state(house: House) -> None:
    first = house.client.get(PLACE)
    tag = {"if-none-match": first.headers["etag"]}
    assert first.headers["chairside-aside"] == "0"
    with house.database.write() as connection:
        quarantine.keep(connection, sealing.kept(), None)
    same = house.client.get(PLACE, headers=tag)
    assert (same.status_code, same.headers["chairside-aside"]) == (304, "1")


def test_what_happens_in_another_session_is_no_news_here(house: House) -> None:
    first = house.client.get(PLACE)
    house.post("notes", {"words": "x"}, house.session())
    assert house.client.get(PLACE, headers={"if-none-match": first.headers["etag"]}).status_code == 304


@pytest.mark.parametrize("session", ["nonsense", str(UUID(int=9)), "%00", "x" * 300])
def test_a_session_that_is_not_there_has_no_state(house: House, session: str) -> None:
    assert house.client.get(f"/api/treatments/{session}").status_code == 404


def views(house: House) -> list[tuple[object, ...]]:
    with house.database.read() as connection:
        told = acts.between(connection, WHOLE, 100)
    return [(row["who"], row["role"], row["tablet"], row["outcome"]) for row in told if row["what"] == "view"]


def test_a_state_that_is_asked_for_without_its_screen_is_a_view_in_the_audit_once_a_sign_in(house: House) -> None:
    client = house.tablet()
    client.post("/login", data={"user_name": "nia", "password": entered.PASSWORD})
    for _ in range(2):
        assert client.get(PLACE).status_code == 200
    with house.database.read() as connection:
        (tablet,) = tablets.all_of(connection)
    seen = (facts.NURSE, "nurse", tablet.tablet_id, "without its screen")
    assert views(house) == [seen]
    client.post("/login", data={"user_name": "nia", "password": entered.PASSWORD})
    client.get(PLACE)
    assert views(house) == [seen, seen]


@pytest.mark.parametrize("session", ["nonsense", str(UUID(int=9))])
def test_what_is_not_there_is_no_view(house: House, session: str) -> None:
    house.client.get(f"/api/treatments/{session}")
    assert views(house) == []
