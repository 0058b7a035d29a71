from datetime import UTC, datetime
from uuid import uuid4

import pytest

from app.entries import beginning
from app.entries.beginning import Plan
from app.entries.sent import Problems
from schemas.treatment import Treatment
from tests import facts

BERLIN = "Europe/Berlin"


def at(text: str) -> datetime:
    """The instant that this ISO text says."""
    return datetime.fromisoformat(text).astimezone(UTC)


@pytest.mark.parametrize(
    ("time", "day", "now", "arrived"),
    [
        ("", "", "2026-03-02T15:00:20+01:00", "2026-03-02T15:00:20+01:00"),
        ("  ", " ", "2026-03-02T15:00+01:00", "2026-03-02T15:00+01:00"),
        ("14:05", "", "2026-03-02T15:00+01:00", "2026-03-02T14:05+01:00"),
        ("9:05", "", "2026-03-02T15:00+01:00", "2026-03-02T09:05+01:00"),
        ("15:00", "", "2026-03-02T15:00+01:00", "2026-03-02T15:00+01:00"),
        ("15:02", "", "2026-03-02T15:00+01:00", "2026-03-02T15:00+01:00"),
        ("15:03", "", "2026-03-02T15:00+01:00", "2026-03-01T15:03+01:00"),
        ("23:50", "", "2026-03-02T00:10+01:00", "2026-03-01T23:50+01:00"),
        ("0:11", "", "2026-03-02T00:10+01:00", "2026-03-02T00:10+01:00"),
        ("09:00", "2026-02-27", "2026-03-02T15:00+01:00", "2026-02-27T09:00+01:00"),
        ("09:00", "2026-03-02", "2026-03-02T15:00+01:00", "2026-03-02T09:00+01:00"),
        ("09:00", "1900-01-01", "2026-03-02T15:00+01:00", "1900-01-01T09:00+01:00"),
        # The clocks went forward at 02:00 on 29 March 2026, and back at 03:00 on 25 October 2026.
        ("03:30", "", "2026-03-29T04:00+02:00", "2026-03-29T03:30+02:00"),
        ("01:30", "", "2026-03-29T04:00+02:00", "2026-03-29T01:30+01:00"),
        ("02:45", "", "2026-10-25T02:50+01:00", "2026-10-25T02:45+01:00"),
        ("02:55", "", "2026-10-25T02:50+01:00", "2026-10-25T02:55+02:00"),
        ("02:51", "", "2026-10-25T02:50+01:00", "2026-10-25T02:50+01:00"),
        ("02:30", "2026-10-25", "2026-10-26T09:00+01:00", "2026-10-25T02:30+02:00"),
    ],
)
def test_an_arrival_is_the_latest_such_time_or_the_one_of_its_day(time: str, day: str, now: str, arrived: str) -> None:
    assert beginning.arrival(time, day, at(now), BERLIN) == at(arrived)


@pytest.mark.parametrize(
    ("time", "day", "now", "sentence"),
    [
        ("", "2026-02-27", "2026-03-02T15:00+01:00", "on another day needs it"),
        ("25:00", "", "2026-03-02T15:00+01:00", "no time of day"),
        ("14.05", "", "2026-03-02T15:00+01:00", "no time of day"),
        ("2 pm", "", "2026-03-02T15:00+01:00", "no time of day"),
        ("\u0661\u0664:\u0660\u0665", "", "2026-03-02T15:00+01:00", "no time of day"),
        ("09:00", "27.02.2026", "2026-03-02T15:00+01:00", "no day"),
        ("09:00", "2026-02-30", "2026-03-02T15:00+01:00", "no day"),
        ("09:00", "20260227", "2026-03-02T15:00+01:00", "no day"),
        ("09:00", "0001-01-01", "2026-03-02T15:00+01:00", "no day"),
        ("09:00", "1899-12-31", "2026-03-02T15:00+01:00", "no day"),
        ("15:01", "2026-03-02", "2026-03-02T15:00+01:00", "in the future"),
        ("09:00", "2027-03-02", "2026-03-02T15:00+01:00", "in the future"),
        ("02:30", "", "2026-03-29T04:00+02:00", "no 02:30 that day"),
        ("02:30", "2026-03-29", "2026-03-30T04:00+02:00", "no 02:30 that day"),
        ("14:30", "", "2026-10-25T14:00+01:00", "more than 24 hours ago"),
    ],
)
def test_an_arrival_that_cannot_be_is_refused(time: str, day: str, now: str, sentence: str) -> None:
    with pytest.raises(Problems) as problems:
        beginning.arrival(time, day, at(now), BERLIN)
    assert sentence in problems.value.refusals[0]["text"]


