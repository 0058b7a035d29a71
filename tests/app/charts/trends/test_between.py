from datetime import datetime
from typing import Any

import pytest

from app.charts.sheet import ms
from app.charts.trends import between_words
from app.charts.trends.between import between, wall
from tests.app.charts.trends import frames


@pytest.mark.parametrize(
    ("session", "expected"),
    [
        pytest.param(frames.session(1), ("rest", 124, 78), id="the baseline"),
        pytest.param(frames.held(1), ("held", 162, 98), id="what stood when it was held"),
        pytest.param(frames.held(1, 162, None), ("held", 162, None), id="half a pressure when it was held"),
        pytest.param(frames.held(1, None, None), ("none", None, None), id="cancelled without a pressure"),
        pytest.param(
            frames.held(1, None, None, outcome="not_started", pre_dose_systolic=150, pre_dose_diastolic=95),
            ("before", 150, 95),
            id="what stood last where the drug was not started",
        ),
        pytest.param(
            frames.session(1, baseline_systolic=None, pre_dose_systolic=150, pre_dose_diastolic=95),
            ("none", None, None),
            id="after a start nothing else takes the place of the baseline",
        ),
        pytest.param(frames.session(1, baseline_diastolic=None), ("none", None, None), id="half a baseline is none"),
    ],
)
def test_the_resting_pressure_is_what_was_measured_before_the_dose(
    session: dict[str, Any], expected: tuple[Any, ...]
) -> None:
    (row,) = between(frames.sessions(session), frames.ZONE, frames.effects()).pressure
    assert (row["kind"], row["systolic"], row["diastolic"]) == expected


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        ("2026-01-31T23:30+00:00", "2026-02-01T00:30+00:00"),
        ("2026-03-29T01:30+00:00", "2026-03-29T03:30+00:00"),
        ("2026-07-01T09:00+00:00", "2026-07-01T11:00+00:00"),
    ],
)
def test_a_session_stands_on_the_clinics_own_day(at: str, shown: str) -> None:
    assert wall(datetime.fromisoformat(at), frames.ZONE) == ms(datetime.fromisoformat(shown))


def test_lines_are_broken_where_a_session_has_no_value() -> None:
    told = [frames.session(1), frames.session(2, weight_kg=None), frames.session(3), frames.session(4)]
    found = between(frames.sessions(*told), frames.ZONE, frames.effects()).weight
    assert [(row["number"], row["value"], row["line"]) for row in found] == [(1, 80, 0), (3, 80, 1), (4, 80, 1)]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        pytest.param([], [], id="no session"),
        pytest.param([frames.held(1)], [], id="nothing was given"),
        pytest.param([frames.session(1), frames.held(2), frames.session(3)], [40, 80], id="a held one adds nothing"),
        pytest.param(
            [frames.session(1), frames.session(2, dose_mg=None), frames.session(3)],
            [40, "40 at least", "80 at least"],
            id="an unknown dose makes the rest a least",
        ),
        pytest.param(
            [frames.session(1), frames.session(2, drug="esketamine", dose_mg=56.0), frames.session(3)],
            [40, 56, 80],
            id="two drugs are never one sum",
        ),
        pytest.param([frames.held(1, outcome="given")], ["0 at least"], id="given without a start is of unknown dose"),
    ],
)
def test_what_was_given_is_summed_by_drug(told: list[dict[str, Any]], expected: list[Any]) -> None:
    found = between(frames.sessions(*told), frames.ZONE, frames.effects()).given
    assert [f"{row['value']:g} at least" if row["least"] else row["value"] for row in found] == expected


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        pytest.param([], "no session.", id="no session"),
        pytest.param(
            [frames.session(1)],
            "1 session; resting pressure 124/78 in session 1; resting pulse 70; weight 80 kg; ketamine 40 mg so far; "
            "urinary symptoms: not asked.",
            id="one session",
        ),
        pytest.param(
            [
                frames.session(1),
                frames.held(2),
                frames.session(3, baseline_systolic=None, dose_mg=None),
                frames.session(4, baseline_systolic=138, baseline_diastolic=88, baseline_pulse=76, weight_kg=77.5),
            ],
            "4 sessions; resting pressure 124/78 in session 1, 138/88 in session 4, systolic 124 to 138, "
            "diastolic 78 to 88; resting pulse first 70, last 76; weight first 80, last 77.5 kg; "
            "ketamine at least 80 mg so far; urinary symptoms: not asked; broken: held, session 2; "
            "dotted: resting pressure not known, session 3; ≥: dose not known, session 3.",
            id="what is held or not known is said",
        ),
        pytest.param(
            [frames.held(1, None, None, weight_kg=None)],
            "1 session; resting pulse not known; weight not known; urinary symptoms: not asked; "
            "dotted: resting pressure not known, session 1.",
            id="nothing known",
        ),
    ],
)
def test_the_picture_is_said_in_words(told: list[dict[str, Any]], expected: str) -> None:
    found = between(frames.sessions(*told), frames.ZONE, frames.effects())
    assert between_words.alt_text(found) == f"Between sessions: {expected}"
