"""For whom a record is, broken glass, and accounts of one shift say what they must and nothing that cannot be."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from schemas.account import OneShift
from schemas.restriction import BreakGlass, Restriction
from tests import facts, said

AT = facts.instant("08:00")


def test_what_can_be_said() -> None:
    assert isinstance(said.restriction(facts.NURSE, facts.OTHER_NURSE), Restriction)
    assert said.restriction().staff_ids is None, "for everybody again"
    assert isinstance(said.glass(), BreakGlass)
    assert isinstance(said.one_shift(ends_at=AT + timedelta(hours=16)), OneShift)


@pytest.mark.parametrize(
    ("kind", "fields", "words"),
    [
        (said.restriction, {"staff_ids": (facts.NURSE, facts.NURSE)}, "Each person is named once"),
        (said.restriction, {"staff_ids": ()}, "at least 1 item"),
        (said.restriction, {"reason": " "}, "at least 1 item"),
        (said.glass, {"until": AT}, "for 60 minutes"),
        (said.glass, {"reason": " "}, "at least 1 item"),
        (said.one_shift, {"ends_at": AT}, "within 16 hours"),
        (said.one_shift, {"ends_at": AT + timedelta(hours=16, seconds=1)}, "within 16 hours"),
        (said.one_shift, {"registration_number": "1"}, "at least 2 items"),
    ],
    ids=[
        "a person named twice",
        "nobody named",
        "no reason",
        "another time than an hour",
        "broken without a reason",
        "a shift that ends as it begins",
        "a shift longer than the longest",
        "no registration number",
    ],
)
def test_what_cannot_be_said_is_refused(kind: Callable[..., object], fields: dict[str, object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        kind(**fields)
