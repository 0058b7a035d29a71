import pytest

from tests.bench.table import Compared, Within, percentile


@pytest.mark.parametrize(
    ("part", "expected"), [(0.95, 19), (0.5, 10), (1.0, 20), (0.01, 1)], ids=["95th", "half", "all", "first"]
)
def test_a_percentile_is_the_nearest_rank(part: float, expected: float) -> None:
    assert percentile(range(1, 21), part) == expected


@pytest.mark.parametrize(
    ("most", "far", "said"),
    [
        (20, 40, "<= 20 met; <= 40 met"),
        (19, 39, "<= 19 MISSED; <= 39 MISSED"),
        (20, None, "<= 20 met; no limit"),
    ],
    ids=["both just met", "both just missed", "no limit for the 95th"],
)
def test_a_line_says_of_both_limits_whether_they_were_met(most: float, far: float | None, said: str) -> None:
    assert said in Within("a save", (20, 40, 10), median=most, far=far).line()


@pytest.mark.parametrize(("target", "said"), [(0.5, "<= 0.5   met"), (0.49, "<= 0.49  MISSED"), (None, "no target")])
def test_a_ratio_is_of_the_medians(target: float | None, said: str) -> None:
    assert said in Compared("a save", "its peer", (1, 2, 9), (4, 4, 4), target).line()
