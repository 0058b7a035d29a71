import json
from datetime import datetime, timedelta
from typing import Any

import pytest

from app.charts.theme import PALETTES, Theme
from app.charts.trends import between_chart
from app.charts.trends.between import Between, between
from tests.app.charts.trends import frames, pictures

START = datetime.fromisoformat("2026-01-05T09:00+00:00")
FOUR = [
    frames.session(1),
    frames.held(2),
    frames.held(3, None, None, outcome="cancelled"),
    frames.session(4, baseline_systolic=138, baseline_diastolic=88, weight_kg=None),
]


def made(told: list[dict[str, Any]]) -> Between:
    return between(frames.sessions(*told), frames.ZONE, frames.effects())


@pytest.fixture(scope="module")
def drawn() -> Any:  # noqa: ANN401 - an element
    return pictures.svg(between_chart.chart("light", made(FOUR)))


def test_the_tips_lie_on_the_resting_pressures_true_to_the_calendar(drawn: Any) -> None:  # noqa: ANN401
    # 21 days between the first and the newest, in four weeks at least: three and a half days stand at each side.
    days = [(day + 3.5) / 28 * between_chart.WIDTH for day in (0, 7, 21)]
    heights = {"systolic": (124, 162, 138), "diastolic": (78, 98, 88)}
    for sign, values in heights.items():
        expected = [(x, 96 - pictures.scaled(value, 60, 180, 96)) for x, value in zip(days, values, strict=True)]
        assert pictures.places(drawn, f"{sign}_0") == [pytest.approx(one, abs=0.01) for one in expected]


def test_a_held_one_is_broken_and_one_without_a_pressure_is_dotted(drawn: Any) -> None:  # noqa: ANN401
    assert [len(pictures.places(drawn, f"{name}_0")) for name in ("rest_bars", "held_bars", "not_known")] == [2, 1, 1]
    written = pictures.words(drawn)
    assert "broken: held, session 2" in written
    assert "dotted: resting pressure not known, session 3" in written


def test_the_sum_of_the_drug_is_named_at_its_end(drawn: Any) -> None:  # noqa: ANN401
    assert "ketamine 80 mg" in pictures.words(drawn)
    told = made([*FOUR, frames.session(5, dose_mg=None)])
    assert "ketamine ≥ 80 mg" in pictures.words(pictures.svg(between_chart.chart("light", told)))


def test_a_line_is_never_drawn_over_a_session_without_a_value() -> None:
    told = [frames.session(number, weight_kg=None if number == 3 else 80.0) for number in range(1, 7)]
    picture = pictures.svg(between_chart.chart("light", made(told)))
    assert len(pictures.paths(picture, "lines_2")) == 2
    assert len(pictures.places(picture, "values_2")) == 5


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        pytest.param([0], {"4 Jan", "18 Jan"}, id="one session has days around it"),
        pytest.param([0, 7, 14, 90], {"1 Feb", "1 Mar", "1 Apr"}, id="a season by its days"),
        pytest.param([0, 300, 700], {"2026", "2027"}, id="years by their numbers"),
    ],
)
def test_the_calendar_is_named_as_it_can_be_read(days: list[int], expected: set[str]) -> None:
    told = [frames.session(place, arrived_at=START + timedelta(days=day)) for place, day in enumerate(days, 1)]
    assert expected <= set(pictures.words(pictures.svg(between_chart.chart("light", made(told)))))


@pytest.mark.parametrize("theme", PALETTES)
def test_the_colours_are_the_palettes(theme: Theme) -> None:
    told, palette = json.dumps(between_chart.chart(theme, made(FOUR)).to_dict()), PALETTES[theme]
    assert all(colour in told for colour in (palette.pressure, palette.pulse, palette.dose_bar, palette.card))


@pytest.mark.parametrize("count", [0, 1, 60, 200])
def test_it_is_drawn_for_any_number_of_sessions(count: int) -> None:
    told = made([frames.session(number) for number in range(1, count + 1)])
    picture = pictures.svg(between_chart.chart("light", told))
    assert len(pictures.places(picture, "systolic_0")) == count
    assert ("No session" in pictures.words(picture)) is (count == 0)
