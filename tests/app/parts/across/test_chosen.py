import pytest

from app.charts.trends.overlaid import View
from app.parts.across import chosen
from tests import facts


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
