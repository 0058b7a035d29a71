from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from tests import facts
from tests.app.house import House


def taken(house: House) -> str:
    """When the only reading was taken, on the wall."""
    (reading,) = house.record().readings
    return f"{reading.taken_at:%H:%M:%S}"


def test_a_reading_that_waited_ten_minutes_is_charted_when_it_was_taken(house: House) -> None:
    house.at("15:10:30")
    answer = house.line("148/92", age_ms=10 * 60_000)
    assert answer.status_code == 201
    assert taken(house) == "15:00:30"
    (reading,) = house.record().readings
    assert timedelta(minutes=10) <= reading.entered_at - reading.taken_at < timedelta(minutes=10, seconds=1)
    assert answer.json()["state"]["rows"][0]["late"] == "entered 15:10"


@pytest.mark.parametrize(
    ("body", "at"),
    [
        ({"line": "148/92 @14:05"}, "14:05:00"),
        ({"line": "148/92 @-5"}, "14:55:00"),
        ({"line": "148/92", "stated": "2026-03-02T15:05:00+01:00"}, "14:05:00"),
        ({"line": "148/92", "stated": "2026-03-02T14:05:00Z"}, "14:05:00"),
        ({"line": "148/92", "stated": "-90"}, "13:30:00"),
        ({"line": "148/92 @15:01"}, "15:01:00"),
        ({"line": "148/92 @13:30"}, "13:30:00"),
    ],
)
def test_a_stated_time_stays_itself_through_a_resend_with_another_age(
    house: House, body: dict[str, object], at: str
) -> None:
    entry = {"id": str(uuid4())} | body
    assert house.post("readings", entry).status_code == 201
    assert taken(house) == at
    house.at("15:09:59")
    assert house.post("readings", entry | {"age_ms": 9 * 60_000 + 59_300}).status_code == 200
    assert taken(house) == at
    assert house.record().readings[0].id == UUID(str(entry["id"]))


@pytest.mark.parametrize(
    ("kind", "body", "sentence"),
    [
        ("readings", {"line": "148/92 @15:03"}, "15:03"),
        ("readings", {"line": "148/92", "stated": "2026-03-02T15:03:00+00:00"}, "more than 2 minutes after now"),
        ("readings", {"line": "148/92 @13:29"}, "13:29"),
        ("readings", {"line": "148/92 @-91"}, "before the arrival"),
        ("readings", {"line": "148/92", "age_ms": 2 * 3_600_000}, "before the arrival, 2026-03-02 13:30"),
        ("notes", {"words": "x", "stated": "-91"}, "before the arrival, 2026-03-02 13:30"),
        ("notes", {"words": "x", "stated": "2026-03-02T13:29:59+00:00"}, "before the arrival"),
        ("effects", {"effect": "nausea", "stated": "-100"}, "before the arrival"),
        ("none-reported", {"stated": "-100"}, "before the arrival"),
        ("drug-events", {"act": "start", "stated": "2026-03-02T15:03:00+00:00"}, "after now"),
        ("interventions", {"words": "x", "stated": "-9999"}, "before the arrival"),
        ("ends", {"how": "left_alone", "stated": "-91"}, "before the arrival"),
    ],
)
def test_what_lies_ahead_or_before_the_arrival_is_refused(
    house: House, kind: str, body: dict[str, object], sentence: str
) -> None:
    answer = house.post(kind, body)
    assert answer.status_code == 422, answer.text
    assert sentence in answer.text
    assert house.record().facts() == ()


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("readings", {"line": "148/92"}),
        ("readings", {"line": "148/92 @-5"}),
        ("effects", {"effect": "nausea"}),
        ("effects", {"line": "+nausea 1"}),
        ("none-reported", {}),
        ("none-reported", {"stated": "-5"}),
        ("drug-events", {"act": "start"}),
        ("interventions", {"words": "x"}),
        ("notes", {"words": "x", "stated": "-5"}),
        ("ends", {"how": "left_alone"}),
    ],
)
def test_in_a_session_entered_afterwards_every_entry_states_its_time(
    house: House, kind: str, body: dict[str, object]
) -> None:
    session = house.session("09:00", entered_afterwards=True)
    answer = house.post(kind, body, session)
    assert answer.status_code == 422, answer.text
    assert house.record(session).facts() == ()
    stated = {"line": f"{str(body['line']).split(' @')[0]} @09:30"} if "line" in body else {}
    again = house.post(kind, body | {"stated": "2026-03-02T09:30:00+00:00"} | stated, session)
    assert again.status_code == 201, again.text


def test_in_a_session_entered_afterwards_a_correction_keeps_its_time_without_stating_it(house: House) -> None:
    session = house.session("09:00", entered_afterwards=True)
    first = house.post("readings", {"line": "148/92 @09:30"}, session).json()["receipt"]["id"]
    answer = house.post("readings", {"line": "h88", "replaces": first, "reason": "forgot the pulse"}, session)
    assert answer.status_code == 201, answer.text
    assert [f"{one.taken_at:%H:%M}" for one in house.record(session).readings] == ["09:30", "09:30"]


@pytest.mark.parametrize(("to", "status"), [("13:00", 201), ("14:00", 201), ("14:01", 422), ("14:30", 422)])
def test_an_arrival_is_never_set_after_what_was_entered(house: House, to: str, status: int) -> None:
    house.saved("readings", line="148/92 @14:00")
    answer = house.post("arrivals", {"stated": f"2026-03-02T{to}:00+00:00"})
    assert answer.status_code == status, answer.text
    assert len(house.record().arrivals) == (status == 201)
    if status == 422:
        assert "entered for 14:00 already" in answer.text


def test_an_arrival_set_twice_replaces_the_one_before_and_earlier_entries_are_possible_then(house: House) -> None:
    assert house.line("148/92 @13:05").status_code == 422
    first = house.saved("arrivals", stated="2026-03-02T13:10:00+00:00", reason="sat outside")
    second = house.saved("arrivals", stated="-120")
    assert house.line("148/92 @13:05").status_code == 201
    arrivals = {str(one.id): one for one in house.record().arrivals}
    assert arrivals[first].replaces == facts.TREATMENT
    assert str(arrivals[second].replaces) == first
    assert arrivals[second].reason == "arrival set back"
