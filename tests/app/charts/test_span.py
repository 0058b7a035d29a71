from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from app.charts import rows, span
from app.charts.sheet import MINUTE, ms
from schemas.fact import ClinicalFact
from schemas.rules import schedule
from tests import facts
from tests.schemas.rules.schedule.test_schedule import PROTOCOLS, session

HOUR = 60 * MINUTE


def at(time: str) -> int:
    return ms(facts.instant(time))


@pytest.mark.parametrize(
    ("told", "until"),
    [
        pytest.param([], "13:30", id="an empty session reaches to its arrival"),
        pytest.param([facts.reading("13:50", pulse=70)], "13:50", id="a reading is the newest fact"),
        pytest.param([facts.event("start", "14:00")], "14:00", id="a drug event is the newest fact"),
        pytest.param([facts.effect("14:10")], "14:10", id="an effect's onset is the newest fact"),
        pytest.param([facts.none_reported("14:15")], "14:15", id="that none was reported is a fact too"),
        pytest.param([facts.end("15:00")], "15:00", id="the end is the newest fact"),
    ],
)
def test_the_axis_spans_ninety_minutes_from_the_arrival_and_every_fact(told: list[Any], until: str) -> None:
    found = rows.signals(facts.record_with(*told))
    assert found["until"] == at(until)
    assert found["x_from"] is not None
    assert found["x_to"] is not None
    assert at("13:20") <= found["x_from"] < at("13:30")
    assert found["x_to"] >= at("15:00")
    assert found["x_to"] - at(until) >= 0.15 * (found["x_to"] - found["x_from"])


def test_the_axis_grows_with_the_session_in_quarters_of_an_hour() -> None:
    ends = [
        rows.signals(facts.record_with(facts.reading(f"{14 + minute // 60}:{minute % 60:02}", pulse=70)))["x_to"]
        for minute in range(0, 180, 5)
    ]
    told = [one for one in ends if one is not None]
    steps = {later - earlier for earlier, later in pairwise(told)}
    assert len(told) == 36
    assert told[-1] > told[0]
    assert steps <= {0, 15 * MINUTE}


def test_a_fact_before_a_corrected_arrival_is_still_on_the_axis() -> None:
    record = facts.record_with(facts.reading("12:00", pulse=70), facts.arrival("13:00"))
    found = rows.signals(record)
    assert found["x_from"] is not None
    assert found["x_from"] < at("12:00")


def test_there_are_no_minutes_before_a_start() -> None:
    assert rows.signals(facts.record_with(facts.reading("13:50", pulse=70)))["start_at"] is None
    assert rows.signals(facts.record_with(facts.event("start", "14:00")))["start_at"] == at("14:00")


@pytest.mark.parametrize(
    ("zone", "arrival", "before", "change_at", "after"),
    [
        pytest.param("UTC", "2026-03-02T13:30", 0, None, 0, id="a zone without a change"),
        pytest.param("Asia/Kathmandu", "2026-03-02T13:30", 5.75, None, 5.75, id="a zone on a quarter of an hour"),
        pytest.param("Europe/Berlin", "2026-03-29T01:30", 1, "2026-03-29T03:00", 2, id="the spring change"),
        pytest.param("Europe/Berlin", "2026-10-25T01:30", 2, "2026-10-25T02:00", 1, id="the autumn change"),
        pytest.param("America/New_York", "2026-11-01T00:45", -4, "2026-11-01T01:00", -5, id="west of Greenwich"),
    ],
)
def test_the_clock_changes_inside_a_session_at_its_minute(
    zone: str, arrival: str, before: float, change_at: str | None, after: float
) -> None:
    here = ZoneInfo(zone)
    treatment = facts.treatment(facts.datetime.fromisoformat(arrival).replace(tzinfo=here), zone=zone)
    found = rows.signals(facts.record_with(treatment=treatment))
    # The second one of a doubled hour begins when the clock goes back.
    expected = change_at and ms(facts.datetime.fromisoformat(change_at).replace(tzinfo=here, fold=1))
    assert found["offset_before"] == before * HOUR
    assert found["change_at"] == expected
    assert found["offset_after"] == after * HOUR


@pytest.mark.parametrize(
    ("told", "plan", "now", "until"),
    [
        ([facts.event("start", "14:00")], {}, "14:30", "14:30"),
        ([facts.event("start", "14:00")], {}, "17:01", "14:00"),
        ([facts.event("start", "14:00"), facts.end("14:20")], {}, "14:30", "14:20"),
        ([facts.event("start", "14:00")], {"entered_afterwards": True}, "14:30", "14:00"),
    ],
)
def test_what_is_under_way_reaches_to_now_as_long_as_somebody_may_sit_there(
    told: list[ClinicalFact], plan: dict[str, bool], now: str, until: str
) -> None:
    record = facts.record_with(*told, treatment=facts.treatment("13:30", **plan))
    assert rows.signals(record, facts.instant(now))["until"] == at(until)


def test_what_was_due_and_not_taken_is_on_the_axis_hours_after_the_last_entry() -> None:
    record = session(PROTOCOLS["iv_q10_q15"], "full 13:35, start 13:50")
    now = facts.instant("17:00")
    dues = schedule.schedule(record, now)
    marks = [row["at"] for row in rows.rows(record, dues, now)["missed"]]
    found = rows.signals(record, now, dues)
    assert max(marks) > at("16:30")
    assert found["x_to"] is not None
    assert found["x_to"] > max(marks)
    assert found["until"] == at("17:00")


@pytest.mark.parametrize(("width", "minutes"), [(540, 120), (308, 150), (160, 225)])
def test_a_narrow_plot_leaves_the_latest_values_as_much_room_in_pixels(width: int, minutes: int) -> None:
    told: dict[str, float | None] = {"x_from": 0, "until": 100 * MINUTE, "x_to": 120 * MINUTE}
    found = span.with_room(told, width)
    assert found["x_to"] == minutes * MINUTE
    assert found["until"] == 100 * MINUTE
