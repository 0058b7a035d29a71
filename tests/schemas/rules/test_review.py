"""Which reasons to look at an ended session follow from its own record, and in which order they are looked at."""

import pytest

from schemas.correction import Retraction
from schemas.fact import ClinicalFact
from schemas.record import Record
from schemas.review import Reason
from schemas.rules import review
from tests import facts
from tests.schemas.rules import test_emergency as entered_by_nobody
from tests.schemas.rules.alerts import test_threads as told_by_steps
from tests.schemas.rules.schedule.test_schedule import PROTOCOLS, Q10, session

START, END, NAUSEA = facts.event("start"), facts.end(), facts.effect("14:10")


@pytest.mark.parametrize(
    ("told", "reasons"),
    [
        ([START, END], set()),
        ([START, NAUSEA, END], {Reason.NOT_ENDED}),
        ([START, NAUSEA, facts.change(NAUSEA, "14:30", ended=True), END], set()),
        ([START, NAUSEA, facts.withdrawn(NAUSEA), END], set()),
    ],
    ids=["nothing", "an effect goes on", "it ended", "it was a slip"],
)
def test_an_effect_that_never_ended_is_a_reason(told: list[ClinicalFact | Retraction], reasons: set[Reason]) -> None:
    assert review.reasons(facts.record_with(*told)) == reasons


@pytest.mark.parametrize(
    ("steps", "is_one"),
    [("14:00 205/80", True), ("14:00 165/80", False), ("14:00 205/80; 14:02 withdraw 14:00", False)],
)
def test_a_red_alert_that_still_follows_is_a_reason(steps: str, is_one: bool) -> None:
    assert (Reason.RED_ALERT in review.reasons(told_by_steps.session(steps))) is is_one


@pytest.mark.parametrize(
    ("record", "is_one"),
    [
        (session(PROTOCOLS[Q10], "start 14:00, stop 14:40, bp 15:30"), True),
        (session(PROTOCOLS[Q10], ""), False),
        (facts.record_with(START, END), False),
    ],
    ids=["nobody came", "nothing was due yet", "without a timetable"],
)
def test_a_due_to_which_nobody_came_is_a_reason(record: Record, is_one: bool) -> None:
    assert (Reason.DUES_MISSED in review.reasons(record)) is is_one


def test_what_nobody_has_claimed_is_a_reason() -> None:
    own = (entered_by_nobody.READING, entered_by_nobody.NOTE)
    record = facts.record_with(*own).model_copy(update={"emergencies": entered_by_nobody.MADE})
    assert Reason.UNCLAIMED in review.reasons(record)
    assert Reason.UNCLAIMED not in review.reasons(facts.record_with(*own))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({Reason.RED_ALERT}, {Reason.CHANGED, Reason.NOT_REVIEWED}),
        ({Reason.NOT_REVIEWED, Reason.KEPT_ASIDE}, {Reason.UNCLAIMED}),
        ({Reason.DUES_MISSED}, {Reason.NOT_COMPLETE}),
        ({Reason.NOT_REVIEWED}, set()),
    ],
)
def test_the_most_urgent_of_its_reasons_says_where_a_session_stands(first: set[Reason], second: set[Reason]) -> None:
    assert review.urgency(first) < review.urgency(second)
