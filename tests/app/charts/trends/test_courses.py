from typing import Any

import pytest

from app.charts.theme import PALETTES, Theme
from app.charts.trends import courses
from tests.app.charts.trends import frames, pictures


def rows(
    sessions: list[dict[str, Any]], readings: list[dict[str, Any]], missed: dict[int, list[int]] | None = None
) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = courses.rows(
        frames.sessions(*sessions), frames.readings(*readings), frames.ZONE, missed
    )
    return found


def heads(told: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(row["head"], row["said"]) for row in told if row["kind"] == "head"]


@pytest.mark.parametrize(
    ("session", "readings", "said"),
    [
        pytest.param(frames.session(3), [frames.reading(3, 10, 152)], "+28/+16", id="the peak's change"),
        pytest.param(
            frames.session(3, peak_at_least=True),
            [frames.reading(3, 10, 152)],
            "≥+28/+16",
            id="it may have been higher",
        ),
        pytest.param(
            frames.session(3, delta_systolic=None, delta_diastolic=None),
            [frames.reading(3, 10, 152)],
            "no Δ",
            id="no Δ",
        ),
        pytest.param(frames.session(3), [], "no pressure", id="no reading"),
        pytest.param(frames.session(3), [frames.reading(3, 10, 190, struck=True)], "no pressure", id="all was struck"),
        pytest.param(frames.held(3), [], "held 162/98", id="held"),
        pytest.param(frames.held(3, None, None, outcome="cancelled"), [], "cancelled", id="cancelled"),
        pytest.param(frames.held(3, None, None, outcome="not_started"), [], "not started", id="not started"),
        pytest.param(frames.held(3, 162, None), [], "held 162/–", id="half a pressure"),
    ],
)
def test_each_panel_says_its_session_and_what_became_of_it(
    session: dict[str, Any], readings: list[dict[str, Any]], said: str
) -> None:
    assert heads(rows([session], readings)) == [("3 · 15 Jan 2026", said)]


def test_the_newest_session_comes_first_and_held_ones_have_their_place() -> None:
    told = rows([frames.session(1), frames.held(2), frames.session(3)], [])
    assert [head for head, _ in heads(told)] == ["3 · 15 Jan 2026", "2 · 8 Jan 2026", "1 · 1 Jan 2026"]


def test_gaps_stay_gaps_and_struck_values_are_part_of_no_line() -> None:
    told = [
        frames.reading(1, 10, 140),
        frames.reading(1, 20, None, pulse=80),
        frames.reading(1, 30, 199, struck=True),
        frames.reading(1, 40, 150),
        frames.reading(1, 60, 130),
    ]
    found = [row for row in rows([frames.session(1)], told, {1: [50]}) if row.get("sign") == "systolic"]
    assert [(row["minutes"], row["line"], row["struck"]) for row in found] == [
        (10, "systolic 0", False),
        (30, None, True),
        (40, "systolic 1", False),
        (60, "systolic 2", False),
    ]
    assert found[1]["text"] == "Session 1, 1 Jan 2026 · 30′ · systolic 199 mmHg · struck through"


@pytest.mark.parametrize(
    ("count", "readings", "expected"),
    [
        pytest.param(0, [], "Blood pressure of each session: no session.", id="no session"),
        pytest.param(
            2,
            [frames.reading(2, 10, 152), frames.reading(2, 11, 190, struck=True)],
            "Blood pressure of each session by minutes from the start, newest first: 2 sessions; "
            "2 · 8 Jan 2026: +28/+16; 1 · 1 Jan 2026: no pressure; 2 values struck through.",
            id="two sessions",
        ),
    ],
)
def test_the_picture_is_said_in_words(count: int, readings: list[dict[str, Any]], expected: str) -> None:
    assert courses.alt_text(rows([frames.session(one) for one in range(1, count + 1)], readings)) == expected


def test_of_many_sessions_the_newest_are_named() -> None:
    said = courses.alt_text(rows([frames.session(one) for one in range(1, 61)], []))
    assert "60 sessions; 60 · " in said
    assert said.endswith("and 48 before.")


def test_all_panels_share_one_axis_and_every_value_lies_where_it_says() -> None:
    told = rows(
        [frames.session(1), frames.session(2)], [frames.reading(1, 10, 140), frames.reading(2, 130, 200, diastolic=90)]
    )
    picture = pictures.svg(courses.chart("light", told))
    expected = [
        (
            pictures.scaled(minute, -15, 135, courses.WIDTH),
            courses.HEIGHT - pictures.scaled(value, 60, 200, courses.HEIGHT),
        )
        for minute, value in ((130, 200), (130, 90), (10, 140), (10, 90))
    ]
    assert pictures.places(picture, "symbols") == [pytest.approx(one, abs=0.01) for one in expected]


@pytest.mark.parametrize("theme", PALETTES)
def test_the_colours_are_the_palettes(theme: Theme) -> None:
    told = courses.chart(theme, rows([frames.session(1)], [frames.reading(1, 10, 140)])).to_dict()
    colours = {one["mark"].get("color") for one in told["spec"]["layer"]}
    palette = PALETTES[theme]
    assert colours == {palette.text, palette.soft, palette.pressure, palette.struck}


@pytest.mark.parametrize("count", [0, 1, 60, 200])
def test_there_is_a_panel_a_session_for_any_number_of_them(count: int) -> None:
    told = rows([frames.session(number) for number in range(1, count + 1)], [frames.reading(1, 10, 140)])
    written = pictures.words(pictures.svg(courses.chart("light", told)))
    assert sum(" · " in one for one in written) == count
    assert ("No session" in written) is (count == 0)
