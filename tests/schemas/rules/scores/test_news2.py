"""NEWS2 (RCP 2017): every row of the table on both sides of every edge, and nothing lower for what is missing."""

from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.rules.scores import news2
from schemas.rules.scores.news2 import Acvpu, Scale, Signs

AIR, O2 = 0, 2
FINE = Signs(respirations=16, spo2=97, oxygen_l_min=AIR, systolic=128, pulse=78, acvpu=Acvpu.ALERT, temperature_c=36.7)
PARTS = ("respirations", "spo2", "oxygen", "systolic", "pulse", "consciousness", "temperature")
PART_OF = {"oxygen_l_min": "oxygen", "acvpu": "consciousness", "temperature_c": "temperature"}
SCALES: tuple[Scale, ...] = (1, 2)


def signs(
    respirations: int, spo2: int, oxygen: float, systolic: int, pulse: int, acvpu: str, temperature_c: float
) -> Signs:
    """A full set, in the order in which the vectors are written."""
    return Signs(respirations, spo2, oxygen, systolic, pulse, Acvpu(acvpu), temperature_c)


@pytest.mark.parametrize(
    ("scale", "told", "total"),
    [
        (1, signs(16, 97, AIR, 128, 78, "A", 36.7), 0),
        (1, signs(22, 95, AIR, 165, 112, "A", 37.2), 5),
        (2, signs(16, 93, O2, 120, 80, "A", 36.8), 3),
        (2, signs(16, 93, AIR, 120, 80, "A", 36.8), 0),
        (1, signs(8, 91, AIR, 90, 131, "V", 35.0), 18),
        (1, signs(16, 93, O2, 120, 80, "A", 36.8), 4),
        (1, signs(16, 97, AIR, 210, 95, "C", 36.8), 4),
    ],
)
def test_a_full_set_of_signs_has_the_total_of_the_chart(scale: Scale, told: Signs, total: int) -> None:
    found = news2.news2(told, scale)
    assert (found.total, found.missing) == (total, ())


def test_the_parts_stand_in_the_order_of_the_table() -> None:
    assert tuple(news2.news2(FINE, 1).parts) == PARTS
    assert news2.news2(Signs(), 1).missing == PARTS


@pytest.mark.parametrize(
    ("sign", "value", "points"),
    [
        *[("respirations", value, points) for value, points in [(0, 3), (8, 3), (9, 1), (11, 1), (12, 0), (20, 0)]],
        *[("respirations", value, points) for value, points in [(21, 2), (24, 2), (25, 3), (80, 3)]],
        *[("oxygen_l_min", value, points) for value, points in [(0, 0), (0.0, 0), (0.1, 2), (60, 2)]],
        *[("systolic", value, points) for value, points in [(30, 3), (90, 3), (91, 2), (100, 2), (101, 1), (110, 1)]],
        *[("systolic", value, points) for value, points in [(111, 0), (210, 0), (219, 0), (220, 3), (300, 3)]],
        *[("pulse", value, points) for value, points in [(0, 3), (40, 3), (41, 1), (50, 1), (51, 0), (90, 0)]],
        *[("pulse", value, points) for value, points in [(91, 1), (110, 1), (111, 2), (130, 2), (131, 3), (300, 3)]],
        *[("acvpu", Acvpu(letter), points) for letter, points in [("A", 0), ("C", 3), ("V", 3), ("P", 3), ("U", 3)]],
        *[("temperature_c", value, points) for value, points in [(25.0, 3), (35.0, 3), (35.1, 1), (36.0, 1)]],
        *[("temperature_c", value, points) for value, points in [(36.1, 0), (38.0, 0), (38.1, 1), (39.0, 1)]],
        *[("temperature_c", value, points) for value, points in [(39.1, 2), (45.0, 2)]],
    ],
)
def test_a_value_has_the_points_of_its_cell_on_both_scales(sign: str, value: Any, points: int) -> None:  # noqa: ANN401 - any field
    told = replace(FINE, **{sign: value})
    assert [news2.news2(told, scale).parts[PART_OF.get(sign, sign)] for scale in SCALES] == [points, points]


@pytest.mark.parametrize(
    ("typed", "points"),
    [
        (35.04, 3),
        (35.05, 1),
        (36.04, 1),
        (36.05, 0),
        (38.04, 0),
        (38.05, 1),
        (39.04, 1),
        (39.05, 2),
        (36, 1),
    ],
)
def test_a_temperature_is_rounded_half_up_to_one_decimal_before_it_is_scored(typed: float, points: int) -> None:
    assert news2.news2(replace(FINE, temperature_c=typed), 1).parts["temperature"] == points


