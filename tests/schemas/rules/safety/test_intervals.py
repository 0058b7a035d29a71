"""Intervals against published and tabulated values."""

import pytest

from schemas.rules.safety import figures, intervals
from schemas.rules.safety.intervals import Interval


@pytest.mark.parametrize(
    ("found", "of", "low", "high"),
    [
        # Newcombe, Stat Med 1998;17:857-872, table I, score method without correction for continuity.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilsons_interval_is_the_published_one(found: int, of: int, low: float, high: float) -> None:
    told = intervals.wilson(found, of)
    assert told is not None
    assert (round(told.low, 4), round(told.high, 4)) == (low, high)
    turned = intervals.wilson(of - found, of)
    assert turned is not None
    assert (round(1 - turned.high, 4), round(1 - turned.low, 4)) == (low, high), "without it, it is the mirror's"


def test_of_nobody_there_is_no_interval() -> None:
    assert intervals.wilson(0, 0) is None


@pytest.mark.parametrize(
    ("classes", "low", "high"),
    [
        # One session a patient: the share drawn is binomial, whose quantiles are tabulated.
        ({(1, 1): 8, (1, 0): 8}, 0.25, 0.75),  # n 16, p .5: P(X<=3) .0106, P(X<=4) .0384
        ({(1, 1): 2, (1, 0): 8}, 0.00, 0.50),  # n 10, p .2: P(X=0) .1074, P(X<=4) .9672, P(X<=5) .9936
        # All or none of a patient's ten sessions: a hundred sessions say no more than ten patients.
        ({(10, 10): 5, (10, 0): 5}, 0.20, 0.80),  # n 10, p .5: P(X<=1) .0107, P(X<=2) .0547
    ],
    ids=["eight of sixteen patients", "two of ten", "ten sessions of each of ten patients"],
)
def test_drawing_patients_gives_the_tabulated_quantiles(classes: intervals.Classes, low: float, high: float) -> None:
    told = intervals.bootstrap(classes)
    assert told is not None
    assert (told.low, told.high) == pytest.approx((low, high))


def test_the_same_classes_and_seed_give_the_same_in_whatever_order_they_come() -> None:
    one, other = {(3, 1): 90, (5, 2): 80, (7, 0): 70}, {(7, 0): 70, (5, 2): 80, (3, 1): 90}
    assert intervals.bootstrap(one) == intervals.bootstrap(other)
    assert intervals.bootstrap(one, seed=1) != intervals.bootstrap(one, seed=2)


@pytest.mark.parametrize(
    "classes",
    [{}, {(0, 0): 50}, {(2, 1): 9}, {(4, 0): 50}, {(4, 4): 50}],
    ids=["nobody", "nothing could be judged", "nine patients", "nobody had it", "everybody always had it"],
)
def test_where_drawing_says_nothing_there_is_no_interval(classes: intervals.Classes) -> None:
    assert intervals.bootstrap(classes) is None


def test_who_could_not_be_judged_is_never_drawn() -> None:
    judged = {(2, 1): 20, (2, 0): 20}
    assert intervals.bootstrap(judged | {(0, 0): 1000}) == intervals.bootstrap(judged)


@pytest.mark.parametrize(
    ("values", "mean", "deviation"),
    [([2, 4, 4, 4, 5, 5, 7, 9], 5.0, (32 / 7) ** 0.5), ([7], 7.0, None), ([], None, None), ([3, 3, 3], 3.0, 0.0)],
    ids=["eight values", "one has no deviation", "none", "all the same"],
)
def test_a_mean_from_sums_is_the_mean_of_the_values(
    values: list[int], mean: float | None, deviation: float | None
) -> None:
    told = figures.mean(len(values), sum(values), sum(value**2 for value in values))
    assert told == figures.Mean(len(values), mean, None if deviation is None else pytest.approx(deviation))


def test_an_interval_never_leaves_out_what_was_counted() -> None:
    for of in range(1, 40):
        for found in range(of + 1):
            told = intervals.wilson(found, of)
            assert isinstance(told, Interval)
            assert 0 <= told.low <= found / of <= told.high <= 1
