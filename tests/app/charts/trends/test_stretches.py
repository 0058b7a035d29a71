from typing import Any

import pytest

from app.charts.trends import plain
from app.charts.trends.stretches import SIGNS, drawn, stretches
from tests.app.charts.trends import frames


@pytest.mark.parametrize(
    ("rows", "missed", "expected"),
    [
        pytest.param([], [], [], id="no reading"),
        pytest.param([{"pulse": 70}, {"pulse": 72}], [], [0, 0], id="an unbroken line"),
        pytest.param([{"pulse": 70}, {"systolic": 120}, {"pulse": 72}], [], [0, None, 1], id="a set without it"),
        pytest.param([{"pulse": 70}, {"weight_kg": 80.0}, {"pulse": 72}], [], [0, None, 0], id="a weight is no set"),
        pytest.param([{"pulse": 70}, {}, {"pulse": 72}], [], [0, None, 1], id="all was refused"),
        pytest.param(
            [{"pulse": 70}, {"pulse": 90, "struck": True}, {"pulse": 72}], [], [0, None, 0], id="a struck one"
        ),
        pytest.param([{"pulse": 70}, {"struck": True}, {"pulse": 72}], [], [0, None, 0], id="a struck refusal"),
        pytest.param([{"pulse": 70}, {"pulse": 72}], [5], [0, 1], id="nobody came to a due between"),
        pytest.param([{"pulse": 70}, {"pulse": 72}], [15, -5], [1, 1], id="a missed due elsewhere breaks nothing"),
        pytest.param([{"pulse": 70}, {"pulse": 72}], [3, 6], [0, 2], id="two missed dues"),
    ],
)
def test_a_line_never_bridges_what_was_missed(
    rows: list[dict[str, Any]], missed: list[int], expected: list[int | None]
) -> None:
    told = [{"minutes": 10 * place, "struck": False} | row for place, row in enumerate(rows)]
    taken = plain.rows(frames.readings(*told), ("minutes", "struck", *SIGNS))
    assert stretches(taken, "pulse", missed) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([{"pulse": 70}, {"systolic": 120}], [(0, 0)], id="a value is drawn, none is not"),
        pytest.param([{"pulse": 70, "struck": True}, {"pulse": 72}], [(0, None), (1, 0)], id="a struck one by itself"),
        pytest.param(
            [{"pulse": 70, "struck": True, "minutes": 5}, {"pulse": 70, "minutes": 5}],
            [(1, 0)],
            id="a correction of another sign repeats this one",
        ),
        pytest.param(
            [{"pulse": 70, "struck": True}, {"pulse": 70}], [(0, None), (1, 0)], id="the same value at another minute"
        ),
    ],
)
def test_a_struck_value_is_drawn_unless_its_correction_repeats_it(
    rows: list[dict[str, Any]], expected: list[tuple[int, int | None]]
) -> None:
    told = [{"minutes": 10 * place, "struck": False} | row for place, row in enumerate(rows)]
    taken = plain.rows(frames.readings(*told), ("minutes", "struck", *SIGNS))
    assert [(taken.index(one), stretch) for one, stretch in drawn(taken, "pulse")] == expected
