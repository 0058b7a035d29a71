"""A protocol's limits and usual doses, each with its source."""

import pytest
from pydantic import ValidationError

from schemas.protocol import Direction, Level, Limit, UsualDose
from tests import facts

HIGH = {"sign": "systolic", "direction": "high", "inclusive": True, "source": "example"}
LIMITS = (
    Limit(**HIGH, level="call", value=40, delta=True),
    Limit(**HIGH, level="caution", value=160),
    Limit(**HIGH, level="call", value=180),
    Limit(**HIGH | {"direction": "low", "inclusive": False}, level="call", value=90),
)


@pytest.mark.parametrize(
    ("sign", "direction", "level", "value"),
    [
        ("systolic", Direction.HIGH, Level.CAUTION, 160),
        ("systolic", Direction.HIGH, Level.CALL, 180),
        ("systolic", Direction.LOW, Level.CALL, 90),
        ("systolic", Direction.HIGH, Level.ONCE, None),
        ("systolic", Direction.LOW, Level.CAUTION, None),
        ("diastolic", Direction.HIGH, Level.CALL, None),
    ],
)
def test_a_limit_is_found_by_sign_direction_and_level_and_never_a_change(
    sign: str, direction: Direction, level: Level, value: float | None
) -> None:
    found = facts.protocol(limits=LIMITS).limit(sign, direction, level)
    assert (found and found.value) == value


def test_a_protocol_without_limits_has_none() -> None:
    assert facts.protocol().limit("systolic", Direction.HIGH, Level.CALL) is None


@pytest.mark.parametrize(
    ("field", "lowest", "highest"), [("planned_minutes", 1, 600), ("planned_doses", 1, 12), ("version", 1, 10**6)]
)
def test_plans_have_bounds(field: str, lowest: int, highest: int) -> None:
    for value in (lowest, highest):
        assert getattr(facts.protocol(**{field: value}), field) == value
    with pytest.raises(ValidationError, match=field):
        facts.protocol(**{field: lowest - 1})


@pytest.mark.parametrize(("field", "value"), [("planned_minutes", 601), ("planned_doses", 13)])
def test_a_plan_past_its_bound_is_refused(field: str, value: int) -> None:
    with pytest.raises(ValidationError, match=field):
        facts.protocol(**{field: value})


@pytest.mark.parametrize("field", ["source", "key", "name", "drug", "route", "infusion"])
def test_a_protocol_says_what_it_is_and_where_it_comes_from(field: str) -> None:
    with pytest.raises(ValidationError, match=field):
        facts.protocol(**{field: None})


def test_a_limit_and_a_usual_dose_need_their_source() -> None:
    with pytest.raises(ValidationError, match="source"):
        Limit(**{**HIGH, "source": ""}, level="call", value=180)
    with pytest.raises(ValidationError, match="source"):
        UsualDose(mg=56)
    assert UsualDose(mg_per_kg=0.5, source="label").mg is None
