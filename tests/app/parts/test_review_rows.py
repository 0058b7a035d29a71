"""What a prescriber reads of a session before she signs: what is not known is said to be unknown."""

import pytest

from app.parts import review_rows
from schemas.fact import ClinicalFact
from schemas.rules import summary
from tests import facts

BASE = facts.reading("13:50", systolic=120, diastolic=80)
START = facts.event("start", "14:00", dose_mg=40, duration_minutes=40)


@pytest.mark.parametrize(
    ("entered", "said"),
    [
        ((), "Baseline unknown · peak unknown · Δ unknown"),
        ((BASE,), "Pre-dose 120/80, no start of the drug is written down"),
        ((BASE, START), "Baseline 120/80 · peak unknown · Δ unknown"),
        (
            (BASE, START, facts.reading("14:20", systolic=150, diastolic=96)),
            "Baseline 120/80 · peak 150/96, systolic at 20 min · Δ +30/+16",
        ),
        (
            (BASE, START, facts.reading("14:20", systolic=150, not_measured={"diastolic": "no_reading"})),
            "Baseline 120/80 · peak 150/?, systolic at 20 min · Δ +30/?",
        ),
        (
            (START, facts.reading("14:20", systolic=150, diastolic=96)),
            "Baseline unknown · peak 150/96, systolic at 20 min · Δ unknown",
        ),
    ],
)
def test_pressures_are_said_and_what_is_not_known_is_said_to_be_unknown(
    entered: tuple[ClinicalFact, ...], said: str
) -> None:
    assert review_rows.pressures(summary.summary(facts.record_with(*entered))) == said


def test_an_effect_lasted_as_many_minutes_here_as_everywhere_else() -> None:
    nausea = facts.effect("14:10:50")
    record = facts.record_with(START, nausea, facts.change(nausea, "14:20:10", ended=True))
    told = dict(review_rows.rows(record, facts.instant("15:00"), {}))
    assert told["Effects"] == ["Nausea: severity not stated, from 10 min, for 10 min"]
