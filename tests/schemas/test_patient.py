"""The identifiers a nurse checks."""

from datetime import date

import pytest
from pydantic import ValidationError

from schemas.patient import Sex
from tests import facts


@pytest.mark.parametrize("sex", list(Sex))
def test_a_patient_has_one_of_four_answers_for_sex(sex: Sex) -> None:
    assert facts.patient(sex=sex.value).sex is sex


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("date_of_birth", date(1900, 1, 1)),
        ("date_of_birth", date(2040, 1, 1)),
        ("record_number", "7"),
        ("record_number", "9" * 32),
        ("phone", "112"),
        ("phone", "+" + "4" * 39),
        ("phone", None),
        ("given_name", "\u5f20"),
        ("family_name", "x" * 100),
    ],
)
def test_what_lies_on_the_bound_is_accepted(field: str, value: object) -> None:
    assert getattr(facts.patient(**{field: value}), field) == value


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("date_of_birth", date(1899, 12, 31), "before 1900"),
        ("date_of_birth", None, "date"),
        ("record_number", "", "at least 1"),
        ("record_number", " ", "at least 1"),
        ("record_number", "9" * 33, "at most 32"),
        ("record_number", "12\n3", "one line"),
        ("phone", "11", "at least 3"),
        ("phone", "4" * 41, "at most 40"),
        ("given_name", "", "at least 1"),
        ("given_name", "Al\x00ice", "control character"),
        ("given_name", "\u202eecilA", "direction"),
        ("given_name", "\ud800", "half a character"),
        ("given_name", 5, "string"),
        ("family_name", "x" * 101, "at most 100"),
        ("family_name", "Exam\nple", "one line"),
        ("sex", "f", "female"),
        ("sex", None, "female"),
    ],
)
def test_what_a_nurse_could_not_check_is_refused(field: str, value: object, why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        facts.patient(**{field: value})
