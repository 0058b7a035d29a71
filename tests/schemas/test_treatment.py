"""The session: its plan, its arrival and its end."""

import pytest
from pydantic import ValidationError

from schemas.treatment import Arrival, EndHow
from tests import facts


@pytest.mark.parametrize(
    ("field", "taken", "refused"),
    [
        ("planned_dose_mg", [0.1, 2000], [0, 2000.1, "56", True]),
        ("planned_dose_mg_per_kg", [0.01, 20], [0, 20.1, "0.5", True]),
        ("planned_doses", [1, 12], [0, 13, None, "2", True, 1.5]),
        ("zone", ["Europe/Berlin", "x" * 100], ["", "x" * 101, None]),
    ],
)
def test_a_plan_has_bounds(field: str, taken: list[object], refused: list[object]) -> None:
    for value in taken:
        assert getattr(facts.treatment(**{field: value}), field) == value
    for bad in refused:
        with pytest.raises(ValidationError, match=field):
            facts.treatment(**{field: bad})


def test_the_plan_is_said_in_one_unit() -> None:
    with pytest.raises(ValidationError, match="not both"):
        facts.treatment(planned_dose_mg=41.25, planned_dose_mg_per_kg=0.5)


def test_a_session_may_have_no_planned_amount_and_is_entered_as_it_happens() -> None:
    plain = facts.treatment()
    assert (plain.planned_dose_mg, plain.planned_dose_mg_per_kg, plain.entered_afterwards) == (None, None, False)
    assert facts.treatment(entered_afterwards=True).entered_afterwards


def test_a_changed_arrival_names_what_it_replaces() -> None:
    changed = facts.arrival("13:10")
    assert (changed.arrived_at, changed.replaces) == (facts.instant("13:10"), facts.TREATMENT)
    told = changed.model_dump() | {"replaces": None, "reason": None}
    with pytest.raises(ValidationError, match="names what it replaces"):
        Arrival.model_validate(told)


@pytest.mark.parametrize("how", list(EndHow))
def test_a_session_ends_in_one_of_four_ways(how: EndHow) -> None:
    assert facts.end("16:00", how).how is how


def test_an_end_without_a_way_is_refused() -> None:
    told = facts.end().model_dump()
    with pytest.raises(ValidationError, match="how"):
        type(facts.end()).model_validate(told | {"how": "vanished"})
