"""The PHQ-9 of the demo clinic: asked every two weeks or rarer, falling over a course, and item 9 left open by two."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from statistics import fmean
from typing import Final
from uuid import UUID

import pytest

from data.demo import scene, scored
from schemas.assessment import Assessment, RiskClosing
from schemas.rules import scales

NOW: Final = datetime(2026, 3, 10, 10, 30, 12, tzinfo=UTC)
Courses = dict[UUID, list[Assessment]]


@pytest.fixture(scope="module")
def said() -> list[Assessment | RiskClosing]:
    return list(scored.said(scene.facts_of_clinic(NOW, "Europe/London").finished))  # type: ignore[arg-type]


@pytest.fixture
def courses(said: list[Assessment | RiskClosing]) -> Courses:
    """Each patient's, by time."""
    found: Courses = {}
    for one in said:
        if isinstance(one, Assessment):
            found.setdefault(one.patient_id, []).append(one)
    return found


def test_each_patient_is_asked_at_the_first_visit_and_two_weeks_later_at_the_soonest(courses: Courses) -> None:
    assert len(courses) == len(
        {one.treatment.patient_id for one in scene.facts_of_clinic(NOW, "Europe/London").finished}
    )
    for course in courses.values():
        assert all(later.taken_at - one.taken_at >= timedelta(days=13) for one, later in pairwise(course))


def test_over_a_course_the_total_falls_in_most(courses: Courses) -> None:
    long = [one for one in courses.values() if len(one) > 2]
    fell = [_total(course[-1]) <= _total(course[0]) for course in long]
    assert fmean(fell) > 0.8


def _total(one: Assessment) -> int:
    return sum(item or 0 for item in one.items)


def test_what_tells_of_danger_is_closed_but_for_two_people(said: list[Assessment | RiskClosing]) -> None:
    closed = {one.said_id for one in said if isinstance(one, RiskClosing)}
    risky = [one for one in said if isinstance(one, Assessment) and scales.tells(one)]
    left = [one for one in risky if one.id not in closed]
    assert closed <= {one.id for one in risky}
    assert len({one.patient_id for one in left}) == len(left) == 2
