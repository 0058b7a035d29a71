from dataclasses import replace
from typing import Any

import pytest

from app.charts.trends import pictures
from app.charts.trends.known import known
from app.charts.trends.overlaid import View
from app.parts.across import chosen
from app.parts.across.chosen import Chosen
from tests import facts
from tests.app.charts.trends import frames

NASAL = {"drug": "esketamine", "route": "intranasal"}


def of(*told: dict[str, Any]) -> Chosen:
    """All of these sessions, as they are chosen at first where nothing is filtered."""
    whole = replace(known((), frames.ZONE), sessions=frames.sessions(*told))
    numbers = tuple(row["number"] for row in whole.rows())
    return Chosen(facts.patient(), whole, whole, numbers, "light", may_take_out=True)


def test_each_drug_and_route_has_its_own_part_and_no_session_is_in_none_or_in_two() -> None:
    parts = of(frames.session(1), frames.session(2, **NASAL), frames.session(3), frames.held(4)).apart()
    assert [(one.kind, one.numbers) for one in parts] == [("Ketamine IV", (4, 3, 1)), ("Esketamine intranasal", (2,))]
    drawn = [pictures.against_dose(one.cut, View(frames.ZONE)) for one in parts]
    assert [[row["session"] for row in one.points] for one in drawn] == [[1, 3], [2]]
    assert not any("another drug" in one.alt for one in drawn)
    assert len({one.key("table-rise") for one in parts}) == len(parts)


def test_one_drug_and_route_needs_no_parts() -> None:
    for told in ([], [frames.session(1), frames.held(2)]):
        whole = of(*told)
        assert whole.apart() == [whole]


@pytest.mark.parametrize(
    ("picture", "numbers", "view", "query"),
    [
        ("overlaid", (1, 4), View("UTC", also=(1,)), "of=1,4&also=1"),
        ("overlaid", (1,), View("UTC", change=True), "of=1&change=1"),
        ("rise", (), View("UTC"), "of="),  # a filter that leaves nothing takes out nothing, not everything
        ("between", (), View("UTC"), ""),  # of all sessions, whatever is chosen
        ("compare", (), View("UTC", compared=(1, 2)), "only=1,2"),
    ],
)
def test_a_picture_is_taken_out_of_the_very_sessions_that_it_is_drawn_of(
    picture: str, numbers: tuple[int, ...], view: View, query: str
) -> None:
    there = f"/export/view/{facts.PATIENT}/{picture}.csv?{query}"
    assert chosen.address(facts.PATIENT, picture, "csv", numbers, view) == there
