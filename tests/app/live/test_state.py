import json

import pytest

from app.live import panel, state
from schemas.record import Record
from schemas.rules.line import tables
from tests import facts
from tests.app.live import records


def told(record: Record, at: str = "15:00") -> dict[str, object]:
    """The state at this time, through JSON and back."""
    text = json.dumps(state.state(record, records.PEOPLE, facts.instant(at), 7))
    for secret in ("Alice", "Example", "C-0001", "1984-05", str(facts.PATIENT)):
        assert secret not in text
    back: dict[str, object] = json.loads(text)
    return back


@pytest.mark.parametrize("record", [facts.record_with(), records.eventful()])
def test_a_state_is_plain_json_without_a_name_and_its_numbers_are_numbers(record: Record) -> None:
    found = told(record)
    assert (found["version"], found["now"]) == (7, facts.instant("15:00").timestamp())
    assert json.dumps(found, allow_nan=False)


@pytest.mark.parametrize(
    ("at", "phase"),
    [
        ("13:59", "baseline"),
        ("14:00", "baseline"),
        ("14:01", "infusion"),
        ("14:41", "observation"),
        ("15:31", "discharged"),
    ],
)
def test_the_phase_follows_from_the_time(at: str, phase: str) -> None:
    assert told(records.eventful(), at)["session"]["phase"] == phase  # type: ignore[index]


def test_before_anything_was_entered_everything_is_unknown_and_nothing_is_zero() -> None:
    found = told(facts.record_with())
    session = dict(found["session"])  # type: ignore[call-overload]
    assert (session["started"], session["stopped"], session["ended"], session["end_how"]) == (None, None, None, None)
    assert session["dose"]["given_mg"] is None
    assert session["dose"]["weight_on"] is None
    assert (found["previous"], found["baseline"], found["rows"], found["readings"]) == ({}, {}, [], [])
    assert found["effects"] == {"running": [], "ended": [], "asked": None}


def test_a_session_says_its_plan_what_was_given_and_the_weight_that_rests_on() -> None:
    record = facts.record_with(
        facts.reading("13:40", weight_kg=80.0),
        facts.event("start", "14:00", dose_mg=40, duration_minutes=40),
        facts.event("stop", "14:40", stop_says="planned"),
        facts.end("15:30"),
        treatment=facts.treatment(planned_dose_mg_per_kg=0.5),
    )
    session = dict(told(record)["session"])  # type: ignore[call-overload]
    dose = session["dose"]
    assert (dose["planned_mg"], dose["given_mg"], dose["given_mg_per_kg"]) == (40, 40, 0.5)
    assert (dose["weight_kg"], dose["weight_on"]) == (80, "2 Mar 2026")
    assert session["end_how"] == "left with escort"
    assert session["started"] == facts.instant("14:00").timestamp()


def test_previous_and_baseline_are_per_sign() -> None:
    record = facts.record_with(
        facts.reading("13:50", systolic=120, diastolic=80),
        facts.event("start", "14:00"),
        facts.reading("14:10", systolic=140, diastolic=90, pulse=88),
    )
    found = told(record)
    assert found["previous"]["systolic"] == {"value": 140, "at": facts.instant("14:10").timestamp()}  # type: ignore[index]
    assert found["previous"]["pulse"]["value"] == 88  # type: ignore[index]
    assert "pulse" not in found["baseline"]  # type: ignore[operator]
    assert found["baseline"]["systolic"] == 120  # type: ignore[index]


def test_effects_say_how_they_run_and_when_they_were_asked() -> None:
    effects = dict(told(records.eventful())["effects"])  # type: ignore[call-overload]
    assert [(one["label"], one["severity_word"], one["since"]) for one in effects["running"]] == [
        ("legs <b>far</b> away", "severity not stated", "15:25")
    ]
    assert [(one["label"], one["ended"], one["actions"]) for one in effects["ended"]] == [
        ("Nausea", "15:35", ["cold cloth"])
    ]
    assert effects["asked"] == "15:35"


def test_what_the_panel_knows_of_signs_and_effects_is_said_once_and_holds_no_patient() -> None:
    known = json.loads(json.dumps(panel._said_once()))
    assert known["tables"] == json.loads(json.dumps(tables.tables()))
    assert sum(term["common"] for term in known["terms"]) == 12
    assert known["labels"]["spo2"] == "SpO2"
    assert {"Drowsiness", "Perception"} <= {term["short"] for term in known["terms"]}
