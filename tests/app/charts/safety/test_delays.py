"""How late readings were written down: rows, words and the picture."""

import pytest

from app.charts.safety import delays
from tests.app.charts.trends.pictures import paths, svg

TOLD = (40, 8, 2, 0, 0, 45, 0, 4, 0, 1)


def test_each_bin_has_its_minutes_its_share_and_what_was_written_down_by_then() -> None:
    rows = delays.rows(TOLD)
    assert [one["name"] for one in rows] == [
        *("same minute", "1", "2", "3\u20135", "6\u201310", "11\u201315", "16\u201330", "31\u201360", "61\u2013120"),
        "over 120",
    ]
    assert (rows[0]["number"], rows[0]["share"], rows[1]["so_far"], rows[-1]["so_far"]) == (40, 40, 48, 100)
    assert rows[1]["text"] == "1 min: 8 readings, 8.0 %, 48.0 % so far"


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (TOLD, "100 readings: half of them written down within 2 minutes, nine of ten within 15 minutes; 1 after"),
        ((9, 0, 0, 0, 0, 0, 0, 0, 0, 1), "10 readings: half of them written down in the same minute, nine of ten in"),
        ((4, 0, 0, 0, 0, 0, 0, 0, 0, 6), "written down after more than 120 minutes, nine of ten after more than"),
        ((0,) * 10, "No reading was counted."),
    ],
    ids=["spread", "at once", "late", "none"],
)
def test_the_words_say_by_when_half_and_nine_of_ten_were_written_down(told: tuple[int, ...], said: str) -> None:
    assert said in delays.described(told)


def test_without_readings_no_share_is_said() -> None:
    assert {(one["share"], one["so_far"]) for one in delays.rows((0,) * 10)} == {(None, None)}
    assert {one["share"] for one in delays.table((0,) * 10)} == {""}
    assert delays.table(TOLD)[0] == {"minutes": "same minute", "readings": 40, "share": "40.0 %", "so far": "40.0 %"}


def test_the_picture_has_a_bar_a_bin() -> None:
    assert len(paths(svg(delays.chart("dark", delays.rows(TOLD)).properties(width=600)), "readings")) == len(TOLD)
