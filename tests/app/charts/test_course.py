from typing import Any

import pytest

from app.charts import course
from app.charts.theme import PALETTES, Theme
from tests import facts
from tests.app.charts import sessions


def test_minutes_count_from_the_start_and_the_missed_reading_breaks_the_lines() -> None:
    found = course.course_rows(sessions.full())
    assert [(row["minutes"], row["systolic"], row["diastolic"], row["systolic_line"]) for row in found] == [
        (-2, 126, 80, 0),
        (10, 141, 83, 0),
        (21, 151, 92, 0),
        (62, 139, 86, 1),
    ]
    assert {(row["since"], row["given_to"]) for row in found} == {("start", 42)}


def test_without_a_start_minutes_count_from_the_arrival_and_say_so() -> None:
    (row,) = course.course_rows(facts.record_with(facts.reading("14:00", diastolic=80)))
    assert (row["minutes"], row["since"], row["given_to"]) == (30, "arrival", None)
    assert (row["systolic"], row["systolic_line"], row["diastolic_line"]) == (None, None, 0)


def spec(told: list[Any], theme: Theme = "light") -> dict[str, Any]:
    found: dict[str, Any] = course.course_chart(theme, told).to_dict()
    return found


def row(minutes: int, systolic: int, given_to: int | None = None) -> dict[str, object]:
    lines = {"systolic_line": 0, "diastolic_line": 0}
    return {"minutes": minutes, "systolic": systolic, "diastolic": 80, "since": "start", "given_to": given_to} | lines


@pytest.mark.parametrize(
    ("told", "minutes", "pressure", "ticks"),
    [
        pytest.param([], [-15, 90], [60, 170], [0, 40, 80], id="no readings"),
        pytest.param([row(10, 140, 40)], [-15, 90], [60, 170], [0, 40, 80], id="a usual one"),
        pytest.param([row(-30, 290)], [-30, 90], [60, 290], [0, 40, 80], id="the axes grow"),
        pytest.param([row(200, 140)], [-15, 200], [60, 170], [0, 60, 120, 180], id="a long one"),
        pytest.param([row(2000, 140)], [-15, 2000], [60, 170], [0, 480, 960, 1440, 1920], id="a day and more"),
        pytest.param([row(10, 140, 120)], [-15, 120], [60, 170], [0, 40, 80, 120], id="the dose itself is long"),
    ],
)
def test_the_axes_hold_every_value(told: list[Any], minutes: list[int], pressure: list[int], ticks: list[int]) -> None:
    (point,) = (one for one in spec(told)["layer"] if one.get("name") == "systolic")
    assert point["encoding"]["x"]["scale"]["domain"] == minutes
    assert point["encoding"]["y"]["scale"]["domain"] == pressure
    assert point["encoding"]["x"]["axis"]["values"] == ticks


@pytest.mark.parametrize("theme", PALETTES)
def test_the_small_chart_is_drawn_in_the_colours_of_its_theme(theme: Theme) -> None:
    told = spec(course.course_rows(sessions.full()), theme)
    assert {one["mark"]["color"] for one in told["layer"]} == {PALETTES[theme].pressure}
    assert told["config"]["background"] == PALETTES[theme].card
