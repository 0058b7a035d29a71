from collections.abc import Callable
from typing import Any

import pytest

from app.charts import scales, session
from app.charts.theme import PALETTES, Palette
from app.charts.trends import looks


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param([], [-20, 60], id="what is usual without any value"),
        pytest.param([None, 12], [-20, 60], id="a value inside"),
        pytest.param([61], [-20, 80], id="one above grows by a whole step"),
        pytest.param([80], [-20, 80], id="one at the step"),
        pytest.param([-21, 140], [-40, 140], id="both ends grow"),
    ],
)
def test_a_scale_holds_every_value(values: list[float | None], expected: list[float]) -> None:
    assert looks.reach(values, (-20, 60), 20) == expected


@pytest.mark.parametrize(
    ("domain", "expected"),
    [
        ([-15, 90], [-15, 0, 15, 30, 45, 60, 75, 90]),
        ([-15, 120], [0, 30, 60, 90, 120]),
        ([-180, 300], [-180, -120, -60, 0, 60, 120, 180, 240, 300]),
        ([-15, 1440], [0, 240, 480, 720, 960, 1200, 1440]),
        ([0, 100_000], [one * 7680 for one in range(14)]),
    ],
)
def test_minutes_are_labelled_as_densely_as_can_be_read(domain: list[float], expected: list[float]) -> None:
    assert looks.minute_ticks(domain) == expected


@pytest.mark.parametrize("of", [looks.looks, scales._looks, session._looks])
def test_a_mark_without_words_of_its_own_says_nothing_to_the_pointer(of: Callable[[Palette], dict[str, Any]]) -> None:
    assert of(PALETTES["light"])["mark"] == {"tooltip": None}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("", [], id="nothing to say"),
        pytest.param("dashed: not asked", ["dashed: not asked"], id="one part"),
        pytest.param("one · two · three", ["one · two · three"], id="all in one line"),
        pytest.param("number: session · hollow: treated", ["number: session", "hollow: treated"], id="between parts"),
        pytest.param("resting pressure not known", ["resting pressure not", "known"], id="inside a part too long"),
    ],
)
def test_a_note_is_as_wide_as_its_picture(line: str, expected: list[str]) -> None:
    assert looks.folded(line, 20) == expected
