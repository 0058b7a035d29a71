import pytest

from app.charts.trends import aside, boxes

WIDTH = 300


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        pytest.param([], [], id="no point"),
        pytest.param([(150, 50, "1")], [0], id="one alone stays"),
        pytest.param([(150, 50, "1"), (150, 61, "2")], [0, 0], id="one above the other with room for both numbers"),
        pytest.param([(150, 50, "1"), (150, 50, "2")], [-12, 0], id="the older goes to the side without the number"),
        pytest.param([(150, 50, "1"), (150, 50, "2"), (150, 50, "3")], [20, -12, 0], id="the next past the number"),
        pytest.param([(295, 50, "1"), (295, 50, "2"), (295, 50, "3")], [-32, -12, 0], id="at the edge only inwards"),
    ],
)
def test_points_that_would_cover_each_other_stand_beside_each_other(
    points: list[tuple[float, float, str]], expected: list[float]
) -> None:
    assert [one.right for one in aside.aside(points, WIDTH)] == expected


def test_nothing_lies_on_anything_as_long_as_there_is_room() -> None:
    points = [(150.0, 50.0 + 5 * (number % 4), str(number)) for number in range(12)]
    places = aside.aside(points, WIDTH)
    assert None not in {one.number for one in places}
    rooms = [aside.room(*one, place) for one, place in zip(points, places, strict=True)]
    assert not any(boxes.meet(one, other) for place, one in enumerate(rooms) for other in rooms[:place])


def test_no_point_goes_farther_than_half_the_way_to_the_next_dose() -> None:
    points = [(100.0, 50.0, "1"), *((200.0, 50.0, str(number)) for number in range(2, 30))]
    assert max(abs(one.right) for one in aside.aside(points, 1000)) <= 50


def test_doses_that_nearly_are_one_are_read_as_one() -> None:
    points = [(100.0 + number, 50.0, str(number)) for number in range(6)]
    places = aside.aside(points, WIDTH)
    assert len({round(x + place.right) for (x, _, _), place in zip(points, places, strict=True)}) == 6


def test_those_for_which_there_is_no_room_stay_at_their_dose_without_a_number() -> None:
    places = aside.aside([(150, 50, str(number)) for number in range(100)], WIDTH)
    assert (places[-1].right, places[-1].number is None) == (0, False)
    assert places[:80] == [aside.Place(0, None)] * 80