def begun(plan: Plan, **protocol: object) -> Treatment:
    """The session that this plan opens for Alice, on 2 March 2026 at 15:00."""
    return beginning.treatment(
        facts.patient(),
        facts.protocol(**protocol),
        plan,
        by=facts.staff(),
        now=facts.instant("15:00"),
        zone=BERLIN,
        as_id=uuid4(),
    )


@pytest.mark.parametrize(
    ("plan", "fields"),
    [
        (Plan(), {"planned_dose_mg": None, "planned_dose_mg_per_kg": None, "planned_doses": 3}),
        (Plan(dose="42", unit="mg"), {"planned_dose_mg": 42, "planned_dose_mg_per_kg": None}),
        (Plan(dose=" 0,5 ", unit="mg/kg"), {"planned_dose_mg": None, "planned_dose_mg_per_kg": 0.5}),
        (Plan(dose="", unit=""), {"planned_dose_mg": None, "planned_dose_mg_per_kg": None}),
        (Plan(doses="2"), {"planned_doses": 2}),
        (Plan(doses="12"), {"planned_doses": 12}),
        (Plan(), {"entered_afterwards": False}),
        (Plan(time="09:00"), {"entered_afterwards": False}),
        (Plan(time="09:00", day="2026-02-27"), {"entered_afterwards": True}),
    ],
)
def test_a_plan_becomes_the_session_it_says(plan: Plan, fields: dict[str, object]) -> None:
    session = begun(plan, planned_doses=3)
    assert {name: getattr(session, name) for name in fields} == fields
    assert (session.patient_id, session.protocol_id, session.zone) == (facts.PATIENT, facts.PROTOCOL, BERLIN)


@pytest.mark.parametrize(
    ("plan", "sentence"),
    [
        (Plan(dose="42", unit=""), "say whether it is in mg or in mg/kg"),
        (Plan(dose="42", unit="ml"), "say whether it is in mg or in mg/kg"),
        (Plan(dose="forty"), "Planned dose: forty is not a number"),
        (Plan(dose="-4"), "is not a number"),
        (Plan(dose="1e2"), "is not a number"),
        (Plan(dose="0"), "Planned dose mg"),
        (Plan(dose="2001"), "Planned dose mg"),
        (Plan(dose="21", unit="mg/kg"), "Planned dose mg per kg"),
        (Plan(doses="0"), "Planned doses"),
        (Plan(doses="13"), "Planned doses"),
        (Plan(doses="1.5"), "Planned doses"),
        (Plan(doses="two"), "Number of doses: two is not a number"),
        (Plan(time="09:00", day="1984-05-05"), "before the patient was born"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_and_no_number_of_it_is_lost_in_silence(plan: Plan, sentence: str) -> None:
    with pytest.raises(Problems) as problems:
        begun(plan)
    assert sentence in problems.value.refusals[0]["text"]


@pytest.mark.parametrize(
    ("dose", "doses", "devices"),
    [("56", "", 2), ("84", "", 3), ("28", "", 1), ("50", "", 3), ("", "", 3), ("56", "3", 3)],
)
def test_planned_mg_of_a_nasal_spray_say_how_many_devices(dose: str, doses: str, devices: int) -> None:
    spray = facts.protocol(route="intranasal", infusion=False, planned_minutes=None, planned_doses=3)
    plan = Plan(dose=dose, doses=doses)
    now = at("2026-03-02T15:00+01:00")
    by = facts.staff()
    told = beginning.treatment(facts.patient(), spray, plan, by=by, now=now, zone=BERLIN, as_id=uuid4())
    assert told.planned_doses == devices


def test_everything_that_is_wrong_with_a_plan_is_said_at_once() -> None:
    with pytest.raises(Problems) as problems:
        begun(Plan(dose="forty", doses="x", time="25:00"))
    assert [one["code"] for one in problems.value.refusals] == ["time", "number", "number"]
