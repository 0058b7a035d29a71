"""Worked repeats: which value asks to be measured again, when, and what it is over with."""

import pytest

from schemas.rules import alerts
from tests import facts
from tests.schemas.rules.alerts.test_alerts import record


def said(told: str, now: str) -> list[str]:
    """Each repeat as "signs of 14:00 due 14:05 from 14:03 to 14:10"."""
    return [
        f"{' '.join(sorted(one.signs))} of {one.of_at:%H:%M} due {one.due_at:%H:%M} "
        f"from {one.opens_at:%H:%M} to {one.closes_at:%H:%M}"
        for one in alerts.repeats(record(told), facts.instant(now))
    ]


@pytest.mark.parametrize(
    ("told", "now", "expected"),
    [
        ("14:00 120/80 h70", "14:01", []),
        ("14:00 165/80", "14:01", []),
        ("14:00 182/80", "14:01", ["systolic of 14:00 due 14:05 from 14:03 to 14:10"]),
        ("14:00 182/112", "14:01", ["diastolic systolic of 14:00 due 14:05 from 14:03 to 14:10"]),
        ("14:00 205/80", "14:01", ["systolic of 14:00 due 14:05 from 14:03 to 14:10"]),
        ("14:00 h125", "14:01", ["pulse of 14:00 due 14:05 from 14:05 to 14:10"]),
        ("14:00 h38", "14:01", ["pulse of 14:00 due 14:05 from 14:01 to 14:10"]),
        ("14:00 s90", "14:00", ["spo2 of 14:00 due 14:01 from 14:01 to 14:10"]),
        ("14:00 r8", "14:00", ["respirations of 14:00 due 14:01 from 14:01 to 14:10"]),
        ("14:00 d3", "14:00", []),
        ("14:00 m3", "14:00", []),
        ("14:00 182/80, 14:02 183/80", "14:02", [
            "systolic of 14:00 due 14:05 from 14:03 to 14:10",
            "systolic of 14:02 due 14:07 from 14:05 to 14:12",
        ]),
        ("14:00 182/80, 14:04 130/80", "14:04", []),
        ("14:00 182/80, 14:04 184/80", "14:04", []),
        ("14:00 182/80", "14:10", ["systolic of 14:00 due 14:05 from 14:03 to 14:10"]),
        ("14:00 182/80", "14:11", []),
        ("13:50 120/80, 14:00 start, 14:10 161/80", "14:10", ["systolic of 14:10 due 14:15 from 14:13 to 14:20"]),
    ],
)  # fmt: skip
def test_a_value_at_the_call_level_asks_to_be_measured_again(told: str, now: str, expected: list[str]) -> None:
    assert said(told, now) == expected


def test_it_is_gone_with_the_reading_that_asked_for_it_and_with_the_session() -> None:
    told = record("14:00 182/80")
    (reading,) = told.readings
    withdrawn = told.model_copy(update={"retractions": (facts.withdrawn(reading, "14:02"),)})
    ended = told.model_copy(update={"ends": (facts.end("14:03"),)})
    assert [alerts.repeats(one, facts.instant("14:04")) for one in (withdrawn, ended)] == [(), ()]


@pytest.mark.parametrize(
    ("at", "signs", "repeats"),
    [
        ("14:05", {"systolic", "diastolic"}, True),
        ("14:03", {"systolic"}, True),
        ("14:02", {"systolic"}, False),
        ("14:11", {"systolic"}, False),
        ("14:05", {"pulse"}, False),
    ],
)
def test_the_next_reading_of_the_sign_within_the_window_is_the_repeat(at: str, signs: set[str], repeats: bool) -> None:
    told = record("14:00 182/80")
    found = alerts.repeated_by(told, facts.instant(at), frozenset(signs))  # type: ignore[arg-type]
    assert (found == told.readings[0].id) is repeats
