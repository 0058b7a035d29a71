"""A scale that moved since the last visit, by its points, among totals that are known."""

from datetime import date, datetime

import pytest

from schemas.assessment import Scale
from schemas.rules import story
from schemas.rules.scales import Standing
from schemas.rules.story import Kind, Point, Urgency
from schemas.rules.story.about import Moved, Questionnaires
from tests import facts, said
from tests.schemas.rules.scales.test_change import phq
from tests.schemas.rules.story.visits import patient, usual


def at(day: int, time: str = "09:00", month: int = 3) -> datetime:
    return facts.instant(time, date(2026, month, day))


def totalled(scale: Scale, taken_at: datetime, total: int) -> Standing:
    """A scale of which the total is recorded."""
    items: tuple[int, ...] = ()
    if scale in {Scale.PHQ_9, Scale.GAD_7}:
        places = 9 if scale is Scale.PHQ_9 else 7
        items = tuple(min(3, max(0, total - 3 * place)) for place in range(places))
    return Standing(said.assessment(taken_at, scale=scale, items=items, total=None if items else total))


def moved(found: list[Standing], sessions: int = 2) -> Point | None:
    """What is told after sessions on 2 March and the days after it, each over at 15:30."""
    told = story.story(patient(*[usual() for _ in range(sessions)]), found)
    assert told is not None
    return next((one for one in told.points if one.kind is Kind.SCALE), None)


POINTS = [
    (Scale.PHQ_9, 15, 10, 11),
    (Scale.PHQ_9, 10, 15, 14),
    (Scale.GAD_7, 12, 8, 9),
    (Scale.PCL_5, 50, 40, 41),
    (Scale.MADRS, 30, 24, 25),
    (Scale.QIDS, 15, 10, 11),
    (Scale.PHQ_9, 0, 27, 4),
]


@pytest.mark.parametrize(("scale", "before", "enough", "too_little"), POINTS)
def test_a_scale_is_told_that_moved_by_its_points(scale: Scale, before: int, enough: int, too_little: int) -> None:
    first = totalled(scale, at(1), before)
    for total, is_told in ((enough, True), (too_little, False), (before, False)):
        found = moved([first, totalled(scale, at(5), total)])
        assert (found is not None) is is_told


@pytest.mark.parametrize("scale", [Scale.CADSS, Scale.PAIN])
def test_what_follows_the_dose_is_not_told_as_a_scale_that_moved(scale: Scale) -> None:
    assert moved([totalled(scale, at(1), 0), totalled(scale, at(5), 10)]) is None


# name, PHQ-9 totals by when they were taken, sessions, what is told: now and before
TIMES = [
    ("taken at this visit", [(at(1), 15), (at(3, "13:40"), 8)], 2, (8, 15)),
    ("taken after it", [(at(1), 15), (at(20), 8)], 2, (8, 15)),
    ("taken at the visit before is before it", [(at(2, "15:30"), 15), (at(3), 8)], 2, (8, 15)),
    ("nothing since the visit before", [(at(1), 15), (at(2, "15:30"), 8)], 2, None),
    ("a minute after it was over", [(at(1), 15), (at(2, "15:31"), 8)], 2, (8, 15)),
    ("the last until then counts, not the one between", [(at(1), 15), (at(3), 12), (at(4), 9)], 2, (9, 15)),
    ("none until then: the one before", [(at(3), 15), (at(4), 12), (at(5), 7)], 2, (7, 12)),
    ("one with an unknown item is none", [(at(1), 15), (at(3), None), (at(4), 8)], 2, (8, 15)),
    ("the newest is not known", [(at(1), 15), (at(4), None)], 2, None),
    ("the only one", [(at(4), 15)], 2, None),
    ("none", [], 2, None),
    ("at the first visit", [(at(1), 15), (at(2, "13:40"), 8)], 1, (8, 15)),
]


@pytest.mark.parametrize(("totals", "sessions", "expected"), [row[1:] for row in TIMES], ids=[row[0] for row in TIMES])
def test_the_newest_total_is_compared_with_the_last_until_the_visit_before(
    totals: list[tuple[datetime, int | None]], sessions: int, expected: tuple[int, int] | None
) -> None:
    for order in (totals, totals[::-1]):
        found = moved([phq(*one) for one in order], sessions)
        if expected is None:
            assert found is None
            continue
        assert found is not None
        assert isinstance(found.about, Questionnaires)
        assert [(one.now, one.before) for one in found.about.moved] == [expected]
        assert found.urgency is Urgency.CHANGE


def test_a_withdrawn_one_is_none() -> None:
    slip = said.assessment(at(3), items=(0,) * 9)
    gone = said.again(slip, withdrawn=True, replaces=slip.id, reason="entered in error")
    assert moved([phq(at(1), 15), Standing(gone, (slip,))]) is None


def test_an_open_session_before_has_no_end_yet() -> None:
    records = patient(usual(end=None), usual())
    told = story.story(records, [phq(at(1), 15), phq(at(2, "14:30"), 8)])
    assert told is not None
    assert [one.kind for one in told.points] == [Kind.SCALE]


def test_it_says_the_baseline_and_a_fall_by_half_with_who_calls_it_so() -> None:
    found = [phq(at(1), 20), phq(at(3), 10), totalled(Scale.GAD_7, at(1), 14), totalled(Scale.GAD_7, at(3), 7)]
    point = moved(found)
    assert point is not None
    assert point.about == Questionnaires(
        (
            Moved(Scale.PHQ_9, 10, 20, at(3), at(1), 20, "HEDIS"),
            Moved(Scale.GAD_7, 7, 14, at(3), at(1), 14, None),
        )
    )
    ids = [found[place].said.id for place in (1, 0, 3, 2)]
    assert [(row.treatment_id, row.fact_id) for row in point.rests] == [(None, id_) for id_ in ids]


def test_without_a_score_before_treatment_there_is_no_baseline_and_no_fall_by_half() -> None:
    point = moved([phq(at(3, "13:00"), 20), phq(at(4), 8)], sessions=1)
    assert point is not None
    assert isinstance(point.about, Questionnaires)
    assert [(one.baseline, one.halved) for one in point.about.moved] == [(None, None)]
    undosed = story.story(patient([facts.end("14:00")]), [phq(at(1), 20), phq(at(4), 8)])
    assert undosed is not None
    (told,) = [one.about for one in undosed.points if one.kind is Kind.SCALE]
    assert isinstance(told, Questionnaires)
    assert told.moved[0].baseline is None
