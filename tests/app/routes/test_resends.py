"""What is sent again: the same receipt whatever the network, the clocks and the session did meanwhile."""

from uuid import uuid4

import pytest

from tests import facts
from tests.app.house import House


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("readings", {"line": "148/92 @15:02"}),
        ("readings", {"line": "148/92", "stated": "2026-03-02T15:02:00+00:00"}),
        ("effects", {"line": "+nausea 1 @15:02"}),
        ("notes", {"words": "x", "stated": "2026-03-02T15:02:00+00:00"}),
        ("readings", {"line": "148/92 @-90"}),
    ],
)
@pytest.mark.parametrize("seconds", ["14:59:59.7", "15:00:30"])
def test_an_age_that_is_off_by_its_way_through_the_network_does_not_refuse_what_is_stored(
    house: House, kind: str, body: dict[str, object], seconds: str
) -> None:
    entry = {"id": str(uuid4())} | body
    assert house.post(kind, entry).status_code == 201
    before = house.record()
    house.at("15:01:00")
    age = (facts.instant("15:01") - facts.instant(seconds)).total_seconds() * 1000
    answer = house.post(kind, entry | {"age_ms": age})
    assert answer.status_code == 200, answer.text
    assert house.record() == before


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("readings", {"line": "148/92"}), ("notes", {"words": "x"})),
        (("notes", {"words": "x"}), ("readings", {"line": "148/92"})),
        (("effects", {"effect": "nausea"}), ("none-reported", {})),
        (("none-reported", {}), ("effects", {"line": "+nausea 1"})),
        (("drug-events", {"act": "start"}), ("ends", {"how": "left_alone"})),
        (("readings", {"line": "148/92"}), ("arrivals", {"stated": "2026-03-02T13:00:00+00:00"})),
    ],
)
def test_an_id_of_one_kind_is_not_taken_again_by_another(
    house: House, first: tuple[str, dict[str, object]], second: tuple[str, dict[str, object]]
) -> None:
    draft = {"id": str(uuid4())}
    assert house.post(first[0], draft | first[1]).status_code == 201
    before = house.record()
    answer = house.post(second[0], draft | second[1])
    assert answer.status_code == 409, answer.text
    assert answer.json()["stored"]
    assert house.record() == before


@pytest.mark.parametrize("age", [-1, -60_000, float("nan"), float("inf"), 2 * 86_400_000 + 1, "5", True, None])
def test_an_age_that_no_wait_can_have_saves_nothing(house: House, age: object) -> None:
    content = f'{{"id": "{uuid4()}", "line": "148/92", "age_ms": {written(age)}}}'
    answer = house.client.post(f"/api/treatments/{facts.TREATMENT}/readings", content=content)
    assert answer.status_code == 400
    assert house.record().readings == ()


def written(value: object) -> str:
    """As a careless program writes JSON."""
    return {"nan": "NaN", "inf": "Infinity", "5": '"5"', "True": "true", "None": "null"}.get(str(value), str(value))


def test_a_clock_of_the_server_that_is_put_back_between_enter_and_receipt_keeps_one_reading_and_its_time(
    house: House,
) -> None:
    entry = {"id": str(uuid4()), "line": "148/92"}
    assert house.post("readings", entry).status_code == 201
    before = house.record()
    house.at("14:20")
    assert house.post("readings", entry | {"age_ms": 4000}).status_code == 200
    assert house.record() == before
    later = house.post("readings", {"line": "150/94"})
    assert later.status_code == 201
    assert later.json()["state"]["version"] > 0
    assert len(house.record().readings) == 2


def test_what_waited_until_the_session_had_ended_is_saved_at_its_own_time(house: House) -> None:
    house.at("15:10")
    house.saved("ends", how="left_with_escort")
    answer = house.post("readings", {"line": "148/92", "age_ms": 5 * 60_000})
    assert answer.status_code == 201
    assert [f"{one.taken_at:%H:%M}" for one in house.record().readings] == ["15:05"]
