from typing import Any

import pytest

from app.charts.theme import PALETTES, Theme
from app.charts.trends import rise_chart
from app.charts.trends.rise import Rise
from tests.app.charts.trends import frames, pictures
from tests.app.charts.trends.test_rise import CLINIC, NASAL, made

THREE = [
    frames.session(1, dose_mg_per_kg=0.4, delta_systolic=12, minutes=60),
    frames.session(2, dose_mg_per_kg=0.5, delta_systolic=31, peak_treated=True),
    frames.session(3, dose_mg_per_kg=0.6, delta_systolic=40, peak_at_least=True),
]


def picture(told: Rise, theme: Theme = "light") -> Any:  # noqa: ANN401 - an element
    return pictures.svg(rise_chart.chart(theme, told))


def test_every_session_lies_at_its_dose_and_rise() -> None:
    found = picture(made(*THREE))

    high = rise_chart.height(3)

    def place(dose: float, rise: float) -> Any:  # noqa: ANN401
        x = pictures.scaled(dose, 0.3, 0.7, rise_chart.WIDTH)
        return pytest.approx((x, high - pictures.scaled(rise, 0, 40, high)), abs=0.01)

    assert pictures.places(found, "points") == [place(0.4, 12), place(0.6, 40)]
    assert pictures.places(found, "treated") == [place(0.5, 31)]


def test_each_point_has_its_number_and_the_shapes_are_said_in_words() -> None:
    written = pictures.words(picture(made(*THREE)))
    assert {"1", "2", "3 ≥"} <= set(written)
    assert "Ketamine IV · ■ 31 to 45 min · ▲ over 45 min" in written
    assert {"number: session · hollow: treated before", "≥: at least"} <= set(written)


def test_no_line_strikes_the_number_of_a_session_through() -> None:
    drawn = rise_chart.chart("light", made(*THREE)).to_dict()
    order = [layer["name"] for layer in drawn["layer"] if layer.get("name") in {"points", "names_edge", "names"}]
    assert order == ["points", "names_edge", "names"]
    edge = next(layer["mark"] for layer in drawn["layer"] if layer.get("name") == "names_edge")
    assert (edge["stroke"], edge["strokeWidth"]) == (PALETTES["light"].card, 4)


def test_the_clinics_median_is_a_short_line_with_its_patients_and_nothing_is_fitted() -> None:
    told = made(*THREE, clinic=CLINIC)
    found = picture(told)
    (line,) = pictures.paths(found, "clinic")
    assert "+22.5, n 5" in pictures.words(found)
    x = pictures.scaled(0.5, 0.3, 0.7, rise_chart.WIDTH)
    y = rise_chart.height(3) - pictures.scaled(22.5, 0, 40, rise_chart.height(3))
    assert line == f"M{x - 15:g},{y - 1:g}h30v2h-30Z"
    marks = {one["mark"]["type"] for one in rise_chart.chart("light", told).to_dict()["layer"]}
    assert marks == {"tick", "text", "point"}


def test_the_clinics_words_go_where_the_points_have_left_room() -> None:
    alone = picture(made(frames.session(1, delta_systolic=22), clinic=CLINIC))
    among = picture(made(*(frames.session(one, delta_systolic=22) for one in range(1, 6)), clinic=CLINIC))
    ((usual, _),), ((moved, _),) = (pictures.places(one, "clinic_patients") for one in (alone, among))
    assert usual == rise_chart.WIDTH / 2 - 17, "before the left end of the line"
    assert moved < usual


@pytest.mark.parametrize("value", [-30, 95])
def test_the_scale_grows_with_a_fall_and_with_a_high_rise(value: int) -> None:
    found = picture(made(frames.session(1, delta_systolic=value)))
    ((_, y),) = pictures.places(found, "points")
    assert 0 <= y <= rise_chart.height(1)


def test_a_session_without_a_place_is_named_under_the_picture() -> None:
    written = pictures.words(picture(made(*THREE, frames.session(4, baseline_systolic=None))))
    assert "not drawn, no baseline: session 4" in written
    empty = pictures.words(picture(made(frames.session(4, baseline_systolic=None))))
    assert {"No session with a rise and a dose", "not drawn, no baseline: session 4"} <= set(empty)


def test_esketamine_is_drawn_over_mg() -> None:
    told = made(*(frames.session(one, **NASAL) for one in (1, 2)), drug="esketamine", route="intranasal")
    assert "56" in pictures.words(picture(told))


@pytest.mark.parametrize("theme", PALETTES)
def test_the_colours_are_the_palettes(theme: Theme) -> None:
    told, palette = rise_chart.chart(theme, made(*THREE)).to_dict(), PALETTES[theme]
    colours = {one["name"]: one["mark"]["color"] for one in told["layer"]}
    assert (colours["points"], colours["names"]) == (palette.pressure, palette.pressure_text)


@pytest.mark.parametrize("count", [0, 1, 60, 200])
def test_it_is_drawn_for_any_number_of_sessions_and_the_newest_has_its_number(count: int) -> None:
    told = [frames.session(one, delta_systolic=one % 40) for one in range(1, count + 1)]
    found = picture(made(*told))
    assert len(pictures.places(found, "points")) == count
    assert count == 0 or str(count) in pictures.words(found)
    hidden = [one for one in pictures.words(found) if "without room" in one]
    assert bool(hidden) is (count == 200)


def test_points_of_one_dose_stand_beside_each_other_with_their_numbers_and_a_line_leads_to_the_dose() -> None:
    told = [frames.session(one, dose_mg_per_kg=0.5, delta_systolic=20) for one in (1, 2, 3)]
    found = picture(made(*told))
    dose, y = rise_chart.WIDTH / 2, rise_chart.height(3) / 2
    places = pictures.places(found, "points")
    assert places[2] == (dose, y), "the newest lies at its dose"
    assert len({x for x, _ in places}) == 3
    assert {height for _, height in places} == {y}
    lines = pictures.lines(found, "rungs")
    assert sorted(lines) == sorted((dose, x) for x, _ in places[:2])
    written = pictures.words(found)
    assert {"1", "2", "3", "systolic rise, mmHg, against mg/kg given · thin line: to its dose"} <= set(written)


def test_where_no_point_covers_another_each_lies_at_its_dose_and_no_line_is_explained() -> None:
    found = picture(made(*THREE))
    assert pictures.lines(found, "rungs") == []
    assert [one for one in pictures.words(found) if "thin line" in one] == []


def test_how_many_have_no_number_is_said_in_one_and_in_many() -> None:
    assert rise_chart._crowded(1) == ["1 number without room: point at it"]
    assert rise_chart._crowded(2) == ["2 numbers without room: point at them"]
    assert rise_chart._crowded(0) == []
