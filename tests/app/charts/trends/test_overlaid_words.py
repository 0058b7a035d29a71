from typing import Any

import pytest

from app.charts.trends import overlaid_words
from tests.app.charts.trends import frames
from tests.app.charts.trends.test_overlaid import made

BARE = {"delta_systolic": None, "delta_diastolic": None}
TWO = [frames.session(1), frames.session(2)]
COURSE = [frames.reading(2, 20, 153, pulse=88, spo2=97), frames.reading(2, 40, 141, pulse=70, spo2=95)]
HEAD = "Sessions overlaid, values by minutes from the start"
NEWEST = "newest session 2, 8 Jan 2026, systolic highest 153 at 20′, last 141 at 40′, pulse 70 to 88, SpO2 95 to 97"


@pytest.mark.parametrize(
    ("sessions", "readings", "view", "expected"),
    [
        pytest.param([], [], {}, f"{HEAD}: no session with a start.", id="no session"),
        pytest.param(
            [frames.session(1)],
            [],
            {},
            f"{HEAD}: 1 of 1 session drawn; newest session 1, 1 Jan 2026, no reading, drug until 40′.",
            id="no reading",
        ),
        pytest.param(
            TWO,
            [*COURSE, frames.reading(1, 30, 166)],
            {},
            f"{HEAD}: 2 of 2 sessions drawn; {NEWEST}, drug until 40′; "
            "highest systolic of the others 166 in session 1 at 30′.",
            id="one behind the newest",
        ),
        pytest.param(
            TWO,
            [*COURSE, frames.reading(1, 30, 199, struck=True)],
            {},
            f"{HEAD}: 2 of 2 sessions drawn; {NEWEST}, drug until 40′; 2 values struck through.",
            id="a struck value is never the highest",
        ),
        pytest.param(
            [frames.session(1, baseline_systolic=None), frames.session(2, minutes=None)],
            [frames.reading(2, 20, 153), frames.reading(1, 20, 160, **BARE)],
            {"change": True},
            "Sessions overlaid, change from baseline by minutes from the start: 2 of 2 sessions drawn; "
            "newest session 2, 8 Jan 2026, systolic highest +29 at 20′, last +29 at 20′, end of the drug not known; "
            "no Δ of the pressure without a baseline: session 1.",
            id="a session without a baseline says so",
        ),
        pytest.param(
            TWO,
            [frames.reading(1, 20, 150), frames.reading(2, 20, 150)],
            {"compared": (1, 2)},
            f"{HEAD}: 2 of 2 sessions drawn; "
            "compared session 2, 8 Jan 2026, systolic highest 150 at 20′, last 150 at 20′, drug until 40′; "
            "compared session 1, 1 Jan 2026, systolic highest 150 at 20′, last 150 at 20′, drug until 40′.",
            id="two compared",
        ),
    ],
)
def test_the_picture_is_said_in_words(
    sessions: list[dict[str, Any]], readings: list[dict[str, Any]], view: dict[str, Any], expected: str
) -> None:
    assert overlaid_words.alt_text(made(sessions, readings, **view)) == expected


def test_the_band_says_how_many_stand_behind_it_and_what_was_missed_is_counted() -> None:
    sessions = [frames.session(number) for number in range(1, 11)]
    told = [frames.reading(number, 10, 140) for number in range(1, 11)]
    told += [frames.reading(number, 20, 150) for number in range(1, 9)]
    found = made(sessions, told, dues=(10, 20), missed={10: [30, 40], 9: [30]})
    assert overlaid_words.notes(found) == [
        "band: middle half, dashed: median, of 10 sessions (n 8 to 10 at each due drawn)",
        "dotted: 2 due readings of session 10 not taken",
    ]


@pytest.mark.parametrize(
    ("count", "asked", "first"),
    [
        (3, {}, []),
        (9, {}, ["strong: the newest; 6 of 9 sessions drawn"]),
        (9, {"compared": (2, 3)}, []),
    ],
)
def test_which_sessions_are_drawn_stands_under_the_picture_where_it_is_not_all(
    count: int, asked: dict[str, Any], first: list[str]
) -> None:
    told = [frames.session(one) for one in range(1, count + 1)]
    assert [one for one in overlaid_words.beneath(made(told, [], **asked)) if "drawn" in one] == first
