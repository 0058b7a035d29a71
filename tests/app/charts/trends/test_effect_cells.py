from typing import Any

import pytest

from app.charts.trends import effect_cells
from app.charts.trends.effect_cells import Effects
from tests.app.charts.trends import frames


def episode(number: int, label: str = "Nausea", severity: int | None = 1, lasted: int | None = 25) -> dict[str, Any]:
    told = {"number": number, "label": label, "severity": severity, "onset_minutes": 10 + number}
    return told | {"duration_minutes": lasted, "ended": lasted is not None}


def made(sessions: list[dict[str, Any]], episodes: list[dict[str, Any]], newest: int | None = None) -> Effects:
    return effect_cells.effects(frames.sessions(*sessions), frames.effects(*episodes), frames.ZONE, newest)


@pytest.mark.parametrize(
    ("session", "episodes", "expected"),
    [
        pytest.param({}, [], ("none reported", None, None), id="asked, and none reported"),
        pytest.param({"effects_asked": False}, [], ("not asked", None, None), id="not asked"),
        pytest.param({"effects_asked": None}, [], ("not asked", None, None), id="not known whether asked is not asked"),
        pytest.param({}, [episode(1)], ("reported", 1, 25), id="reported"),
        pytest.param({"effects_asked": False}, [episode(1)], ("reported", 1, 25), id="what was reported was asked"),
        pytest.param({}, [episode(1, severity=None)], ("reported", None, 25), id="severity not stated"),
        pytest.param({}, [episode(1, lasted=None)], ("reported", 1, None), id="an effect that never ended"),
        pytest.param({}, [episode(1), episode(1, severity=3, lasted=5)], ("reported", 3, 30), id="two episodes"),
        pytest.param({}, [episode(1), episode(1, lasted=None)], ("reported", 1, None), id="one of two never ended"),
    ],
)
def test_a_cell_tells_not_asked_from_none_reported(
    session: dict[str, Any], episodes: list[dict[str, Any]], expected: tuple[Any, ...]
) -> None:
    (cell,) = made([frames.session(1, **session)], episodes).cells
    assert (cell["kind"], cell["severity"], cell["duration"]) == expected


def test_the_frequency_is_of_the_sessions_asked() -> None:
    sessions = [frames.session(1), frames.session(2), frames.session(3, effects_asked=False), frames.held(4)]
    told = [episode(1), episode(2, severity=2), episode(2, "Headache", severity=4, lasted=None)]
    found = made(sessions, told)
    assert found.numbers == [1, 2, 3]
    assert [(row["label"], effect_cells.frequency(row), row["first"], row["last"]) for row in found.rows] == [
        ("Nausea", "2 of 2 asked", 1, 2),
        ("Headache", "1 of 2 asked", 2, 2),
    ]
    nausea, headache = found.rows
    assert (nausea["onset"], nausea["onset_least"], nausea["onset_most"], nausea["worst"]) == (11.5, 11, 12, 2)
    assert (headache["not_ended"], headache["worst"]) == (1, 4)


def test_the_words_of_a_cell_are_severity_and_duration() -> None:
    told = [episode(1), episode(2, severity=None, lasted=None), episode(3, severity=4)]
    found = made([frames.session(number) for number in (1, 2, 3)], told).cells
    assert [(cell["word"], cell["lasted"]) for cell in found] == [("mild", "25′"), ("n/s", "→"), ("l-thr", "25′")]
    assert found[0]["text"] == "Session 1, 1 Jan 2026 · Nausea: mild, from 11′, 25 min"
    assert found[1]["text"].endswith("Nausea: severity not stated, from 12′, end not written down")


def test_the_newest_alone_are_shown_and_all_are_counted() -> None:
    found = made([frames.session(number) for number in range(1, 13)], [episode(1), episode(12)], newest=4)
    assert found.numbers == [9, 10, 11, 12]
    assert len(found.cells) == 4
    assert effect_cells.frequency(found.rows[0]) == "2 of 12 asked"
    note = "columns: the newest 4 of 12 sessions · how often: of all"
    assert effect_cells.notes(found)[0] == note
    assert note in effect_cells.alt_text(found)
    every = made([frames.session(number) for number in range(1, 5)], [episode(1)], newest=4)
    assert not [one for one in effect_cells.notes(every) if "newest" in one]


def test_sessions_without_any_effect_still_tell_asked_from_not_asked() -> None:
    found = made([frames.session(1), frames.session(2, effects_asked=False)], [])
    assert [(cell["label"], cell["kind"]) for cell in found.cells] == [
        ("Any effect", "none reported"),
        ("Any effect", "not asked"),
    ]


@pytest.mark.parametrize(
    ("sessions", "episodes", "expected"),
    [
        pytest.param([], [], "no session in which any could be reported", id="no session"),
        pytest.param([frames.session(1)], [], "session 1; none reported, 1 session asked", id="none reported"),
        pytest.param(
            [frames.session(1, effects_asked=False)],
            [],
            "session 1; nobody asked; not asked in session 1",
            id="not asked",
        ),
        pytest.param(
            [frames.session(1), frames.session(2), frames.session(3, effects_asked=False)],
            [episode(1), episode(2, severity=2), episode(2, "Headache", severity=None)],
            "sessions 1 to 3; Nausea 2 of 2 asked, worst moderate, sessions 1 to 2; "
            "Headache 1 of 2 asked, session 2; not asked in session 3",
            id="several effects",
        ),
    ],
)
def test_the_picture_is_said_in_words(
    sessions: list[dict[str, Any]], episodes: list[dict[str, Any]], expected: str
) -> None:
    assert effect_cells.alt_text(made(sessions, episodes)) == f"Effects across sessions: {expected}."


def test_only_the_marks_that_are_there_are_explained() -> None:
    assert effect_cells.notes(made([frames.session(1)], [episode(1)])) == []
    told = [episode(2, severity=None), episode(2, "Headache", lasted=None)]
    found = made([frames.session(1, effects_asked=False), frames.session(2), frames.session(3)], told)
    assert effect_cells.notes(found) == [
        "dashed: not asked · grey: none reported · n/s: severity not stated · →: end not written down"
    ]
