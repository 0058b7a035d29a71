"""A fact about a fact: withdrawn or moved."""

from uuid import UUID

import pytest
from pydantic import ValidationError

from schemas.correction import RetractionHow
from tests import facts

WRONG, ELSEWHERE = facts.reading(pulse=88), UUID(int=99)


def test_a_withdrawal_names_the_fact_and_the_reason() -> None:
    retraction = facts.withdrawn(WRONG)
    assert (retraction.how, retraction.fact_id, retraction.moved_to) == (RetractionHow.WITHDRAWN, WRONG.id, None)
    assert retraction.treatment_id == WRONG.treatment_id


def test_a_move_names_the_fact_it_became() -> None:
    assert facts.moved(WRONG, ELSEWHERE).moved_to == ELSEWHERE


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"how": "moved"}, "names the fact it became"),
        ({"moved_to": ELSEWHERE}, "names the fact it became"),
        ({"reason": None}, "reason"),
        ({"reason": " "}, "at least 1"),
        ({"how": "deleted"}, "withdrawn"),
        ({"fact_id": None}, "fact_id"),
    ],
)
def test_a_retraction_that_leaves_something_open_is_refused(fields: dict[str, object], why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        facts.withdrawn(WRONG, **fields)
