from typing import Any

import pandas as pd
import pytest

from app.charts.trends import rise
from tests.app.charts.trends import frames

NASAL = {"drug": "esketamine", "route": "intranasal", "dose_mg": 56.0, "dose_mg_per_kg": 0.7, "minutes": 5}
CLINIC = pd.DataFrame(
    {
        "dose": pd.Series([0.4, 0.5, 0.6], dtype="Float64"),
        "median": pd.Series([18, 22.5, 25], dtype="Float64"),
        "patients": pd.Series([4, 5, None], dtype="Int64"),
    }
)


def made(*told: dict[str, Any], clinic: pd.DataFrame | None = None, **of: str) -> rise.Rise:
    pair = {"drug": "ketamine", "route": "intravenous"} | of
    return rise.rise(frames.sessions(*told), **pair, zone=frames.ZONE, clinic=clinic)


def test_there_is_a_picture_for_each_drug_and_route_that_was_given() -> None:
    told = [frames.session(1), frames.session(2, **NASAL), frames.session(3, route="sublingual"), frames.held(4)]
    assert rise.pairs(frames.sessions(*told)) == [
        ("ketamine", "sublingual"),
        ("esketamine", "intranasal"),
        ("ketamine", "intravenous"),
    ]
    assert rise.pairs(frames.sessions()) == []


def test_esketamine_is_in_mg_and_everything_else_in_mg_per_kg() -> None:
    told = [frames.session(1), frames.session(2, **NASAL)]
    ketamine, esketamine = made(*told), made(*told, drug="esketamine", route="intranasal")
    assert (ketamine.unit, [(row["number"], row["dose"]) for row in ketamine.points]) == ("mg/kg", [(1, 0.5)])
    assert (esketamine.unit, [(row["number"], row["dose"]) for row in esketamine.points]) == ("mg", [(2, 56)])


def test_sessions_of_another_drug_or_route_are_named_and_not_left_out_in_silence() -> None:
    told = [frames.session(1), frames.session(2, **NASAL), frames.session(3), frames.held(4)]
    said = "of another drug or route: session 2"
    assert any(said in one for one in rise.absent(made(*told)))
    assert rise.absent(made(frames.session(1))) == []


def test_a_single_dose_is_called_so_and_lasts_no_minutes() -> None:
    (point,) = made(frames.session(1, minutes=0)).points
    assert " · single dose · " in point["text"]


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (0, "single dose"),
        (1, "up to 30 min"),
        (30, "up to 30 min"),
        (31, "31 to 45 min"),
        (45, "31 to 45 min"),
        (46, "over 45 min"),
        (600, "over 45 min"),
        (None, "duration not known"),
    ],
)
def test_the_shape_is_the_duration(minutes: int | None, expected: str) -> None:
    assert made(frames.session(1, minutes=minutes)).points[0]["duration"] == expected


@pytest.mark.parametrize(
    ("session", "expected"),
    [
        pytest.param(
            frames.session(1, baseline_systolic=None, delta_systolic=None), {"no baseline": [1]}, id="baseline"
        ),
        pytest.param(frames.session(1, delta_systolic=None), {"no pressure after the start": [1]}, id="no reading"),
        pytest.param(frames.session(1, dose_mg_per_kg=None), {"dose not known": [1]}, id="no weight, no mg/kg"),
        pytest.param(frames.held(1), {}, id="a held one was not given"),
    ],
)
def test_a_session_without_a_place_is_named_with_its_reason(
    session: dict[str, Any], expected: dict[str, list[int]]
) -> None:
    found = made(session)
    assert (found.points, found.absent) == ([], expected)


def test_a_least_and_a_treated_peak_say_so() -> None:
    one, other = made(frames.session(1, peak_at_least=True), frames.session(2, peak_treated=True)).points
    assert (one["name"], one["text"]) == ("1 ≥", "Session 1, 1 Jan 2026 · 0.5 mg/kg · 40 min · at least +28/+16")
    assert (other["name"], other["text"].endswith("+28/+16 · treated before")) == ("2", True)


def test_what_is_not_known_of_a_peak_says_so() -> None:
    (point,) = made(frames.session(1, peak_treated=None, peak_at_least=None)).points
    assert (point["name"], point["treated"], point["hollow"]) == ("1?", None, True)
    assert point["text"].endswith("whether the highest was seen is not known · not known whether treated before")


def test_without_any_drug_the_words_name_none() -> None:
    found = rise.rise(frames.sessions(frames.held(1)), "", "", frames.ZONE)
    assert rise.alt_text(found) == "Blood pressure rise against dose: no session with a start of the drug."


def test_a_clinics_median_of_fewer_than_five_patients_is_left_out() -> None:
    found = made(frames.session(1), clinic=CLINIC)
    assert found.clinic == [{"dose": 0.5, "median": 22.5, "patients": 5}]
    assert "line: clinic's median, n 5 patients" in rise.notes(found)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        pytest.param([], "no session to draw.", id="no session"),
        pytest.param(
            [frames.session(1)], "1 session at 0.5; highest systolic rise +28 in session 1 at 0.5 mg/kg.", id="one"
        ),
        pytest.param(
            [
                frames.session(1, delta_systolic=-4, peak_treated=True),
                frames.session(2, dose_mg_per_kg=0.6, peak_at_least=True),
                frames.session(3, baseline_systolic=None),
            ],
            "2 sessions at 0.5 to 0.6; highest systolic rise +28 in session 2 at 0.6 mg/kg; "
            "lowest systolic rise −4 in session 1 at 0.5 mg/kg; treated before: session 1; at least: session 2; "
            "not drawn, no baseline: session 3.",
            id="what is marked or missing is said",
        ),
        pytest.param(
            [frames.session(1, dose_mg_per_kg=None)],
            "no session to draw; not drawn, dose not known: session 1.",
            id="nothing to draw",
        ),
    ],
)
def test_the_picture_is_said_in_words(told: list[dict[str, Any]], expected: str) -> None:
    assert rise.alt_text(made(*told)) == f"Blood pressure rise against dose, ketamine intravenous, mg/kg: {expected}"


def test_the_clinics_median_is_said_in_words() -> None:
    assert "clinic's median +22.5 at 0.5, 5 patients" in rise.alt_text(made(frames.session(1), clinic=CLINIC))
