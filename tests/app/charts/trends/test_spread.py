from typing import Any

import pytest

from app.charts.trends import spread
from tests.app.charts.trends import frames

BEFORE = float("-inf")


@pytest.mark.parametrize(
    ("dues", "expected"),
    [
        pytest.param([], [], id="without dues there are no bins"),
        pytest.param([20], [(20, 10, 30)], id="a due alone has the start for its neighbour"),
        pytest.param([10, 20, 40], [(10, 5, 15), (20, 15, 30), (40, 30, 50)], id="each reaches half the way"),
        pytest.param([40, 10, 10], [(10, 5, 25), (40, 25, 55)], id="in order and once each"),
        pytest.param([15, 20], [(15, 7.5, 17.5), (20, 17.5, 22.5)], id="halves of a minute"),
        pytest.param([-10, 0, 20], [(0, BEFORE, 0), (20, 10, 30)], id="dues before the start are one bin"),
        pytest.param([-5], [(-5, BEFORE, 0)], id="the baseline alone"),
    ],
)
def test_a_bin_lies_around_each_due(dues: list[int], expected: list[tuple[float, ...]]) -> None:
    assert [(one.due, one.low, one.high) for one in spread.bins(dues)] == expected


@pytest.mark.parametrize(
    ("taken", "expected"),
    [
        pytest.param([], {}, id="no reading"),
        pytest.param([(10, 140)], {10: 140}, id="at the due"),
        pytest.param([(8, 138), (11, 141)], {10: 141}, id="the nearest of two"),
        pytest.param([(9, 139), (11, 141)], {10: 139}, id="of two as near the earlier"),
        pytest.param([(10, 140), (10, 150)], {10: 150}, id="of two in one minute the later one"),
        pytest.param([(15, 145)], {10: 145}, id="half way belongs to the earlier due"),
        pytest.param([(16, 146)], {20: 146}, id="behind it to the later one"),
        pytest.param([(5, 135)], {}, id="the first bin begins behind half the way from the start"),
        pytest.param([(25, 150)], {20: 150}, id="the last bin's end"),
        pytest.param([(26, 150)], {}, id="behind the last bin"),
        pytest.param([(-20, 120), (-3, 126)], {0: 126}, id="before the start the last value is the baseline's"),
        pytest.param([(0, 124), (0, 128)], {0: 128}, id="minute 0 is before the start"),
        pytest.param([(-3, 126), (3, 130)], {0: 126}, id="a value after the start is never the baseline's"),
    ],
)
def test_a_session_has_one_value_in_a_bin(taken: list[tuple[int, int]], expected: dict[int, int]) -> None:
    told = frames.readings(*(frames.reading(1, minutes, value) for minutes, value in taken))
    found = spread.one_a_session(told, "systolic", [0, 10, 20])
    assert {due: of_each[1] for due, of_each in found.items() if of_each} == expected


def test_what_was_struck_or_not_measured_is_no_value() -> None:
    told = frames.readings(
        frames.reading(1, 10, 190, struck=True), frames.reading(1, 11, None, pulse=80), frames.reading(2, 10, 140)
    )
    assert spread.one_a_session(told, "systolic", [10]) == {10: {2: 140}}


@pytest.mark.parametrize(
    ("values", "of", "expected"),
    [
        pytest.param(7, 7, False, id="seven are too few"),
        pytest.param(8, 8, True, id="eight are enough"),
        pytest.param(8, 10, True, id="80 percent exactly"),
        pytest.param(8, 11, False, id="eight of eleven are less"),
        pytest.param(9, 11, True, id="nine of eleven are more"),
        pytest.param(48, 60, True, id="48 of 60"),
        pytest.param(47, 60, False, id="47 of 60"),
        pytest.param(0, 0, False, id="none of none"),
    ],
)
def test_a_bin_needs_eight_sessions_and_four_in_five(values: int, of: int, expected: bool) -> None:
    assert spread.enough(values, of) is expected


def series(sessions: int, minutes: tuple[int, ...] = (10, 20, 40)) -> list[dict[str, Any]]:
    return [frames.reading(number, minute, 130 + number) for number in range(1, sessions + 1) for minute in minutes]


def test_median_and_quartiles_are_interpolated() -> None:
    (row,) = spread.spread(frames.readings(*series(8, (10,))), range(1, 9), ["systolic"], [10])
    assert (row["n"], row["of"], row["low"], row["median"], row["high"]) == (8, 8, 132.75, 134.5, 136.25)


def test_a_session_that_was_measured_often_counts_once() -> None:
    often = [frames.reading(1, minute, 200) for minute in (8, 9, 11, 12)]
    (row,) = spread.spread(frames.readings(*series(8, (10,)), *often), range(1, 9), ["systolic"], [10])
    assert (row["n"], row["high"]) == (8, 136.25)


@pytest.mark.parametrize(
    ("gone", "expected"),
    [
        pytest.param([], [(10, 0), (20, 0), (40, 0)], id="all bins in one stretch"),
        pytest.param([(20, 3)], [(10, 0), (20, 0), (40, 0)], id="seven of ten are gone from none"),
        pytest.param([(20, 3), (20, 4), (20, 5)], [(10, 0), (40, 1)], id="the band never bridges a bin without one"),
        pytest.param([(40, 3), (40, 4), (40, 5)], [(10, 0), (20, 0)], id="those who had not settled are no late band"),
    ],
)
def test_a_band_is_broken_where_too_few_sessions_have_a_value(
    gone: list[tuple[int, int]], expected: list[tuple[int, int]]
) -> None:
    rows = [row for row in series(10) if (row["minutes"], row["number"]) not in gone]
    found = spread.spread(frames.readings(*rows), range(1, 11), ["systolic"], [10, 20, 40])
    assert [(row["due"], row["stretch"]) for row in found] == [(due, f"systolic {place}") for due, place in expected]


def test_sessions_without_a_baseline_count_among_those_that_have_no_change() -> None:
    rows = [row | ({"delta_systolic": None} if row["number"] > 8 else {}) for row in series(11, (10,))]
    told = frames.readings(*rows)
    assert spread.spread(told, range(1, 12), ["delta_systolic"], [10]) == []
    assert [row["n"] for row in spread.spread(told, range(1, 11), ["delta_systolic"], [10])] == [8]


def test_seven_sessions_have_no_band_and_neither_have_none() -> None:
    assert spread.spread(frames.readings(*series(7)), range(1, 8), ["systolic"], [10, 20, 40]) == []
    assert spread.spread(frames.readings(), [], ["systolic"], [10]) == []
