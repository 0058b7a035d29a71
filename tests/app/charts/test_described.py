from typing import Any

import pytest

from app.charts.described import alt_text
from tests import facts
from tests.app.charts import sessions


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        pytest.param([], "no readings yet; not started", id="nothing yet"),
        pytest.param(
            [facts.reading("13:50", systolic=128)],
            "1 reading, at 13:50; blood pressure last 128/\u2013 at 13:50; not started",
            id="one half pressure",
        ),
        pytest.param(
            [facts.reading("13:50", pulse=70), facts.event("start", "14:00", dose_mg=42)],
            "1 reading, at 13:50; pulse 70; ketamine 42 mg planned, started 14:00",
            id="it runs",
        ),
        pytest.param(
            [facts.event("dose", "14:00")],
            "no readings yet; ketamine, dose not known, started 14:00, stopped 14:00",
            id="a single dose of unknown size",
        ),
        pytest.param(
            [facts.event("start", "14:00"), facts.reading("14:10", diastolic=90)],
            "1 reading, at 14:10; blood pressure highest after the start \u2013/90, last \u2013/90 at 14:10; "
            "ketamine, started 14:00",
            id="half a peak",
        ),
        pytest.param(
            [facts.reading(f"14:{minute}", pulse=70, not_measured={"spo2": "declined"}) for minute in (10, 20, 30)],
            "3 readings, from 14:10 to 14:30; pulse 70; not started; not measured: SpO2 3 times",
            id="what is missing is said",
        ),
    ],
)
def test_the_chart_is_said_in_words(told: list[Any], expected: str) -> None:
    assert alt_text(facts.record_with(*told)) == f"Session chart: {expected}."


def test_a_whole_session_in_words() -> None:
    assert alt_text(sessions.full()) == (
        "Session chart: 5 readings, from 13:58 to 15:02; "
        "blood pressure baseline 126/80, highest after the start 151/92, last 139/86 at 15:02; "
        "pulse 74 to 88; SpO2 97 to 98; ketamine 42 mg, started 14:00, stopped 14:42; "
        "1 effect: Nausea (moderate, running); "
        "not measured: Systolic once, Diastolic once, Pulse once, SpO2 once; 2 entries struck through."
    )
