from typing import Any

import pytest
from pydantic import ValidationError

from schemas.cadence import Series
from schemas.protocol import Limit, Protocol
from tests import facts

BP = ("systolic", "diastolic")
SOURCES = {"source": "made for tests", "window_source": "made for tests"}


def series(**fields: Any) -> dict[str, Any]:  # noqa: ANN401 - any field
    """Every ten minutes from the start, unless the fields say otherwise; None takes a field away."""
    told = {"part": "during", "anchor": "start", "every": 10, "required": BP, "early": 3, "late": 5} | SOURCES | fields
    return {name: value for name, value in told.items() if value is not None}


def after(**fields: Any) -> dict[str, Any]:  # noqa: ANN401
    """A series after the stop."""
    return series(part="after", anchor="stop", **fields)


BROKEN: list[tuple[str, list[dict[str, Any]], str]] = [
    ("neither at nor every", [series(every=None)], "give either fixed minutes"),
    ("both at and every", [series(at=[10])], "give either fixed minutes"),
    ("a first beside fixed minutes", [series(at=[10], every=None, first=5)], "first and last go with every"),
    ("minutes that fall", [series(at=[20, 10], every=None)], "must rise"),
    ("a minute twice", [series(at=[20, 20], every=None)], "must rise"),
    ("a last before the first", [series(first=30, last=20)], "last lies before the first"),
    ("a sign twice", [series(required=(*BP, "spo2", "spo2"))], "required twice"),
    ("half a pressure", [series(required=("systolic",))], "a blood pressure is two numbers"),
    ("no sign at all", [series(required=())], "at least 1 item"),
    ("an unknown sign", [series(required=("mood",))], "Input should be 'systolic'"),
    ("no interval", [series(every=0)], "greater than or equal to 1"),
    ("a window longer than its interval", [series(early=5, late=6)], "the window is longer than the interval"),
    ("a window longer than the gap", [series(at=[15, 25], every=None, early=5, late=6)], "the window is longer"),
    ("a baseline without an end", [series(part="baseline", anchor="arrival", at=[0], every=None)], "ends at the start"),
    ("a baseline from the start", [series(part="baseline", until="start")], "counts from arrival"),
    ("after the stop until the stop", [after(until="stop")], "cannot end at it"),
    ("near baseline while it runs", [series(until="near_baseline")], "looked for after the drug"),
    ("two that overlap", [after(every=30, last=120), after(every=60, first=90)], "two series overlap"),
    ("one after an endless one", [after(every=30), after(every=60, first=180)], "two series overlap"),
    ("a hole", [after(every=30, last=120), after(every=60, first=240)], "a hole between minute 120 and 240"),
    (
        "windows that overlap",
        [after(every=30, last=120, late=20), after(every=10, first=130, late=5)],
        "the windows overlap between minute 120 and 130",
    ),
    (
        "two baselines",
        [series(part="baseline", anchor="arrival", at=[0], every=None, until="start")] * 2,
        "there are two baselines",
    ),
]


@pytest.mark.parametrize(("what", "told", "sentence"), BROKEN, ids=[row[0] for row in BROKEN])
def test_a_timetable_that_does_not_hold_says_why(what: str, told: list[dict[str, Any]], sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        facts.protocol(schedule=told)


def test_series_that_follow_one_another_hold() -> None:
    told = [after(every=30, last=120), after(every=60, first=180), series(until="stop"), series(at=[5], every=None)]
    with pytest.raises(ValidationError):
        facts.protocol(schedule=told)  # the last one begins before the endless one
    assert len(facts.protocol(schedule=told[:3]).schedule) == 3


@pytest.mark.parametrize(
    ("fields", "begins", "ends"),
    [
        ({"every": 15}, 15, None),
        ({"every": 15, "first": 5, "last": 60}, 5, 60),
        ({"every": None, "at": (0, 40)}, 0, 40),
    ],
)
def test_a_series_knows_its_first_and_its_last_minute(fields: dict[str, Any], begins: int, ends: int | None) -> None:
    one = Series.model_validate(series(**fields))
    assert (one.begins, one.ends) == (begins, ends)


def limit(level: str, value: float, **fields: Any) -> Limit:  # noqa: ANN401
    """A limit on a high systolic."""
    told = {"sign": "systolic", "direction": "high", "level": level, "value": value, "inclusive": True, "source": "x"}
    return Limit.model_validate(told | fields)


@pytest.mark.parametrize(
    ("limits", "sentence"),
    [
        ([limit("caution", 180), limit("call", 160)], "systolic, high, are in the wrong order"),
        ([limit("call", 180), limit("call", 180)], "said twice"),
        ([limit("caution", 160), limit("call", 160)], "wrong order or said twice"),
        (
            [limit("caution", 90, direction="low"), limit("call", 100, direction="low")],
            "systolic, low, are in the wrong order",
        ),
        ([limit("caution", 40, delta=True), limit("call", 30, delta=True)], "change of systolic"),
    ],
)
def test_limits_in_the_wrong_order_are_refused(limits: list[Limit], sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        facts.protocol(limits=limits)


def test_limits_of_value_and_change_and_of_both_directions_do_not_meet() -> None:
    told = [limit("call", 180), limit("caution", 160), limit("caution", 30, delta=True)]
    told += [limit("caution", 100, direction="low"), limit("call", 90, direction="low")]
    assert isinstance(facts.protocol(limits=told), Protocol)
