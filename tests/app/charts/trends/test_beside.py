import pytest

from app.charts.trends import beside


def test_words_stand_beside_their_point() -> None:
    assert beside.labels([(50, 50, "7")]) == [(pytest.approx(58.3), 50, "7")]


def test_a_neighbour_at_the_right_sends_the_words_to_the_left() -> None:
    found = {words: x for x, _, words in beside.labels([(50, 50, "7"), (60, 50, "8")])}
    assert found["7"] < 50
    assert found["8"] > 60


def test_no_words_cover_others_or_a_point() -> None:
    points = [(40 + 5 * (place % 4), 40 + 6 * (place // 4), str(place)) for place in range(12)]
    found = beside.labels(points)
    boxes = [(x, y, 6.6 * len(words), 11) for x, y, words in found] + [(x, y, 8, 8) for x, y, _ in points]
    for place, (x, y, width, height) in enumerate(boxes[: len(found)]):
        for other, (at_x, at_y, wide, high) in enumerate(boxes):
            apart = max(abs(x - at_x) - (width + wide) / 2, abs(y - at_y) - (height + high) / 2)
            assert place == other or apart >= -1e-9


def test_of_many_at_one_place_the_newest_keep_their_words() -> None:
    found = beside.labels([(50, 50, str(number)) for number in range(1, 61)])
    assert [words for _, _, words in found][-1] == "60"
    assert 2 <= len(found) < 60
