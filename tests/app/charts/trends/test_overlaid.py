from collections.abc import Mapping
from typing import Any

import pytest

from app.charts.trends.overlaid import Overlaid, View, overlaid
from tests.app.charts.trends import frames


def made(
    sessions: list[dict[str, Any]],
    readings: list[dict[str, Any]] = (),
    dues: tuple[int, ...] = (),
    missed: Mapping[int, list[int]] | None = None,
    **view: Any,  # noqa: ANN401 - what View takes
) -> Overlaid:
    told = frames.sessions(*sessions), frames.readings(*readings), frames.doses()
    return overlaid(*told, View(frames.ZONE, **view), dues=dues, missed=missed)


@pytest.mark.parametrize(
    ("count", "view", "expected"),
    [
        pytest.param(0, {}, {}, id="no session"),
        pytest.param(1, {}, {1: "newest"}, id="one session"),
        pytest.param(3, {}, {1: "before", 2: "before", 3: "newest"}, id="three"),
        pytest.param(
            9, {}, {4: "before", 5: "before", 6: "before", 7: "before", 8: "before", 9: "newest"}, id="five before it"
        ),
        pytest.param(
            8,
            {"also": (2, 7, 40)},
            {2: "also", 3: "before", 4: "before", 5: "before", 6: "before", 7: "before", 8: "newest"},
            id="others on request",
        ),
        pytest.param(9, {"compared": (2, 9, 40)}, {2: "compared", 9: "compared"}, id="compared ones alone"),
        pytest.param(9, {"compared": (40,)}, {}, id="a session that is not there"),
    ],
)
def test_the_newest_is_strong_and_those_before_it_fainter(
    count: int, view: dict[str, Any], expected: dict[int, str]
) -> None:
    found = made([frames.session(number) for number in range(count, 0, -1)], **view).strengths
    assert found == expected
    assert list(found)[-1:] == list(expected)[-1:]


def test_a_session_without_a_start_is_not_overlaid() -> None:
    found = made([frames.session(1), frames.held(2)], [frames.reading(1, 10, 140)])
    assert (found.strengths, list(found.sessions)) == ({1: "newest"}, [1])


def test_every_value_of_a_drawn_session_is_a_row() -> None:
    found = made(
        [frames.session(1)],
        [frames.reading(1, 10, 140, pulse=80, spo2=97), frames.reading(1, 20, None, pulse=82)],
    ).values
    assert [(row["sign"], row["minutes"], row["value"], row["line"]) for row in found] == [
        ("systolic", 10, 140, "1 systolic 0"),
        ("diastolic", 10, 90, "1 diastolic 0"),
        ("pulse", 10, 80, "1 pulse 0"),
        ("pulse", 20, 82, "1 pulse 0"),
        ("spo2", 10, 97, "1 spo2 0"),
    ]


def test_the_pointer_is_told_session_time_and_value() -> None:
    found = made([frames.session(8)], [frames.reading(8, 30, 153, spo2=97)])
    assert [row["text"] for row in found.values] == [
        "Session 8, 19 Feb 2026 · 30′ · systolic 153 mmHg, +29 from baseline",
        "Session 8, 19 Feb 2026 · 30′ · diastolic 103 mmHg, +25 from baseline",
        "Session 8, 19 Feb 2026 · 30′ · SpO2 97 %",
    ]
    changed = made([frames.session(8)], [frames.reading(8, 30, 153)], change=True)
    assert changed.values[0]["text"].endswith("systolic +29 from baseline, 153 mmHg")


def test_the_change_is_drawn_instead_and_oxygen_keeps_its_values() -> None:
    told = [frames.reading(1, 10, 140, pulse=80, delta_pulse=10, spo2=97)]
    found = made([frames.session(1)], told, change=True).values
    assert [(row["sign"], row["value"]) for row in found] == [
        ("systolic", 16),
        ("diastolic", 12),
        ("pulse", 10),
        ("spo2", 97),
    ]


def test_a_session_without_a_baseline_has_no_change_and_is_named() -> None:
    unknown = {"delta_systolic": None, "delta_diastolic": None}
    sessions = [frames.session(1, baseline_systolic=None), frames.session(2)]
    told = [frames.reading(1, 10, 140, **unknown), frames.reading(2, 10, 150)]
    found = made(sessions, told, change=True)
    assert {row["number"] for row in found.values} == {2}
    assert found.without_change == [1]
    assert made(sessions, told).without_change == []


def test_what_was_struck_is_a_row_of_its_own_and_part_of_no_line() -> None:
    told = [frames.reading(1, 10, 140), frames.reading(1, 20, 195, struck=True), frames.reading(1, 30, 150)]
    found = [row for row in made([frames.session(1)], told).values if row["sign"] == "systolic"]
    assert [(row["value"], row["line"], row["struck"]) for row in found] == [
        (140, "1 systolic 0", False),
        (195, None, True),
        (150, "1 systolic 0", False),
    ]
    assert found[1]["text"].endswith("struck through")


def test_a_due_to_which_nobody_came_breaks_the_line_and_is_a_row() -> None:
    told = [frames.reading(1, 10, 140), frames.reading(1, 30, 150)]
    found = made([frames.session(1)], told, missed={1: [20], 7: [20]})
    assert [row["line"] for row in found.values if row["sign"] == "systolic"] == ["1 systolic 0", "1 systolic 1"]
    assert found.missed == [{"number": 1, "minutes": 20}]


def test_the_band_is_of_all_sessions_and_not_of_those_drawn_alone() -> None:
    sessions = [frames.session(number) for number in range(1, 13)]
    told = [frames.reading(number, 10, 130 + number) for number in range(1, 13)]
    found = made(sessions, told, dues=(10, 20))
    assert [(row["field"], row["due"], row["n"], row["of"]) for row in found.spread] == [
        ("systolic", 10, 12, 12),
        ("diastolic", 10, 12, 12),
    ]
    assert [row["field"] for row in made(sessions, told, dues=(10,), change=True).spread] == [
        "delta_systolic",
        "delta_diastolic",
    ]
    assert made(sessions, told).spread == []
