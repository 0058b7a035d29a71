"""The modified Aldrete score: its edges in percent and in mmHg, and what the printed tables leave open stays open."""

from dataclasses import replace
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.rules.scores import aldrete
from schemas.rules.scores.aldrete import Apart, Points, Settings, Signs

AIR, O2 = 0, 2
FINE = Signs(activity=2, respiration=2, systolic=124, baseline_systolic=120, consciousness=2, spo2=97, oxygen_l_min=AIR)
PARTS = ("activity", "respiration", "circulation", "consciousness", "spo2")
PERCENT, MMHG = Settings(), Settings(apart=Apart.MMHG)


@pytest.mark.parametrize(
    ("told", "total"),
    [
        (FINE, 10),
        (replace(FINE, oxygen_l_min=O2), 9),
        (replace(FINE, activity=1, respiration=1, consciousness=1), 7),
        (replace(FINE, systolic=160), 9),
        (Signs(0, 0, 200, 120, 0, 89, O2), 0),
    ],
)
def test_a_full_set_has_the_sum_of_its_parts(told: Signs, total: int) -> None:
    found = aldrete.aldrete(told)
    assert (found.total, found.missing) == (total, ())


def test_the_parts_stand_in_the_order_of_the_table() -> None:
    assert tuple(aldrete.aldrete(FINE).parts) == PARTS
    assert aldrete.aldrete(Signs()).missing == PARTS


@pytest.mark.parametrize("part", ["activity", "respiration", "consciousness"])
@pytest.mark.parametrize("points", [0, 1, 2, None])
def test_what_was_judged_at_the_chair_is_taken_as_it_is(part: str, points: Points | None) -> None:
    found = aldrete.aldrete(replace(FINE, **{part: points}))
    assert found.parts[part] == points
    assert found.total == (None if points is None else 8 + points)


@pytest.mark.parametrize(
    ("baseline", "systolic", "percent", "mmhg"),
    [
        (120, 120, 2, 2),
        (120, 140, 2, 2),
        (120, 141, 2, 1),
        (120, 144, 2, 1),
        (120, 145, 1, 1),
        (120, 170, 1, 1),
        (120, 171, 1, 0),
        (120, 180, 1, 0),
        (120, 181, 0, 0),
        (120, 100, 2, 2),
        (120, 99, 2, 1),
        (120, 96, 2, 1),
        (120, 95, 1, 1),
        (120, 70, 1, 1),
        (120, 69, 1, 0),
        (120, 60, 1, 0),
        (120, 59, 0, 0),
        (80, 96, 2, 2),
        (80, 97, 1, 2),
        (80, 120, 1, 1),
        (80, 121, 0, 1),
    ],
)
def test_a_systolic_of_exactly_20_or_50_from_baseline_has_the_points_of_the_better_cell(
    baseline: int, systolic: int, percent: int, mmhg: int
) -> None:
    told = replace(FINE, systolic=systolic, baseline_systolic=baseline)
    assert [aldrete.aldrete(told, one).parts["circulation"] for one in (PERCENT, MMHG)] == [percent, mmhg]


def test_percent_is_the_setting_where_none_is_given() -> None:
    told = replace(FINE, systolic=144)
    assert aldrete.aldrete(told) == aldrete.aldrete(told, PERCENT) != aldrete.aldrete(told, MMHG)


@pytest.mark.parametrize("clinic", [PERCENT, MMHG])
@pytest.mark.parametrize(
    ("sign", "value", "part"),
    [
        ("activity", None, "activity"),
        ("respiration", None, "respiration"),
        ("systolic", None, "circulation"),
        ("baseline_systolic", None, "circulation"),
        ("baseline_systolic", 0, "circulation"),
        ("consciousness", None, "consciousness"),
        ("spo2", None, "spo2"),
        ("oxygen_l_min", None, "spo2"),
    ],
)
def test_what_is_unknown_leaves_the_total_unknown_and_is_named(
    sign: str,
    value: Any,  # noqa: ANN401 - any field
    part: str,
    clinic: Settings,
) -> None:
    found = aldrete.aldrete(replace(FINE, **{sign: value}), clinic)
    assert (found.total, found.missing) == (None, (part,))


