"""Alerts, corrections and dues, and up to when they are counted."""

from uuid import UUID

import pytest

from schemas.correction import Retraction
from schemas.fact import ClinicalFact
from schemas.rules.outcome import counted
from schemas.rules.outcome.counted import Raised
from tests import facts
from tests.schemas.rules.alerts import test_threads as told_by_steps
from tests.schemas.rules.schedule.test_schedule import PROTOCOLS, Q10, Q15, session
from tests.schemas.rules.test_summary import START, bp


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (
            facts.record_with(bp("14:10", "120/80"), facts.end("15:00"), bp("14:20", "120/80", entered_at="16:30")),
            "15:00",
        ),
        (facts.record_with(bp("14:10", "120/80", entered_at="14:45")), "14:45"),
        (facts.record_with(bp("14:10", "120/80"), alert_events=(facts.raised("14:16"),)), "14:16"),
        (facts.record_with(START, facts.withdrawn(START, "14:50")), "14:50"),
        (facts.record_with(), "13:30"),
    ],
    ids=["to the end", "to the last entry", "to what followed last", "to the last correction", "to the arrival"],
)
def test_a_session_is_counted_as_far_as_it_was_written_down(record: facts.Record, expected: str) -> None:
    assert counted.until(record) == facts.instant(expected)


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ("14:00 120/80", Raised(0, 0)),
        ("14:00 165/80", Raised(1, 0)),
        ("14:00 165/105", Raised(2, 0)),
        ("14:00 205/80", Raised(1, 1)),
        ("14:00 182/80; 14:04 184/80", Raised(1, 1)),
        ("14:00 h115; 14:10 h80; 14:11 resolve pulse:high:value; 14:20 h116", Raised(2, 0)),
        ("14:00 h115; 14:10 h80; 14:20 h116", Raised(1, 0)),
        ("14:00 205/80; 14:02 correct 14:00 125/80", Raised(0, 0)),
        ("14:00 205/80; 14:01 resolve systolic:high:value slip; 14:02 correct 14:00 125/80", Raised(0, 0)),
        ("14:00 205/80; 14:02 correct 14:00 165/80", Raised(1, 0)),
        ("14:00 205/80; 14:02 withdraw 14:00", Raised(0, 0)),
    ],
    ids=[
        "nothing beyond a limit",
        "a caution",
        "two numbers are two",
        "red at once",
        "red once it was confirmed",
        "after it was resolved the next is another",
        "before that it goes on",
        "a slip raised none",
        "nor does one that somebody resolved",
        "what is left of it is milder",
        "a withdrawn value raised none",
    ],
)
def test_alerts_are_those_of_which_something_still_follows(steps: str, expected: Raised) -> None:
    record = told_by_steps.session(steps)
    assert counted.alerts_raised(record, counted.until(record)) == expected
    unstored = record.model_copy(update={"alert_events": (), "alert_answers": ()})
    if "resolve" not in steps:
        assert counted.alerts_raised(unstored, counted.until(record)) == expected


READING, EFFECT = bp("14:10", "184/92"), facts.effect("14:10")
CHANGE, RIGHT = facts.change(EFFECT, "14:20", severity=2), facts.corrected(READING, systolic=148)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([READING, START], 0),
        ([READING, RIGHT], 1),
        ([READING, facts.withdrawn(READING)], 1),
        ([READING, facts.moved(READING, UUID(int=99))], 1),
        ([READING, RIGHT, facts.withdrawn(READING)], 1),
        ([READING, facts.withdrawn(READING), facts.withdrawn(READING, "17:05")], 1),
        ([READING, RIGHT, facts.withdrawn(RIGHT)], 2),
        ([EFFECT, CHANGE, facts.withdrawn(EFFECT)], 1),
        ([facts.arrival("13:00")], 1),
        ([bp("14:10", "120/80", replaces=UUID(int=99), reason="moved here")], 0),
        ([READING, facts.withdrawn(facts.note())], 0),
    ],
    ids=[
        "nothing was corrected",
        "replaced",
        "withdrawn",
        "moved away",
        "a fact counts once, though replaced and withdrawn",
        "a fact counts once, though withdrawn twice",
        "a correction that was withdrawn is a second one",
        "what follows its effect is none of its own",
        "the arrival was set back",
        "what was moved here is corrected where it came from",
        "what lies elsewhere is not this session's",
    ],
)
def test_corrections_are_the_facts_that_no_longer_hold(told: list[ClinicalFact | Retraction], expected: int) -> None:
    assert counted.corrections(facts.record_with(*told)) == expected


@pytest.mark.parametrize(
    ("key", "told", "missed", "of"),
    [
        (Q15, "full 13:50, start 14:00, full 14:15, full 14:30, full 14:45, stop 14:45, full 15:00, leave 15:05", 0, 5),
        (Q15, "full 13:50, start 14:00, full 14:15, bp 14:30, stop 14:45, leave 15:05", 3, 5),
        (Q15, "full 13:50, start 14:00, asleep 14:15, leave 14:20", 0, 2),
        (Q10, "full 13:50, start 14:00, full 14:10, full 14:22", 0, 3),
        (Q10, "full 13:50, leave 14:10", 0, 1),
        (Q10, "leave 14:10", 1, 1),
    ],
    ids=[
        "all were taken",
        "taken in part is not taken",
        "tried is not missed",
        "what still is open is not missed",
        "not started, the baseline taken",
        "not started, nothing taken",
    ],
)
def test_dues_are_missed_out_of_those_that_had_come(key: str, told: str, missed: int, of: int) -> None:
    record = session(PROTOCOLS[key], told)
    found = counted.dues(record, counted.until(record))
    assert found is not None
    assert (found.not_taken, found.of) == (missed, of)


def test_without_a_timetable_nobody_knows_what_was_missed() -> None:
    record = facts.record_with(START, facts.end("16:00"))
    assert counted.dues(record, counted.until(record)) is None
