from typing import Any

import pytest

from app.charts import rows
from app.charts.sheet import ms
from schemas.protocol import Drug, Route
from tests import facts

NASAL = facts.protocol(
    drug=Drug.ESKETAMINE, route=Route.INTRANASAL, infusion=False, planned_minutes=None, planned_doses=2
)
START = facts.event("start", "14:00", dose_mg=42, duration_minutes=40)
STOP = facts.event("stop", "14:40", stop_says="planned")


def at(time: str | None) -> int | None:
    return None if time is None else ms(facts.instant(time))


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        pytest.param([], [("baseline", "13:30", None, False)], id="before the start all is baseline"),
        pytest.param(
            [START],
            [("baseline", "13:30", "14:00", False), ("infusion", "14:00", None, True)],
            id="an infusion that runs has no end",
        ),
        pytest.param(
            [START, STOP, facts.end("15:30")],
            [
                ("baseline", "13:30", "14:00", False),
                ("infusion", "14:00", "14:40", True),
                ("observation", "14:40", "15:30", False),
                ("discharged", "15:30", None, False),
            ],
            id="a whole session",
        ),
        pytest.param(
            [START, facts.end("15:30")],
            [
                ("baseline", "13:30", "14:00", False),
                ("infusion", "14:00", "15:30", True),
                ("discharged", "15:30", None, False),
            ],
            id="an infusion that nobody stopped ends with the session",
        ),
        pytest.param(
            [facts.event("dose", "14:00", dose_mg=50), facts.event("stop", "14:05", no_more_follows=True)],
            [
                ("baseline", "13:30", "14:00", False),
                ("dosing", "14:00", "14:00", True),
                ("observation", "14:00", None, False),
            ],
            id="a single dose",
        ),
    ],
)
def test_each_phase_is_a_band_from_its_beginning_to_the_next(told: list[Any], expected: list[Any]) -> None:
    found = rows.rows(facts.record_with(*told))["phases"]
    bands = [(row["phase"], row["from"], row["to"], row["given"]) for row in found]
    assert bands == [(phase, at(begun), at(to), given) for phase, begun, to, given in expected]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        pytest.param([START], [("14:00", None, False)], id="it runs"),
        pytest.param([START, STOP], [("14:00", "14:40", False)], id="it was stopped"),
        pytest.param([START, facts.end("15:30")], [("14:00", "15:30", False)], id="it ends with the session at last"),
        pytest.param(
            [START, facts.event("pause", "14:10"), facts.event("resume", "14:15"), STOP],
            [("14:00", "14:10", False), ("14:10", "14:15", True), ("14:15", "14:40", False)],
            id="a pause is a bar of its own",
        ),
        pytest.param(
            [START, STOP, facts.event("resume", "14:50")],
            [("14:00", "14:40", False), ("14:50", None, False)],
            id="it goes on after a stop",
        ),
        pytest.param([facts.event("pause", "14:10")], [], id="a pause of nothing is nothing"),
        pytest.param([facts.event("bolus", "14:10", dose_mg=5)], [], id="a bolus is not a bar"),
    ],
)
def test_the_bars_are_the_time_in_which_the_infusion_ran_or_paused(told: list[Any], expected: list[Any]) -> None:
    found = rows.rows(facts.record_with(*told))["doses"]
    assert [(row["from"], row["to"], row["paused"]) for row in found] == [
        (at(begun), at(to), paused) for begun, to, paused in expected
    ]


@pytest.mark.parametrize(
    ("told", "fields", "expected"),
    [
        pytest.param([START], {}, ["ketamine 42 mg planned"], id="a plan is shown as a plan"),
        pytest.param([START, STOP], {}, ["ketamine 42 mg"], id="what was given"),
        pytest.param([facts.event("start", "14:00", rate_ml_h=30)], {}, ["ketamine"], id="nothing planned"),
        pytest.param(
            [START, facts.event("stop", "14:40", stop_says="not_known")], {}, ["ketamine, dose not known"], id="unknown"
        ),
        pytest.param(
            [START, STOP, facts.event("bolus", "15:10", dose_mg=5)], {}, ["ketamine 42 mg", "bolus 5 mg"], id="a bolus"
        ),
        pytest.param(
            [START, facts.event("rate_change", "14:35", rate_ml_h=20)],
            {},
            ["ketamine 42 mg planned", "20 ml/h"],
            id="a change of the rate",
        ),
        pytest.param(
            [facts.event("device", "14:00", dose_mg=28), facts.event("device", "14:05", dose_mg=28)],
            {"protocol": NASAL},
            ["esketamine 28 mg · 28 mg"],
            id="two devices too near to be written apart",
        ),
        pytest.param(
            [facts.event("dose", "14:00"), facts.event("dose", "14:40", dose_mg=50)],
            {"protocol": NASAL},
            ["esketamine dose", "50 mg"],
            id="a dose of unknown size",
        ),
    ],
)
def test_what_was_given_is_written_over_its_mark(told: list[Any], fields: dict[str, Any], expected: list[str]) -> None:
    found = rows.rows(facts.record_with(*told, **fields))["names"]
    assert [row["label"] for row in found if row["place"] == "above"] == expected


def test_single_doses_and_changes_of_rate_are_marks() -> None:
    told = [START, facts.event("bolus", "14:10", dose_mg=5), facts.event("rate_change", "14:20", rate_ml_h=20)]
    found = rows.rows(facts.record_with(*told))["given"]
    assert [(row["at"], row["shape"], row["text"]) for row in found] == [
        (at("14:10"), "diamond", "14:10 · bolus 5 mg"),
        (at("14:20"), "triangle-up", "14:20 · rate change 20 ml/h"),
    ]


def test_medicines_actions_and_notes_are_marks_and_only_the_first_two_are_written_out() -> None:
    medicine = facts.intervention(
        "14:10", drug="ondansetron", dose="4 mg", route="IV", ordered_by="Dr Lind", response="better"
    )
    record = facts.record_with(
        medicine, facts.intervention("14:50", words="Walked to the bathroom with two people"), facts.note("14:20")
    )
    found = rows.rows(record)
    assert [(row["shape"], row["text"]) for row in found["actions"]] == [
        ("diamond", "14:10 · ondansetron 4 mg IV ordered by Dr Lind, response: better"),
        ("circle", "14:20 · note: Listening to music"),
        ("square", "14:50 · Walked to the bathroom with two people"),
    ]
    names = [row["label"] for row in found["names"] if row["place"] == "below"]
    assert names == ["ondansetron 4 mg", "Walked to the bathroom with…"]


def test_what_does_not_hold_on_the_lane_is_struck_through_with_its_reason() -> None:
    dose, action, note = facts.event("bolus", "14:10", dose_mg=5), facts.intervention("14:12"), facts.note("14:13")
    later = facts.corrected(dose, dose_mg=10, reason="misread")
    untouched = facts.corrected(note, entered_at="17:30")
    record = facts.record_with(START, dose, later, action, facts.withdrawn(action), note, untouched)
    found = rows.rows(record)
    assert [(row["at"], row["text"]) for row in found["struck_doses"]] == [
        (at("14:10"), "14:10 · bolus 5 mg · replaced: misread"),
        (at("14:12"), "14:12 · Repositioned the cuff · withdrawn: entered in error"),
    ]
    assert found["actions"][0]["shape"] == "circle"
