"""Urinary symptoms over a course: each answer on its day, each session that reports them, and nobody asked as such."""

from datetime import UTC, date, datetime

import pytest

from app.charts.sheet import ms
from app.charts.trends import between_chart, points, urinary
from app.charts.trends.between import Between, between
from schemas.background import Background
from tests import said
from tests.app.charts.trends import frames, pictures

SESSIONS = [frames.session(1), frames.session(2)]
REPORTED = {"number": 2, "effect": "urinary", "label": "Urinary frequency / urgency", "severity": 2}


def asked(says: str, day: int) -> Background:
    return said.known("urinary_symptoms", says, asked_on=date(2026, 1, day))


def made(answers: tuple[Background, ...] = (), *reported: dict[str, object]) -> Between:
    return between(frames.sessions(*SESSIONS), frames.ZONE, frames.effects(*reported), answers)


ALL = (asked("no", 1), asked("unknown", 3), asked("yes", 20))


def test_answers_and_sessions_stand_by_time_each_on_its_own_day() -> None:
    found = made(ALL, REPORTED, {"number": 1, "effect": "nausea", "label": "Nausea", "severity": 1}).urinary
    assert [(row["says"], row["number"], row["text"]) for row in found] == [
        ("no", None, "Asked 1 Jan 2026 · urinary symptoms: no"),
        ("unknown", None, "Asked 3 Jan 2026 · urinary symptoms: unknown"),
        ("yes", 2, "Session 2, 8 Jan 2026 · urinary frequency / urgency, moderate"),
        ("yes", None, "Asked 20 Jan 2026 · urinary symptoms: yes"),
    ]
    assert found[0]["at"] == ms(datetime(2026, 1, 1, 12, tzinfo=UTC))


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (made(), "urinary symptoms: not asked"),
        (made(ALL[:2]), "urinary symptoms 0 of 2 times asked or reported"),
        (made(ALL, REPORTED), "urinary symptoms 2 of 4 times asked or reported, last 20 Jan 2026"),
    ],
)
def test_it_is_said_how_often_they_were_there(told: Between, expected: str) -> None:
    assert urinary.notes(told.urinary) == [expected]


def test_a_yes_is_full_a_no_is_hollow_and_unknown_is_a_question_mark() -> None:
    picture = pictures.svg(between_chart.chart("light", made(ALL, REPORTED)))
    last = len(between_chart._HEIGHTS) - 1
    assert [len(pictures.places(picture, f"urinary_{says}_{last}")) for says in ("yes", "no")] == [2, 1]
    fills = {
        says: {one.get("fill") for group in pictures.groups(picture, f"urinary_{says}_{last}") for one in group}
        for says in ("yes", "no")
    }
    assert fills["no"] <= {None, "none", "transparent"}
    assert fills["yes"] == {"#1f2933"}
    assert "?" in pictures.words(picture)
    assert "urinary symptoms: ■ yes, □ no, ? unknown" in pictures.words(picture)


def test_that_nobody_asked_is_said_in_the_picture_and_no_mark_is_drawn() -> None:
    picture = pictures.svg(between_chart.chart("light", made()))
    assert "urinary symptoms: not asked" in pictures.words(picture)


def test_the_calendar_reaches_to_a_day_on_which_one_asked_before_the_first_session() -> None:
    told = made((asked("no", 1).model_copy(update={"asked_on": date(2025, 6, 1)}),))
    picture = pictures.svg(between_chart.chart("light", told))
    ((across, _),) = pictures.places(picture, f"urinary_no_{len(between_chart._HEIGHTS) - 1}")
    assert 0 <= across <= between_chart.WIDTH


def test_the_table_has_a_row_for_each_of_them() -> None:
    found = [row for row in points.between(made(ALL, REPORTED)) if row["what"] == "urinary symptoms"]
    assert [(row["session"], row["date"], row["note"]) for row in found] == [
        (None, "2026-01-01", "no"),
        (None, "2026-01-03", "unknown"),
        (2, "2026-01-08", "yes"),
        (None, "2026-01-20", "yes"),
    ]


def test_what_stood_before_a_dose_that_was_not_started_is_named_so_in_the_table() -> None:
    before = frames.held(1, None, None, outcome="not_started", pre_dose_systolic=150, pre_dose_diastolic=95)
    told = between(frames.sessions(before), frames.ZONE, frames.effects())
    assert [row["note"] for row in points.between(told) if row["value"] == 150] == ["not started, before the dose"]
