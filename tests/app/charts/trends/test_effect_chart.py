from typing import Any

import pytest

from app.charts.theme import PALETTES, Theme
from app.charts.trends import effect_chart
from app.charts.trends.effect_cells import Effects
from tests.app.charts.trends import frames, pictures
from tests.app.charts.trends.test_effect_cells import episode, made

SESSIONS = [frames.session(1, effects_asked=False), *(frames.session(one) for one in (2, 3, 4, 5))]
EPISODES = [
    episode(2),
    episode(3, severity=2),
    episode(4, severity=4, lasted=None),
    episode(4, "Headache", severity=None),
]


def layers(theme: Theme, told: Effects) -> dict[str, Any]:
    return {one["name"]: one for one in effect_chart.chart(theme, told).to_dict()["layer"]}


@pytest.fixture(scope="module")
def drawn() -> Any:  # noqa: ANN401 - an element
    return pictures.svg(effect_chart.chart("light", made(SESSIONS, EPISODES)))


def test_every_session_has_a_cell_for_every_effect(drawn: Any) -> None:  # noqa: ANN401
    count = {name: len(pictures.paths(drawn, name)) for name in ("not_asked", "none_reported", "reported")}
    assert count == {"not_asked": 2, "none_reported": 4, "reported": 4}


def test_a_cell_has_severity_and_duration_in_words(drawn: Any) -> None:  # noqa: ANN401
    written = pictures.words(drawn)
    assert {"mild", "mod", "l-thr", "n/s", "25′", "→"} <= set(written)


def test_the_frequency_stands_at_the_right_with_its_n(drawn: Any) -> None:  # noqa: ANN401
    assert {"Nausea", "3 of 4 asked", "Headache", "1 of 4 asked"} <= set(pictures.words(drawn))


def test_what_the_cells_mean_is_written_beneath(drawn: Any) -> None:  # noqa: ANN401
    said = "dashed: not asked · grey: none reported · n/s: severity not stated · →: end not written down"
    assert said.replace(" · ", " ") in pictures.text(drawn).replace(" · ", " ")


@pytest.mark.parametrize("theme", PALETTES)
def test_not_asked_differs_from_none_reported_by_its_dashes_and_not_by_a_colour_alone(theme: Theme) -> None:
    told = layers(theme, made(SESSIONS, EPISODES))
    assert told["not_asked"]["mark"]["strokeDash"] == [2, 2]
    assert "strokeDash" not in told["none_reported"]["mark"]
    assert told["not_asked"]["mark"]["stroke"] == PALETTES[theme].soft


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        pytest.param(12, {"mild", "25′"}, id="words"),
        pytest.param(
            24, {"1", "3", "25", "1 mild · 2 moderate · 3 severe · 4 life-threatening, under it minutes"}, id="minutes"
        ),
        pytest.param(30, {"1", "1 mild · 2 moderate · 3 severe · 4 life-threatening"}, id="numbers"),
        pytest.param(60, {"height and shade: severity"}, id="heights"),
        pytest.param(200, {"height and shade: severity"}, id="many"),
    ],
)
def test_where_there_is_no_room_for_words_the_cell_still_tells_the_severity(count: int, expected: set[str]) -> None:
    sessions = [frames.session(one) for one in range(1, count + 1)]
    picture = pictures.svg(effect_chart.chart("light", made(sessions, [episode(1), episode(count, severity=3)])))
    assert expected <= set(pictures.words(picture))
    assert len(pictures.paths(picture, "reported")) == 2
    assert float(picture.get("width", 0)) < 700


def test_a_severe_cell_is_higher_than_a_mild_one_where_there_are_no_words() -> None:
    sessions = [frames.session(one) for one in range(1, 61)]
    picture = pictures.svg(effect_chart.chart("light", made(sessions, [episode(1), episode(60, severity=3)])))
    mild, severe = (path.split("v")[1].split("h")[0] for path in pictures.paths(picture, "reported"))
    assert abs(float(severe)) > abs(float(mild)) > 0


@pytest.mark.parametrize("count", [0, 1])
def test_it_is_drawn_for_no_session_and_for_one_without_effects(count: int) -> None:
    told = made([frames.session(one) for one in range(1, count + 1)], [])
    written = pictures.words(pictures.svg(effect_chart.chart("light", told)))
    assert ("No session" in written) is (count == 0)
    assert ("Any effect" in written) is (count == 1)
