"""Interventions, medicines among them, and notes."""

import pytest
from pydantic import ValidationError

from tests import facts


@pytest.mark.parametrize(
    "fields",
    [
        {"words": "Repositioned the probe"},
        {"words": "Oxygen mask", "response": "SpO2 back to 96"},
        {"drug": "Ondansetron"},
        {"drug": "Ondansetron", "dose": "4 mg", "route": "IV", "ordered_by": "Pat", "response": "settled"},
        {"drug": "Labetalol", "words": "slowly"},
    ],
)
def test_an_action_is_a_medicine_or_said_in_words(fields: dict[str, object]) -> None:
    assert facts.intervention(**fields).model_dump(include=set(fields)) == fields


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"words": None}, "a medicine or is said in words"),
        ({"words": None, "response": "better"}, "a medicine or is said in words"),
        ({"words": None, "dose": "4 mg"}, "a medicine or is said in words"),
        ({"dose": "4 mg"}, "belong to a medicine"),
        ({"route": "IV"}, "belong to a medicine"),
        ({"ordered_by": "Pat"}, "belong to a medicine"),
        ({"drug": ""}, "at least 1"),
        ({"drug": "x" * 101}, "at most 100"),
        ({"words": "x" * 501}, "at most 500"),
        ({"time_stated": "x" * 41}, "at most 40"),
    ],
)
def test_a_dose_without_a_medicine_is_refused(fields: dict[str, object], why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        facts.intervention(**fields)


def test_a_note_has_words() -> None:
    assert facts.note(words="Slept.\nMusic off.").words == "Slept.\nMusic off."
    with pytest.raises(ValidationError, match="at least 1"):
        facts.note(words=" ")
    with pytest.raises(ValidationError, match="at most 2000"):
        facts.note(words="x" * 2001)
