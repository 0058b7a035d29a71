from typing import Any

import pytest

from app.charts.trends import dose_lane
from tests.app.charts.trends import frames


def event(act: str, minutes: int, mg: float | None = None) -> dict[str, Any]:
    return {"number": 4, "act": act, "minutes": minutes, "mg": mg}


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        pytest.param([], [], id="nothing given"),
        pytest.param([event("start", 0), event("stop", 40)], [(0, 40, False, False)], id="an infusion"),
        pytest.param(
            [event("start", 0), event("pause", 10), event("resume", 15), event("stop", 40)],
            [(0, 10, False, False), (10, 15, True, False), (15, 40, False, False)],
            id="a pause is a bar of its own",
        ),
        pytest.param([event("start", 0)], [(0, 90, False, True)], id="one without an end is drawn as far as is known"),
        pytest.param(
            [event("start", 0), event("stop", 40), event("resume", 50), event("stop", 60)],
            [(0, 40, False, False), (50, 60, False, False)],
            id="it went on after a stop",
        ),
        pytest.param([event("pause", 10)], [], id="a pause of nothing is nothing"),
        pytest.param([event("stop", 10)], [], id="a stop without its start is no bar"),
        pytest.param(
            [event("start", 0), event("rate_change", 20), event("stop", 40)],
            [(0, 40, False, False)],
            id="one rate after another",
        ),
    ],
)
def test_a_bar_is_the_time_in_which_the_drug_ran_or_paused(
    events: list[dict[str, Any]], expected: list[tuple[Any, ...]]
) -> None:
    found = [row for row in dose_lane.rows(frames.doses(*events), {4: 90}) if row["shape"] is None]
    assert [(row["from"], row["to"], row["paused"], row["open"]) for row in found] == expected


def test_single_doses_are_marks_and_an_unknown_amount_is_said() -> None:
    events = [event("device", 0, 28), event("device", 5), event("rate_change", 9)]
    found = dose_lane.rows(frames.doses(*events), {4: 90})
    assert [(row["shape"], row["text"]) for row in found] == [
        ("diamond", "Session 4 · 0′ · device 28 mg"),
        ("diamond", "Session 4 · 5′ · device, mg not known"),
        ("triangle-up", "Session 4 · 9′ · rate change"),
    ]


def test_only_the_sessions_that_are_drawn_have_a_lane() -> None:
    assert dose_lane.rows(frames.doses(event("dose", 0, 50)), {3: 90}) == []
