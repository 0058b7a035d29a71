from typing import Any

import pytest

from app.parts.across import points_table, session_rows
from schemas.fact import ClinicalFact
from tests import facts
from tests.app.charts.trends import frames
from tests.app.charts.trends.test_figures import rows

SEEN = {
    "peak_systolic": 152,
    "peak_diastolic": 94,
    "peak_minutes": 40,
    "readings_to_60": 5,
    "longest_gap": 12,
    "return_state": "returned",
    "above_until": 40,
    "back_at": 55,
    "treated": False,
    "pauses": 0,
    "spo2_lowest": 94,
    "oxygen_then": 2.0,
    "dissociation_highest": 2,
    "moaas_lowest": 4,
    "days_since": 14,
    "observed_minutes": 85,
    "alerts": 0,
    "corrections": 0,
    "dues_missed": 0,
    "position_changed": False,
}

NO_RISE = {"return_state": "no_rise", "above_until": None, "back_at": None}


def row(**said: Any) -> dict[str, Any]:  # noqa: ANN401 - any column
    return rows(frames.session(2, **SEEN | said))[0] | {"dues": 8}


@pytest.mark.parametrize(
    ("said", "cell"),
    [
        ({}, ("152/94, systolic at 40′", "+28/+16", "n 5, gap 12 min")),
        ({"peak_at_least": True}, ("≥ 152/94, systolic at 40′", "≥ +28/+16", "n 5, gap 12 min")),
        ({"peak_treated": True}, ("152/94, systolic at 40′", "+28/+16", "n 5, gap 12 min", "treated before")),
        (
            {"peak_treated": None},
            ("152/94, systolic at 40′", "+28/+16", "n 5, gap 12 min", "not known whether treated"),
        ),
        (
            {"delta_systolic": None, "delta_diastolic": None, "peak_diastolic": None},
            ("152/–, systolic at 40′", "Δ unknown", "n 5, gap 12 min"),
        ),
        (
            {"delta_systolic": None, "delta_diastolic": None, "peak_at_least": True},
            ("≥ 152/94, systolic at 40′", "Δ unknown", "n 5, gap 12 min"),
        ),
        (
            {"peak_systolic": None, "peak_diastolic": None, "readings_to_60": 0, "longest_gap": 60},
            ("unknown", "n 0, gap 60 min"),
        ),
    ],
)
def test_a_peak_says_how_closely_it_was_seen_and_whether_it_was_treated(
    said: dict[str, Any], cell: tuple[str, ...]
) -> None:
    assert session_rows.peak(row(**said)) == cell


@pytest.mark.parametrize(
    ("said", "cell"),
    [
        ({}, ("40′ to 55′",)),
        ({"treated": True}, ("40′ to 55′", "treated")),
        ({"treated": None}, ("40′ to 55′", "not known whether treated")),
        ({"return_state": "not_yet", "above_until": 85, "back_at": None}, ("◌ not yet", "last above 85′")),
        (NO_RISE, ("never above 110 %",)),
        (NO_RISE | {"ended": False}, ("not seen above 110 %",)),
        (NO_RISE | {"peak_at_least": True}, ("not seen above 110 %",)),
        (NO_RISE | {"peak_at_least": None}, ("not seen above 110 %",)),
        ({"return_state": "unknown", "above_until": None, "back_at": None, "treated": None}, ("unknown",)),
    ],
)
def test_a_return_is_an_interval_and_not_yet_is_a_mark(said: dict[str, Any], cell: tuple[str, ...]) -> None:
    assert session_rows.returned(row(**said)) == cell


@pytest.mark.parametrize(
    ("said", "cell"),
    [
        ({}, ("SpO2 94 %, 2 l/min", "dissociation 2", "MOAA/S 4")),
        ({"oxygen_then": 0.0}, ("SpO2 94 %, air", "dissociation 2", "MOAA/S 4")),
        ({"oxygen_then": None}, ("SpO2 94 %, oxygen not said", "dissociation 2", "MOAA/S 4")),
        (
            {"spo2_lowest": None, "dissociation_highest": None, "moaas_lowest": None},
            ("SpO2 not measured", "dissociation –", "MOAA/S –"),
        ),
    ],
)
def test_the_lowest_oxygen_stands_with_what_was_given_then(said: dict[str, Any], cell: tuple[str, ...]) -> None:
    assert session_rows.lowest(row(**said)) == cell


def test_the_record_says_how_long_one_looked_and_what_had_to_be_put_right() -> None:
    told = row(alerts=3, alerts_red=1, corrections=1, dues_missed=2, position_changed=True)
    assert session_rows.kept(told, facts.record_with(facts.end("15:30")), ()) == (
        "85 min observed, left with escort",
        "3 alerts (1 red), 1 correction, 2 of 8 dues missed, position, cuff changed",
        "Not signed",
    )
    assert session_rows.kept(row(), facts.record_with(), ()) == ("85 min observed, still open", "Not signed")


@pytest.mark.parametrize(
    ("told", "entered", "cells"),
    [
        (frames.held(2, days_since=7), (), ("held", "at 162/98")),
        (frames.held(2, None, None, outcome="not_started"), (), ("not started",)),
        (
            frames.held(2, None, None, outcome="not_started"),
            (facts.event("stop", "14:40", stop_says="planned"),),
            ("given dose unknown", "start unknown"),
        ),
    ],
)
def test_a_session_without_a_start_says_what_became_of_the_dose_and_leaves_the_rest_empty(
    told: dict[str, Any], entered: tuple[ClinicalFact, ...], cells: tuple[str, ...]
) -> None:
    before = facts.reading("13:50", systolic=120, diastolic=80)
    record = facts.record_with(before, *entered)
    found = session_rows.cells(rows(told)[0] | {"dues": None}, record, ())
    assert len(found) == len(session_rows.HEADS)
    assert found[1:6] == (cells, ("pre-dose 120/80",), (), (), ())


def test_how_long_after_the_one_before_and_how_often_paused() -> None:
    assert session_rows.place(row()) == ("14 days after", "Ketamine IV")
    assert session_rows.place(row(days_since=None) | {"number": 1}) == ("first session", "Ketamine IV")
    record = facts.record_with(facts.event("start", "14:00", dose_mg=40))
    assert session_rows.dose(row(pauses=2), record)[-1] == "40 min, 2 pauses"
    assert session_rows.dose(row(minutes=None, pauses=0, ended=False), record)[-1] == "not stopped yet"
    # A session that is over does not go on.
    assert session_rows.dose(row(minutes=None, pauses=0, ended=True), record)[-1] == "end of the drug not known"


def test_more_effects_than_there_is_room_for_are_counted() -> None:
    effects = [facts.effect("14:10", effect=name) for name in ("nausea", "headache", "dizziness", "vomiting")]
    assert session_rows.effects(facts.record_with(*effects))[-1] == "and 2 more"
    assert session_rows.effects(facts.record_with()) == ("not asked",)
    assert session_rows.effects(facts.record_with(facts.none_reported())) == ("none reported",)


def test_only_sessions_about_which_something_is_to_be_said_are_under_the_table() -> None:
    assert session_rows.notes([(3, "Given without a go."), (2, None)]) == ["Session 3: Given without a go."]


def test_the_table_of_points_is_text_whatever_was_entered_and_leaves_empty_columns_out() -> None:
    told = points_table.table("<b>", ("what", "value", "n"), [{"what": "<img src=x>", "value": 1.5}])
    assert "<img" not in told
    assert "&lt;img src=x&gt;" in told
    assert '<td class="number">1.5</td>' in told
    assert ">n<" not in told
    assert "empty" in points_table.table("x", ("what",), [])
