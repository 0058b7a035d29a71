"""A series that counts from the last reading: the interval begins anew with whoever came, early or late."""

import pytest

from schemas.protocol import Protocol
from schemas.rules import schedule
from tests import facts

SERIES = {
    "part": "during",
    "anchor": "start",
    "every": 10,
    "until": "stop",
    "required": ["systolic", "diastolic"],
    "early": 3,
    "late": 5,
    "source": "made for tests",
    "window_source": "made for tests",
}


def protocol(**fields: object) -> Protocol:
    return facts.protocol(schedule=[SERIES | {"from_last": True} | fields])


def told(readings: str, now: str = "14:36", **fields: object) -> list[str]:
    """Each due as "time state", of a session whose infusion began at 14:00."""
    taken = [facts.reading(time, systolic=130, diastolic=80) for time in readings.split()]
    record = facts.record_with(
        *taken, facts.event("start", "14:00"), protocol=protocol(**fields), treatment=facts.treatment("13:45")
    )
    return [f"{due.due_at:%H:%M} {due.state.value}" for due in schedule.schedule(record, facts.instant(now))]


@pytest.mark.parametrize(
    ("what", "readings", "dues"),
    [
        ("nobody came", "", "14:10 missed, 14:20 missed, 14:30 missed, 14:40 later"),
        ("in time", "14:10 14:20 14:30", "14:10 taken, 14:20 taken, 14:30 taken, 14:40 later"),
        ("four minutes late", "14:14", "14:10 taken, 14:24 missed, 14:34 overdue, 14:44 later"),
        ("three minutes early", "14:07 14:17", "14:10 taken, 14:17 taken, 14:27 missed, 14:37 due_now, 14:47 later"),
        ("one was missed", "14:14 14:34", "14:10 taken, 14:24 missed, 14:34 taken, 14:44 later"),
        ("outside every window", "14:16", "14:10 missed, 14:20 missed, 14:30 missed, 14:40 later"),
        (
            "two in one: the nearest",
            "14:09 14:13",
            "14:10 taken, 14:19 missed, 14:29 missed, 14:39 due_now, 14:49 later",
        ),
    ],
)
def test_the_next_due_counts_from_the_reading_that_took_the_one_before(what: str, readings: str, dues: str) -> None:
    assert ", ".join(told(readings)) == dues, what


def test_a_half_pressure_takes_nothing_and_shifts_nothing() -> None:
    half = facts.reading("14:14", systolic=130)
    record = facts.record_with(
        half, facts.event("start", "14:00"), protocol=protocol(), treatment=facts.treatment("13:45")
    )
    times = [f"{due.due_at:%H:%M}" for due in schedule.schedule(record, facts.instant("14:20"))]
    assert times[:2] == ["14:10", "14:20"]


def test_a_series_with_a_last_minute_ends_there() -> None:
    assert told("14:14", now="15:00", last=30, until=None) == ["14:10 taken", "14:24 missed"]


def test_fixed_minutes_cannot_count_from_the_last_reading() -> None:
    with pytest.raises(ValueError, match="needs an interval"):
        protocol(at=[10, 20], every=None)
