from typing import Any
from uuid import uuid4

import pytest
from pydantic import ValidationError

from schemas.signature import Signature
from tests import facts, signed

CALL = signed.afterword()
NURSE = facts.staff()

CASES: list[tuple[dict[str, Any], str]] = [
    ({"meaning": "complete"}, "written"),
    ({"about": None}, "written"),
    ({"sha256": "0" * 63}, "sha256"),
    ({"sha256": "G" * 64}, "sha256"),
    ({"content": 0}, "content"),
    ({"addenda": -1}, "addenda"),
]


@pytest.mark.parametrize(("fields", "about"), CASES)
def test_what_is_no_signature_is_refused(fields: dict[str, Any], about: str) -> None:
    with pytest.raises(ValidationError, match=about):
        signed.written(CALL, NURSE, **fields)


def test_a_signature_under_a_record_stands_under_nothing_else() -> None:
    made = signed.written(CALL, NURSE, about=None, meaning="complete")
    assert isinstance(made, Signature)


BESIDE: list[tuple[dict[str, Any], str]] = [
    ({"replaces": uuid4()}, "says why"),
    ({"reason": "x"}, "says why"),
    ({"sort": "review", "effects": [{"name": "Nausea"}]}, "belong to a follow-up"),
    ({"plan": "40 mg again"}, "belongs to a review"),
    ({"effects": [{"name": "", "severity": 1}]}, "effects"),
    ({"effects": [{"name": "Nausea", "severity": 5}]}, "severity"),
    ({"words": ""}, "words"),
]


@pytest.mark.parametrize(("fields", "sentence"), BESIDE)
def test_what_stands_beside_a_record_says_what_is_its_own(fields: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        signed.afterword(**fields)
