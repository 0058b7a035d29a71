"""An order refuses what does not hold together; a decision without one keeps the content that it always had."""

from typing import Any

import pytest

from schemas.order import Departure, Order, OrderChange
from tests import facts, said

NO_DOSE = {"dose_mg": None, "dose_mg_per_kg": None}


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"dose_mg": 40.0, "dose_mg_per_kg": 0.5}, "in mg or in mg/kg: one of the two"),
        (NO_DOSE, "in mg or in mg/kg: one of the two"),
        ({"drug": None}, "names the drug and how it is given"),
        ({"route": None}, "names the drug and how it is given"),
        ({"minutes": 40, "rate_ml_h": 60.0}, "over minutes or at a rate, not both"),
        ({"change": "raise"}, "To raise, lower or stop needs its reason"),
        ({"change": "lower"}, "To raise, lower or stop needs its reason"),
        ({"change": "double", "words": "x"}, "change"),
        ({"weight_kg": 82.5}, "A weight has the time it was taken at"),
        ({"weighed_at": facts.instant("13:00")}, "A weight has the time it was taken at"),
        ({"weight_kg": 351.0, "weighed_at": facts.instant("13:00")}, "less than or equal to 350"),
        ({"dose_mg_per_kg": 21.0}, "less than or equal to 20"),
        ({"dose_mg": 0.0}, "greater than 0"),
        ({"minutes": 0}, "greater than or equal to 1"),
        ({"minutes": 40.5}, "valid integer"),
        ({"rate_ml_h": 0.0, "minutes": None}, "greater than 0"),
        ({"dose_mg": "40"}, "valid number"),
        ({"hold_if": ""}, "at least 1"),
    ],
)
def test_an_order_that_does_not_hold_together_is_refused(fields: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        said.order(**fields)


@pytest.mark.parametrize(
    "field", ["drug", "route", "dose_mg", "dose_mg_per_kg", "minutes", "rate_ml_h", "if_needed", "hold_if"]
)
def test_to_stop_orders_nothing_else(field: str) -> None:
    told = {"drug": "ketamine", "route": "intravenous", "minutes": 40, "if_needed": "x", "hold_if": "x"}
    with pytest.raises(ValueError, match="To stop orders nothing else"):
        said.stop(**{field: told.get(field, 1.0)})


def test_to_stop_says_why() -> None:
    with pytest.raises(ValueError, match="needs its reason"):
        said.stop(words=None)
    assert said.stop().change is OrderChange.STOP


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"dose_mg": 56.0, "drug": "esketamine", "route": "intranasal", "minutes": None},
        {"change": "first"},
        {"change": "raise", "words": "little effect"},
        {"rate_ml_h": 60.0},
        {"weight_kg": 82.5, "weighed_at": facts.instant("13:00")},
    ],
)
def test_one_that_holds_together_is_an_order(fields: dict[str, Any]) -> None:
    assert isinstance(said.order(**fields), Order)


def test_a_decision_without_an_order_has_the_content_that_it_had_before_there_were_orders() -> None:
    plain = facts.decided()
    assert not {"order_id", "departs"} & set(plain.model_dump(mode="json"))
    ordered = facts.decided(order_id=said.order().id, departs=["dose"])
    assert ordered.model_dump(mode="json")["departs"] == ["dose"]
    assert ordered.departs == (Departure.DOSE,)
    assert facts.decided(departs=None).departs == ()
    assert "departs" not in facts.decided(order_id=said.order().id).model_dump()


def test_only_from_an_order_anything_differs() -> None:
    with pytest.raises(ValueError, match="Only from an order anything differs"):
        facts.decided(departs=["dose"])
