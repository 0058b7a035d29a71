import pytest

from app.parts import sessions
from schemas.fact import ClinicalFact
from schemas.rules import summary
from tests import facts

BASE = facts.reading("13:50", systolic=120, diastolic=80)
START = facts.event("start", "14:00", dose_mg=40, duration_minutes=40)
STOP = facts.event("stop", "14:40", stop_says="planned")


@pytest.mark.parametrize(
    ("entered", "said"),
    [
        ((), "Baseline unknown · peak ?/? · Δ unknown"),
        ((BASE,), "Pre-dose 120/80, no start of the drug is written down"),
        ((BASE, START), "Baseline 120/80 · peak ?/? · Δ unknown"),
        (
            (BASE, START, facts.reading("14:20", systolic=150, diastolic=96)),
            "Baseline 120/80 · peak 150/96 at 20 min · Δ +30/+16",
        ),
        (
            (BASE, START, facts.reading("14:20", systolic=150, not_measured={"diastolic": "no_reading"})),
            "Baseline 120/80 · peak 150/? at 20 min · Δ +30/?",
        ),
        (
            (START, facts.reading("14:20", systolic=150, diastolic=96)),
            "Baseline unknown · peak 150/96 at 20 min · Δ unknown",
        ),
    ],
)
def test_pressures_are_said_and_what_is_not_known_is_said_to_be_unknown(
    entered: tuple[ClinicalFact, ...], said: str
) -> None:
    assert sessions.pressures(summary.summary(facts.record_with(*entered))) == said


@pytest.mark.parametrize(
    ("entered", "plan", "said"),
    [
        ((), {}, "not given"),
        ((START,), {"planned_dose_mg": 40.0}, "given dose unknown, plan 40 mg"),
        ((facts.event("start", "14:00"),), {}, "given dose unknown"),
        ((START, STOP), {}, "40 mg, weight unknown"),
        ((facts.event("start", "14:00"),), {"planned_dose_mg_per_kg": 0.5}, "given dose unknown, plan 0.5 mg/kg"),
        ((facts.reading("13:40", weight_kg=80.0), START, STOP), {}, "40 mg, 0.50 mg/kg at 80.0 kg of 2 Mar 2026"),
    ],
)
def test_a_dose_is_given_planned_or_unknown(
    entered: tuple[ClinicalFact, ...], plan: dict[str, float], said: str
) -> None:
    record = facts.record_with(*entered, treatment=facts.treatment(**plan))
    assert sessions.dose_words(record) == said


@pytest.mark.parametrize(
    ("entered", "said"),
    [
        ((facts.effect("14:10"),), "(severity not stated)"),
        ((facts.effect("14:10"), facts.end("15:30")), "(severity not stated, not ended when the session ended)"),
    ],
)
def test_an_effect_that_was_there_when_the_session_ended_says_so(entered: tuple[ClinicalFact, ...], said: str) -> None:
    assert sessions.course_words(facts.record_with(*entered)).endswith(said)