@pytest.mark.parametrize("oxygen", [None, AIR, O2])
@pytest.mark.parametrize(
    ("spo2", "points"), [(30, 3), (91, 3), (92, 2), (93, 2), (94, 1), (95, 1), (96, 0), (97, 0), (100, 0)]
)
def test_an_spo2_on_scale_1_has_its_points_whatever_the_oxygen(spo2: int, points: int, oxygen: float | None) -> None:
    assert news2.news2(replace(FINE, spo2=spo2, oxygen_l_min=oxygen), 1).parts["spo2"] == points


@pytest.mark.parametrize(
    ("spo2", "air", "oxygen", "not_stated"),
    [
        (30, 3, 3, 3),
        (83, 3, 3, 3),
        (84, 2, 2, 2),
        (85, 2, 2, 2),
        (86, 1, 1, 1),
        (87, 1, 1, 1),
        (88, 0, 0, 0),
        (92, 0, 0, 0),
        (93, 0, 1, None),
        (94, 0, 1, None),
        (95, 0, 2, None),
        (96, 0, 2, None),
        (97, 0, 3, None),
        (100, 0, 3, None),
    ],
)
def test_an_spo2_on_scale_2_hangs_on_the_oxygen_from_93_on(
    spo2: int, air: int, oxygen: int, not_stated: int | None
) -> None:
    found = [news2.news2(replace(FINE, spo2=spo2, oxygen_l_min=one), 2).parts["spo2"] for one in (AIR, O2, None)]
    assert found == [air, oxygen, not_stated]


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("sign", [one.name for one in fields(Signs) if one.name != "oxygen_l_min"])
def test_a_sign_not_taken_leaves_the_total_unknown_and_is_named(sign: str, scale: Scale) -> None:
    found = news2.news2(replace(FINE, **{sign: None}), scale)
    assert (found.total, found.missing) == (None, (PART_OF.get(sign, sign),))


@pytest.mark.parametrize(
    ("scale", "spo2", "missing"),
    [
        (1, 97, ("oxygen",)),
        (2, 92, ("oxygen",)),
        (2, 93, ("spo2", "oxygen")),
        (2, 97, ("spo2", "oxygen")),
        (2, None, ("spo2", "oxygen")),
    ],
)
def test_oxygen_not_stated_leaves_the_total_unknown_and_names_what_hangs_on_it(
    scale: Scale, spo2: int | None, missing: tuple[str, ...]
) -> None:
    found = news2.news2(replace(FINE, spo2=spo2, oxygen_l_min=None), scale)
    assert (found.total, found.missing) == (None, missing)


ANY_SIGNS = st.builds(
    Signs,
    respirations=st.none() | st.integers(0, 80),
    spo2=st.none() | st.integers(30, 100),
    oxygen_l_min=st.none() | st.just(0) | st.floats(0, 60),
    systolic=st.none() | st.integers(30, 300),
    pulse=st.none() | st.integers(0, 300),
    acvpu=st.none() | st.sampled_from(Acvpu),
    temperature_c=st.none() | st.floats(25, 45),
)
FULL_SIGNS = ANY_SIGNS.filter(lambda told: None not in vars(told).values())
WIDE = settings(deadline=None)


@WIDE
@given(told=ANY_SIGNS | FULL_SIGNS, scale=st.sampled_from(SCALES))
def test_the_total_is_the_sum_of_the_parts_and_unknown_where_one_is(told: Signs, scale: Scale) -> None:
    found = news2.news2(told, scale)
    known = [points for points in found.parts.values() if points is not None]
    assert tuple(found.parts) == PARTS
    assert found.missing == tuple(part for part in PARTS if found.parts[part] is None)
    assert found.total == (None if found.missing else sum(known))
    assert all(0 <= points <= 3 for points in known)
    assert found.total is None or 0 <= found.total <= 20


@WIDE
@given(told=ANY_SIGNS, scale=st.sampled_from(SCALES), oxygen=st.sampled_from([AIR, O2]))
def test_a_part_that_is_known_without_the_oxygen_stays_when_it_is_stated(
    told: Signs, scale: Scale, oxygen: float
) -> None:
    unsaid = news2.news2(replace(told, oxygen_l_min=None), scale).parts
    stated = news2.news2(replace(told, oxygen_l_min=oxygen), scale).parts
    assert all(points is None or stated[part] == points for part, points in unsaid.items())
