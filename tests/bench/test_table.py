import pytest

from tests.bench.table import Amount, Compared, Spread, Within, percentile


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


def test_a_spread_has_the_quartiles_of_both_sides_and_of_what_was_measured_one_after_the_other() -> None:
    line = Spread("a look", "its peer", (10, 20, 30, 40, 50), (20, 40, 60, 400, 100), target=0.5).line()
    assert "30.0 (20.0-40.0)" in line
    assert "60.0 (40.0-100)" in line
    assert "0.500 (0.500-0.500)  <= 0.5   met" in line


@pytest.mark.parametrize(("found", "said"), [(0.15, "<= 0.15 met"), (0.151, "<= 0.15 MISSED")])
def test_an_amount_is_judged_by_its_limit(found: float, said: str) -> None:
    assert said in Amount("memory", found, "MB", 0.15).line()
