from typing import Any

import pytest

from schemas.rules import scales
from tests import said

C_SSRS = {"scale": "c_ssrs"}


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"items": (3,) * 8 + (0,)}, None),
        ({"items": (3,) * 8 + (None,)}, None),
        ({"items": (0,) * 8 + (1,)}, "PHQ-9 item 9: 1"),
        ({"items": (0,) * 8 + (3,)}, "PHQ-9 item 9: 3"),
        ({"items": (None,) * 8 + (2,)}, "PHQ-9 item 9: 2"),
        ({"scale": "gad_7", "items": (3,) * 7}, None),
        ({"scale": "madrs", "total": 60}, None),
        (C_SSRS | {"ideation": 0, "behaviour": "none"}, None),
        (C_SSRS | {"ideation": 0, "behaviour": "earlier"}, None),
        (C_SSRS | {"ideation": 1}, "C-SSRS: ideation 1 of 5"),
        (C_SSRS | {"behaviour": "recent"}, "C-SSRS: behaviour within 3 months"),
        (C_SSRS | {"ideation": 5, "behaviour": "recent"}, "C-SSRS: ideation 5 of 5, behaviour within 3 months"),
    ],
)
def test_any_answer_to_item_9_but_not_at_all_and_what_the_c_ssrs_finds_are_told(
    fields: dict[str, Any], told: str | None
) -> None:
    assert scales.tells(said.assessment(**fields)) == told


def test_what_was_withdrawn_tells_nothing() -> None:
    assert scales.tells(said.instead(said.risky(), withdrawn=True)) is None


TOLD = said.risky(1)
DONE = said.closing(TOLD)
WORSE = said.instead(TOLD, items=(*said.PHQ_9[:8], 3))


@pytest.mark.parametrize(
    ("statements", "closings", "is_open"),
    [
        ([TOLD], [], True),
        ([TOLD], [DONE], False),
        ([TOLD], [DONE, said.instead(DONE, withdrawn=True)], True),
        ([TOLD], [DONE, said.instead(DONE, action="called her")], False),
        ([TOLD, WORSE], [DONE], True),
        ([TOLD, WORSE], [DONE, said.closing(WORSE)], False),
        ([TOLD, said.instead(TOLD, items=said.PHQ_9)], [], False),
        ([TOLD, said.instead(TOLD, withdrawn=True)], [], False),
        ([said.assessment()], [], False),
    ],
    ids=[
        "nobody closed it",
        "closed",
        "closed and taken back",
        "closed and corrected",
        "corrected after it was closed",
        "closed again as it was corrected",
        "corrected to not at all",
        "withdrawn",
        "not at all",
    ],
)
def test_it_is_open_until_somebody_closes_the_statement_that_holds(
    statements: list[Any], closings: list[Any], is_open: bool
) -> None:
    (one,) = scales.standing(statements, closings)
    assert scales.is_open(one) is is_open