@pytest.mark.parametrize(
    ("spo2", "air", "oxygen"),
    [
        (30, None, 0),
        (89, None, 0),
        (90, None, None),
        (91, None, 1),
        (92, None, 1),
        (93, 2, 1),
        (100, 2, 1),
    ],
)
def test_an_spo2_in_a_cell_that_the_table_leaves_open_is_unknown(
    spo2: int, air: int | None, oxygen: int | None
) -> None:
    found = [aldrete.aldrete(replace(FINE, spo2=spo2, oxygen_l_min=one)) for one in (AIR, O2)]
    assert [one.parts["spo2"] for one in found] == [air, oxygen]
    assert [one.total for one in found] == [None if points is None else 8 + points for points in (air, oxygen)]


@pytest.mark.parametrize(
    ("clinic", "oxygen", "points"),
    [
        (Settings(air_below_90=0), AIR, {89: 0, 90: None, 92: None, 93: 2}),
        (Settings(air_90_to_92=1), AIR, {89: None, 90: 1, 92: 1, 93: 2}),
        (Settings(oxygen_90=1), AIR, {89: None, 90: None, 92: None, 93: 2}),
        (Settings(oxygen_90=0), O2, {89: 0, 90: 0, 91: 1, 93: 1}),
        (Settings(oxygen_90=1), O2, {89: 0, 90: 1, 91: 1, 93: 1}),
        (Settings(air_below_90=1, air_90_to_92=2), O2, {89: 0, 90: None, 91: 1, 93: 1}),
    ],
)
def test_a_clinics_setting_fills_its_open_cell_and_no_other(
    clinic: Settings, oxygen: float, points: dict[int, int | None]
) -> None:
    found = {
        spo2: aldrete.aldrete(replace(FINE, spo2=spo2, oxygen_l_min=oxygen), clinic).parts["spo2"] for spo2 in points
    }
    assert found == points


@pytest.mark.parametrize(
    ("clinic", "points"),
    [
        (Settings(), {89: None, 90: None, 91: None, 92: None, 93: None}),
        (Settings(air_below_90=0), {89: 0, 90: None, 91: None, 92: None, 93: None}),
        (Settings(air_90_to_92=1), {89: None, 90: None, 91: 1, 92: 1, 93: None}),
        (Settings(air_90_to_92=1, oxygen_90=1), {89: None, 90: 1, 91: 1, 92: 1, 93: None}),
        (Settings(air_90_to_92=2, oxygen_90=1), {89: None, 90: None, 91: None, 92: None, 93: None}),
    ],
)
def test_oxygen_not_stated_leaves_the_spo2_unknown_unless_air_and_oxygen_give_the_same(
    clinic: Settings, points: dict[int, int | None]
) -> None:
    found = {
        spo2: aldrete.aldrete(replace(FINE, spo2=spo2, oxygen_l_min=None), clinic).parts["spo2"] for spo2 in points
    }
    assert found == points


GIVEN = st.none() | st.sampled_from(get_args(Points))


@settings(deadline=None)
@given(
    told=st.builds(
        Signs,
        activity=GIVEN,
        respiration=GIVEN,
        systolic=st.none() | st.integers(30, 300),
        baseline_systolic=st.none() | st.integers(30, 300),
        consciousness=GIVEN,
        spo2=st.none() | st.integers(85, 100),
        oxygen_l_min=st.none() | st.just(0) | st.floats(0, 60),
    ),
    clinic=st.builds(Settings, apart=st.sampled_from(Apart), air_90_to_92=GIVEN, air_below_90=GIVEN, oxygen_90=GIVEN),
)
def test_the_total_is_the_sum_of_the_parts_and_unknown_where_one_is(told: Signs, clinic: Settings) -> None:
    found = aldrete.aldrete(told, clinic)
    known = [points for points in found.parts.values() if points is not None]
    assert tuple(found.parts) == PARTS
    assert found.missing == tuple(part for part in PARTS if found.parts[part] is None)
    assert found.total == (None if found.missing else sum(known))
    assert found.total is None or 0 <= found.total <= 10
