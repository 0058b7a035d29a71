from itertools import pairwise
from typing import Any

import pytest

from app.charts.theme import PALETTES, Theme
from app.charts.trends import overlaid_chart, overlaid_words
from app.charts.trends.overlaid import View, overlaid
from app.charts.trends.overlaid_pane import PANES
from tests.app.charts.trends import frames, pictures
from tests.app.charts.trends.test_overlaid import made

HIGH = PANES["pressure"].height
TEN = [frames.session(number) for number in range(1, 11)]
COURSES = [
    frames.reading(number, minute, 120 + number + rise, pulse=70 + number, spo2=98)
    for number in range(1, 11)
    for minute, rise in ((-5, 4), (10, 12), (20, 24), (40, 30))
]


def layer(spec: dict[str, Any], name: str, pane: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = next(
        one for one in spec["vconcat"][pane]["layer"] if one.get("name", "").rsplit("_", 1)[0] == name
    )
    return found


def spec(theme: Theme = "light", readings: list[dict[str, Any]] | None = None, **view: Any) -> dict[str, Any]:  # noqa: ANN401
    told = made(TEN, COURSES if readings is None else readings, dues=(0, 10, 20, 40), **view)
    found: dict[str, Any] = overlaid_chart.chart(theme, told).to_dict()
    return found


def domains(told: dict[str, Any]) -> list[list[float]]:
    return [layer(told, "lines", pane)["encoding"]["y"]["scale"]["domain"] for pane in range(3)]


@pytest.mark.parametrize(
    ("readings", "view", "expected"),
    [
        pytest.param([], {}, [[60, 180], [40, 120], [80, 100]], id="what is usual"),
        pytest.param([], {"change": True}, [[-20, 60], [-20, 60], [80, 100]], id="the change from baseline"),
        pytest.param(
            [frames.reading(10, 10, 291, pulse=12, spo2=72)], {}, [[60, 300], [0, 120], [70, 100]], id="values beyond"
        ),
        pytest.param(
            [frames.reading(10, 10, 190, struck=True)], {}, [[60, 190], [40, 120], [80, 100]], id="a struck one beyond"
        ),
        pytest.param(
            [frames.reading(10, 10, 190), frames.reading(10, 20, 80)],
            {"change": True},
            [[-50, 70], [-20, 60], [80, 100]],
            id="a change beyond",
        ),
    ],
)
def test_the_scales_hold_every_value(
    readings: list[dict[str, Any]], view: dict[str, Any], expected: list[list[float]]
) -> None:
    assert domains(spec(readings=readings, **view)) == expected


@pytest.mark.parametrize("theme", PALETTES)
def test_the_colours_are_the_palettes(theme: Theme) -> None:
    told, palette = spec(theme), PALETTES[theme]
    colours = [layer(told, "lines", pane)["mark"]["color"] for pane in range(3)]
    assert colours == [palette.pressure, palette.pulse, palette.oxygen]
    assert told["config"]["background"] == palette.card


def test_the_newest_is_told_apart_by_weight_and_symbols_and_not_by_a_colour() -> None:
    told = made(TEN, COURSES, also=(1,))
    drawn = [
        (float(path.get("opacity", 1)), float(path.get("stroke-width", 1)), path.get("stroke"))
        for group in pictures.groups(pictures.svg(overlaid_chart.chart("light", told, panes=("pressure",))), "lines")
        for path in group
    ]
    blue = PALETTES["light"].pressure
    assert drawn == [(0.25, 1, blue)] * 2 + [(0.45, 1.1, blue)] * 10 + [(1, 1.8, blue)] * 2


def test_compared_sessions_differ_in_their_dashes() -> None:
    told = spec(compared=(2, 5, 9))
    rows = told.get("datasets", {})
    data = layer(told, "lines")["data"]
    values = data["values"] if "values" in data else rows[data["name"]]
    assert {row["number"]: row["dash"] for row in values} == {9: 0, 5: 1, 2: 2}


@pytest.fixture(scope="module")
def drawn() -> Any:  # noqa: ANN401 - an element
    struck = frames.reading(10, 30, 185, struck=True)
    return pictures.svg(overlaid_chart.chart("light", made(TEN, [*COURSES, struck], dues=(0, 10, 20, 40))))


def test_every_value_of_the_newest_is_drawn_where_its_scales_say(drawn: Any) -> None:  # noqa: ANN401
    expected = [
        (
            pictures.scaled(minute, -15, 90, overlaid_chart.WIDTH),
            HIGH - pictures.scaled(130 + rise - less, 60, 190, HIGH),
        )
        for less in (0, 50)
        for minute, rise in ((-5, 4), (10, 12), (20, 24), (40, 30))
    ]
    assert pictures.places(drawn, "symbols_0") == [pytest.approx(one, abs=0.01) for one in expected]
    assert len(pictures.places(drawn, "symbols_1")) == len(pictures.places(drawn, "symbols_2")) == 4


def test_six_sessions_have_a_line_a_sign(drawn: Any) -> None:  # noqa: ANN401
    assert [len(pictures.paths(drawn, f"lines_{pane}")) for pane in range(3)] == [12, 6, 6]


def test_a_struck_value_is_drawn_struck_through_and_no_line_passes_it(drawn: Any) -> None:  # noqa: ANN401
    x = pictures.scaled(30, -15, 90, overlaid_chart.WIDTH)
    above = (x, HIGH - pictures.scaled(185, 60, 190, HIGH))
    assert pictures.places(drawn, "struck_0")[0] == pytest.approx(above, abs=0.01)
    assert pictures.places(drawn, "strikes_0") == pictures.places(drawn, "struck_0")
    assert not any(f"{x:g}" in path for path in pictures.paths(drawn, "lines_0"))


def test_the_end_of_the_drug_is_marked_and_each_session_has_its_lane(drawn: Any) -> None:  # noqa: ANN401
    x = pictures.scaled(40, -15, 90, overlaid_chart.WIDTH)
    assert pictures.places(drawn, "ended_0") == [(pytest.approx(x), 0)]
    assert {"10", "9", "8", "7", "6", "5"} <= set(pictures.words(drawn))


def test_the_band_is_drawn_once_a_sign_and_its_n_is_written(drawn: Any) -> None:  # noqa: ANN401
    assert len(pictures.paths(drawn, "band_0")) == 2
    assert "band: middle half, dashed: median, of 10 sessions (n 10 at each due drawn)" in pictures.words(drawn)


def test_the_words_of_the_picture(drawn: Any) -> None:  # noqa: ANN401
    expected = {"session 10", "blood pressure, mmHg", "SpO2, %", "pulse, /min", "doses, by session", "0′", "90′", "60"}
    assert expected <= set(pictures.words(drawn))


def test_a_gap_stays_a_gap_and_what_was_missed_is_dotted() -> None:
    told = made(
        [frames.session(1)], [*(frames.reading(1, minute, 140) for minute in (10, 20, 40, 55))], missed={1: [30]}
    )
    picture = pictures.svg(overlaid_chart.chart("light", told, panes=("pressure",)))
    assert len(pictures.paths(picture, "lines")) == 4
    (place,) = pictures.places(picture, "missed")
    assert place[0] == pytest.approx(pictures.scaled(30, -15, 90, overlaid_chart.WIDTH))
    assert "dotted: 1 due reading of session 1 not taken" in pictures.words(picture)


def test_the_highest_behind_the_newest_is_named_with_its_dose() -> None:
    told = [frames.reading(1, 20, 166), frames.reading(2, 20, 150)]
    sessions = [frames.session(1, dose_mg_per_kg=0.6), frames.session(2)]
    found = pictures.words(pictures.svg(overlaid_chart.chart("light", made(sessions, told))))
    assert "highest value drawn: 166, session 1, 0.6 mg/kg" in found
    esketamine = [one | {"drug": "esketamine", "dose_mg": 56.0} for one in sessions]
    found = pictures.words(pictures.svg(overlaid_chart.chart("light", made(esketamine, told))))
    assert "highest value drawn: 166, session 1, 56 mg" in found, "as it is given"
    lower = made(sessions, [frames.reading(1, 20, 140), frames.reading(2, 20, 150)])
    assert not any(
        word.startswith("highest value drawn")
        for word in pictures.words(pictures.svg(overlaid_chart.chart("light", lower)))
    )


def test_the_names_of_compared_sessions_never_lie_on_each_other() -> None:
    told = made(TEN, COURSES, compared=(1, 2, 3, 4))
    places = pictures.places(pictures.svg(overlaid_chart.chart("light", told, panes=("pressure",))), "names")
    heights = sorted(y for _, y in places)
    assert len(heights) == 4
    assert min(later - one for one, later in pairwise(heights)) >= 12.9


@pytest.mark.parametrize("count", [0, 1, 60, 200])
def test_it_is_drawn_for_any_number_of_sessions(count: int) -> None:
    sessions = frames.sessions(*(frames.session(number) for number in range(1, count + 1)))
    minutes = range(0, 120, 10)
    told = [frames.reading(number, minute, 120 + number % 40) for number in range(1, count + 1) for minute in minutes]
    events = [{"number": number, "minutes": 0, "act": "start"} for number in range(1, count + 1)]
    view = View(frames.ZONE, also=tuple(range(1, count + 1)))
    found = overlaid(sessions, frames.readings(*told), frames.doses(*events), view, dues=(10, 20, 40))
    picture = pictures.svg(overlaid_chart.chart("light", found))
    assert len(pictures.paths(picture, "lines_0")) == 2 * count
    assert ("No session with a start of the drug" in pictures.words(picture)) is (count == 0)


def test_the_minutes_stand_over_the_first_pane_and_under_the_last_and_the_time_of_the_drug_is_named_once() -> None:
    told = made(TEN, COURSES)
    whole = pictures.words(pictures.svg(overlaid_chart.chart("light", told)))
    one_pane = pictures.words(pictures.svg(overlaid_chart.chart("light", told, panes=("pressure",))))
    assert (whole.count("30\u2032"), whole.count("drug")) == (2, 1)
    assert (one_pane.count("30\u2032"), one_pane.count("drug")) == (1, 1)


def test_sessions_treated_for_pressure_are_drawn_and_named_and_count_in_no_median() -> None:
    sessions = [one | {"treated": one["number"] == 3} for one in TEN]
    told = made(sessions, COURSES, dues=(0, 10, 20, 40))
    assert {row["of"] for row in told.spread} == {9}
    assert 3 in {row["number"] for row in made(sessions, COURSES, also=(3,)).values}
    written = pictures.text(pictures.svg(overlaid_chart.chart("light", told)))
    assert "treated for pressure, not in a median: session 3" in written
    assert "not known whether treated" not in written


def test_sessions_of_which_nobody_knows_whether_they_were_treated_count_and_are_named() -> None:
    sessions = [one | {"treated": None if one["number"] in {2, 4} else one["number"] == 3} for one in TEN]
    courses = [one for one in COURSES if one["number"] != 4]  # without a reading it is in no median
    told = made(sessions, courses, dues=(0, 10, 20, 40))
    said = "not in a median: session 3; not known whether treated, in the median all the same: session 2"
    assert said in overlaid_words.alt_text(told)
    few = overlaid_words.alt_text(made(sessions[:5], COURSES, dues=(0, 10, 20, 40)))
    assert "not known whether treated: sessions 2 and 4" in few, "of five sessions there is no median"
