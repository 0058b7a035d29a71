"""Every shipped protocol, spoiled in one place: it does not hold, and the sentence names what, where and why.

Single series are in test_cadence, files with their lines in tests/data/test_protocols.py.
"""

from typing import Any, Final

import pytest
from pydantic import ValidationError

from data import protocols
from schemas.protocol import Limit, Protocol
from tests.schemas.test_cadence import after, series

Body = dict[str, Any]

SHIPPED: Final[dict[str, Protocol]] = {one.key: one for one in protocols.shipped()}
PLAIN: Final = "iv_q10_q15"


def body(key: str = PLAIN) -> Body:
    """The protocol as a body that can be spoiled."""
    return SHIPPED[key].model_dump(mode="json")


def problem(told: Body) -> tuple[str, str]:
    """Where the first fault stands, as a path, and what it says."""
    with pytest.raises(ValidationError) as refused:
        Protocol.model_validate(told)
    first = refused.value.errors(include_url=False)[0]
    return ".".join(map(str, first["loc"])), first["msg"].removeprefix("Value error, ")


@pytest.mark.parametrize("key", SHIPPED)
def test_a_shipped_protocol_that_nobody_spoiled_holds(key: str) -> None:
    assert Protocol.model_validate(body(key)) == SHIPPED[key]


# --- Windows ---------------------------------------------------------------------------------------------------------

EVERY: Final = [
    (key, place) for key, one in SHIPPED.items() for place, row in enumerate(one.schedule) if row.every is not None
]


@pytest.mark.parametrize(("key", "place"), EVERY, ids=[f"{key} {place}" for key, place in EVERY])
@pytest.mark.parametrize("side", ["early", "late"])
def test_a_window_may_be_as_long_as_its_interval_and_not_a_minute_longer(key: str, place: int, side: str) -> None:
    told = body(key)
    told["schedule"] = [told["schedule"][place]]
    (row,) = told["schedule"]
    other = row["late" if side == "early" else "early"]
    row[side] = row["every"] - other
    assert Protocol.model_validate(told).schedule[0].every == row["every"]
    row[side] += 1
    where, why = problem(told)
    assert where == "schedule.0"
    assert why.startswith("the window is longer than the interval")


@pytest.mark.parametrize(
    ("early", "late", "held"), [(10, 20, True), (10, 21, False), (11, 20, False), (0, 30, True), (30, 0, True)]
)
def test_a_window_between_fixed_minutes_is_as_long_as_the_smallest_gap(early: int, late: int, held: bool) -> None:
    told = body() | {"schedule": [series(every=None, at=[15, 60, 90], early=early, late=late)]}
    if held:
        assert len(Protocol.model_validate(told).schedule) == 1
    else:
        assert problem(told)[1].startswith("the window is longer than the interval")


# --- Holes and overlaps ----------------------------------------------------------------------------------------------

TIMETABLES: Final[list[tuple[str, list[Body], str]]] = [
    (
        "a hole between two series after the stop",
        [after(every=30, last=60), after(every=60, first=180)],
        "after: there is a hole between minute 60 and 180",
    ),
    (
        "a hole between two series during the drug",
        [series(every=10, last=30), series(every=15, first=60)],
        "during: there is a hole between minute 30 and 60",
    ),
    (
        "a hole, told before in the wrong order",
        [series(every=15, first=60), series(every=10, last=30)],
        "during: there is a hole between minute 30 and 60",
    ),
    (
        "a hole of one minute more than the longer interval",
        [after(every=10, last=60), after(every=15, first=76)],
        "after: there is a hole between minute 60 and 76",
    ),
    (
        "two series that begin together",
        [after(every=15), after(every=30, first=15)],
        "after: two series overlap: one begins at minute 15, before the other has ended",
    ),
    (
        "two series that share one minute",
        [after(every=15, last=60), after(every=30, first=60)],
        "after: two series overlap: one begins at minute 60, before the other has ended",
    ),
    (
        "windows that overlap by one minute where the series meet",
        [after(every=30, last=60, early=5, late=9), after(every=10, first=70, early=2, late=5)],
        "after: the windows overlap between minute 60 and 70",
    ),
    (
        "the third of three",
        [after(every=10, last=30), after(every=15, first=45, last=90), after(every=30, first=200)],
        "after: there is a hole between minute 90 and 200",
    ),
    (
        "a hole between what is asked during the drug and after it, both from the start",
        [series(every=10, last=60), series(part="after", every=15, first=180, last=240)],
        "hole between minute 60 and 180",
    ),
    (
        "an overlap of what is asked during the drug and after it, both from the start",
        [series(every=10, last=60), series(part="after", every=15, first=45, last=120)],
        "overlap",
    ),
]


@pytest.mark.parametrize(("what", "rows", "sentence"), TIMETABLES, ids=[row[0] for row in TIMETABLES])
def test_a_timetable_with_a_hole_or_an_overlap_names_part_minutes_and_reason(
    what: str, rows: list[Body], sentence: str
) -> None:
    where, why = problem(body() | {"schedule": rows})
    assert where == "schedule"
    assert sentence in why, what


