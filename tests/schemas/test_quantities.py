"""The signs' names, units, codes and hard bounds, against the table they come from."""

from typing import Annotated

import pytest
from pydantic import TypeAdapter, ValidationError

from schemas import quantities as q
from schemas.reading import NAMES

PUBLISHED = [
    ("systolic", 30, 300, 0, None, "mm[Hg]", ("8480-6",)),
    ("diastolic", 10, 200, 0, None, "mm[Hg]", ("8462-4",)),
    ("pulse", 0, 300, 0, "h", "/min", ("8867-4",)),
    ("spo2", 30, 100, 0, "s", "%", ("59408-5", "2708-6")),
    ("respirations", 0, 80, 0, "r", "/min", ("9279-1",)),
    ("temperature_c", 25, 45, 1, "t", "Cel", ("8310-5",)),
    ("weight_kg", 20, 350, 1, "w", "kg", ("29463-7",)),
    ("oxygen_l_min", 0, 60, 1, "o", "L/min", ()),
    ("moaas", 0, 5, 0, "m", "{score}", ()),
    ("dissociation", 0, 3, 0, "d", "{score}", ()),
    ("pain", 0, 10, 0, "p", "{score}", ("72514-3",)),
]


def test_every_sign_has_its_bounds_unit_letter_and_codes() -> None:
    rows = [(s.name, s.low, s.high, s.decimals, s.letter, s.ucum, s.loinc) for s in q.SIGNS]
    assert rows == PUBLISHED


def test_a_reading_has_exactly_these_signs() -> None:
    assert tuple(sign.name for sign in q.SIGNS) == NAMES
    assert tuple(q.BY_NAME) == NAMES


def test_letters_and_labels_belong_to_one_sign_each() -> None:
    letters = [sign.letter for sign in q.SIGNS if sign.letter]
    assert len(set(letters)) == len(letters)
    assert len({sign.label for sign in q.SIGNS}) == len(q.SIGNS)


@pytest.mark.parametrize("value", [36.8, 36.0, 36, 0.1, 0.3, 82.5, 349.9])
def test_one_decimal_is_taken(value: float) -> None:
    assert TypeAdapter(Annotated[float, q.TENTHS]).validate_python(value) == value


@pytest.mark.parametrize("value", [36.85, 36.81, 0.05, 82.501, 36.800001])
def test_a_second_decimal_is_refused(value: float) -> None:
    with pytest.raises(ValidationError, match="one decimal"):
        TypeAdapter(Annotated[float, q.TENTHS]).validate_python(value)
