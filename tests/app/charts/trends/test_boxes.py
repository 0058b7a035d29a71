import pytest

from app.charts.trends import boxes

ONE = boxes.box(10, 10, 4, 6)


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        pytest.param(ONE, True, id="itself"),
        pytest.param(boxes.box(12, 12, 4, 6), True, id="a corner of it"),
        pytest.param(boxes.box(14, 10, 4, 6), False, id="an edge alone"),
        pytest.param(boxes.box(10, 16, 4, 6), False, id="one below the other"),
        pytest.param(boxes.box(30, 30, 4, 6), False, id="far away"),
    ],
)
def test_boxes_meet_where_they_share_more_than_an_edge(other: boxes.Box, expected: bool) -> None:
    assert boxes.meet(ONE, other) is expected
    assert boxes.meet(other, ONE) is expected


def test_a_box_lies_around_its_centre() -> None:
    assert ONE == (8, 7, 12, 13)