@pytest.mark.parametrize(
    ("what", "rows"),
    [
        ("no gap at all", [after(every=10, last=60), after(every=15, first=75)]),
        ("windows that touch", [after(every=30, last=60, early=5, late=8), after(every=10, first=70, early=2, late=5)]),
        ("the same minutes from another anchor", [series(every=10, until="stop"), after(every=10)]),
        (
            "during until the stop, after from the start",
            [series(every=15, until="stop"), series(part="after", at=[60, 90], every=None)],
        ),
    ],
)
def test_series_that_follow_one_another_hold(what: str, rows: list[Body]) -> None:
    assert len(Protocol.model_validate(body() | {"schedule": rows}).schedule) == 2, what


# --- Signs -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", SHIPPED)
@pytest.mark.parametrize("part", ["limits", "pre_dose"])
@pytest.mark.parametrize("sign", ["mood", "bp", "", "Systolic", None, 7])
def test_a_limit_of_an_unknown_sign_is_named_by_its_place(key: str, part: str, sign: object) -> None:
    told = body(key)
    told[part][-1]["sign"] = sign
    where, why = problem(told)
    assert where == f"{part}.{len(told[part]) - 1}.sign"
    assert "'systolic'" in why
    assert "'diastolic'" in why


@pytest.mark.parametrize("key", SHIPPED)
def test_an_unknown_sign_that_is_required_is_named_by_its_place(key: str) -> None:
    told = body(key)
    told["schedule"][-1]["required"] += ["mood"]
    place = len(told["schedule"][-1]["required"]) - 1
    where, why = problem(told)
    assert where == f"schedule.{len(told['schedule']) - 1}.required.{place}"
    assert "'systolic', 'diastolic'" in why


@pytest.mark.parametrize("sign", ["pulse", "spo2", "weight_kg"])
def test_a_limit_before_the_dose_is_one_of_a_pressure(sign: str) -> None:
    told = body()
    told["pre_dose"][0]["sign"] = sign
    where, _ = problem(told)
    assert where.startswith("pre_dose"), "it would be held against the diastolic"


# --- Limits in the wrong order ---------------------------------------------------------------------------------------


def chains() -> list[tuple[str, str, str, bool]]:
    """Each protocol's signs, directions and kinds that have more than one level."""
    found: dict[tuple[str, str, str, bool], int] = {}
    for key, one in SHIPPED.items():
        for row in one.limits:
            place = key, row.sign, row.direction.value, row.delta
            found[place] = found.get(place, 0) + 1
    return [place for place, levels in found.items() if levels > 1]


def chain(told: Body, sign: str, direction: str, *, delta: bool) -> list[Body]:
    """The limits of one sign in one direction, from caution outward."""
    order = ["caution", "call", "once"]
    rows = [row for row in told["limits"] if (row["sign"], row["direction"], row["delta"]) == (sign, direction, delta)]
    return sorted(rows, key=lambda row: order.index(row["level"]))


CHAINS: Final = chains()
NAMES: Final = [f"{key} {sign} {direction}{' change' * delta}" for key, sign, direction, delta in CHAINS]


@pytest.mark.parametrize(("key", "sign", "direction", "delta"), CHAINS, ids=NAMES)
def test_two_levels_that_changed_places_are_refused_by_sign_and_direction(
    key: str, sign: str, direction: str, delta: bool
) -> None:
    told = body(key)
    milder, worse, *_ = chain(told, sign, direction, delta=delta)
    milder["value"], worse["value"] = worse["value"], milder["value"]
    _, why = problem(told)
    of = "change of " if delta else ""
    assert why.startswith(f"the limits of {of}{sign}, {direction}, are in the wrong order")
    assert "ever further out" in why


@pytest.mark.parametrize(("key", "sign", "direction", "delta"), CHAINS, ids=NAMES)
def test_two_levels_at_one_value_are_refused(key: str, sign: str, direction: str, delta: bool) -> None:
    told = body(key)
    *_, milder, worse = chain(told, sign, direction, delta=delta)
    worse["value"] = milder["value"]
    assert f"{sign}, {direction}, are in the wrong order" in problem(told)[1]


@pytest.mark.parametrize(("key", "sign", "direction", "delta"), CHAINS, ids=NAMES)
def test_a_level_that_is_said_twice_is_refused(key: str, sign: str, direction: str, delta: bool) -> None:
    told = body(key)
    first, *_ = chain(told, sign, direction, delta=delta)
    told["limits"].append(dict(first))
    assert "said twice" in problem(told)[1]


def before(sign: str, level: str, value: float, **fields: object) -> Body:
    """A limit before the dose."""
    return {"sign": sign, "level": level, "value": value, "inclusive": True, "source": "made for tests"} | fields


@pytest.mark.parametrize(
    ("what", "rows"),
    [
        ("the call level below the caution", [before("systolic", "caution", 160), before("systolic", "call", 140)]),
        ("both at one value", [before("diastolic", "caution", 100), before("diastolic", "call", 100)]),
        ("said twice", [before("systolic", "caution", 140), before("systolic", "caution", 150)]),
        (
            "said twice for one age",
            [before("systolic", "caution", 140, from_age=65), before("systolic", "caution", 150, from_age=65)],
        ),
    ],
)
def test_limits_before_the_dose_in_the_wrong_order_are_refused(what: str, rows: list[Body]) -> None:
    _, why = problem(body() | {"pre_dose": rows})
    assert rows[0]["sign"] in why, what


@pytest.mark.parametrize("field", sorted(set(Limit.model_fields) - {"delta", "percent"}))
def test_a_limit_that_lacks_a_field_is_named_by_its_place(field: str) -> None:
    told = body()
    del told["limits"][3][field]
    assert problem(told) == (f"limits.3.{field}", "Field required")
