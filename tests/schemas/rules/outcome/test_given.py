"""What became of the dose, and the pressure at which it was held or cancelled."""

from uuid import UUID

import pytest

from schemas.correction import Retraction
from schemas.fact import ClinicalFact
from schemas.rules.outcome import given
from tests import facts
from tests.schemas.rules.test_summary import START, bp

HIGH = bp("13:45", "168/101")
HOLD = facts.decided("hold", "13:50", words="too high", reading_id=HIGH.id)
CANCEL = facts.decided("cancel", "13:58", words="still too high", reading_id=HIGH.id)
GO = facts.decided("go", "13:55")
Facts = list[ClinicalFact | Retraction]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([], "not_started"),
        ([GO], "not_started"),
        ([facts.end("14:00", facts.EndHow.NOT_STARTED)], "not_started"),
        ([HOLD], "held"),
        ([HOLD, CANCEL], "cancelled"),
        ([CANCEL, facts.end("14:00", facts.EndHow.NOT_STARTED)], "cancelled"),
        ([HOLD, GO], "not_started"),
        ([HOLD, facts.withdrawn(HOLD)], "not_started"),
        ([HOLD, GO, START], "given"),
        ([CANCEL, START], "given"),
        ([START], "given"),
        ([HOLD, START, facts.withdrawn(START)], "held"),
    ],
    ids=[
        "nothing was decided",
        "go, and not begun",
        "ended without a start",
        "held",
        "held, then cancelled",
        "cancelled, and left",
        "held, then go",
        "the hold was withdrawn",
        "held, then given",
        "given against the decision",
        "given without one",
        "the start was withdrawn",
    ],
)
def test_what_was_given_was_given_else_the_last_decision_says(told: Facts, expected: str) -> None:
    for order in (told, told[::-1]):
        assert given.how(facts.record_with(*order)) == expected


LATER = bp("13:56", "150/95")
CORRECTED = facts.corrected(HIGH, systolic=158)
HALVED = facts.corrected(HIGH, diastolic=None, not_measured={"diastolic": "equipment"})
BESIDE = facts.corrected(HIGH, systolic=162, entered_at="17:10")
TWICE = facts.corrected(CORRECTED, systolic=148, entered_at="17:05")


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([HIGH, HOLD], (168, 101)),
        ([HIGH, CANCEL], (168, 101)),
        ([HIGH, HOLD, LATER], (168, 101)),
        ([HIGH, CORRECTED, HOLD], (158, 101)),
        ([HIGH, CORRECTED, TWICE, HOLD], (148, 101)),
        ([HIGH, BESIDE, CORRECTED, HOLD], (162, 101)),
        ([HIGH, HALVED, HOLD], None),
        ([HIGH, facts.withdrawn(HIGH), HOLD], None),
        ([HIGH, facts.decided("hold", "13:50", words="unwell")], None),
        ([HIGH, facts.decided("hold", "13:50", words="unwell", reading_id=UUID(int=7))], None),
        ([HIGH, HOLD, START], None),
        ([HIGH, facts.decided("go", "13:50", reading_id=HIGH.id)], None),
        ([HIGH], None),
    ],
    ids=[
        "held",
        "cancelled",
        "a later one is not what was decided at",
        "as it was corrected",
        "as it was corrected twice",
        "of two corrections the later one",
        "half of it was taken back",
        "it was withdrawn",
        "decided without a pressure",
        "decided at one of another session",
        "given after all",
        "go",
        "nothing decided",
    ],
)
def test_a_held_dose_keeps_the_pressure_at_which_it_was_held(told: Facts, expected: tuple[int, int] | None) -> None:
    for order in (told, told[::-1]):
        found = given.held_at(facts.record_with(*order))
        assert (found and (found.systolic, found.diastolic)) == expected
