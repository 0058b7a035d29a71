"""Every rule answers for every record, and the same however the facts lie in it."""

from datetime import timedelta
from random import Random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.reading import NAMES
from schemas.record import KINDS, Record
from schemas.rules import baseline, course, dose, episodes, minutes, outcome, summary, valid
from tests import facts
from tests.facts_strategies import records

WIDE = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
TIMES = [facts.instant("12:00") + timedelta(minutes=7 * step, seconds=step) for step in range(40)]


def answers(record: Record) -> list[Any]:
    """What every rule says of this record."""
    known = course.course(record)
    return [
        valid.statuses(record),
        known,
        [course.phase(known, at) for at in TIMES],
        [course.minutes_from_start(known, at) for at in TIMES],
        baseline.baseline_pressure(record),
        baseline.pre_dose_pressure(record),
        [baseline.baseline(record, sign) for sign in NAMES],
        [baseline.previous(record, sign, TIMES[20]) for sign in NAMES],
        dose.planned(record),
        dose.given(record),
        episodes.episodes(record),
        [episodes.running(record, at) for at in TIMES],
        episodes.asked(record),
        summary.summary(record),
        outcome.outcome(record),
    ]


@WIDE
@given(record=records(), seed=st.integers(0, 1000))
def test_every_rule_answers_and_the_order_of_the_facts_does_not_matter(record: Record, seed: int) -> None:
    lots = Random(seed)
    tuples = (*KINDS, "retractions", "other_weights")
    shuffled = {kind: tuple(lots.sample(getattr(record, kind), len(getattr(record, kind)))) for kind in tuples}
    assert answers(record.model_copy(update=shuffled)) == answers(record)


@WIDE
@given(record=records())
def test_a_course_keeps_its_order(record: Record) -> None:
    known = course.course(record)
    assert known.paused <= known.running
    assert not (known.running and known.single_doses)
    assert not (known.running and known.stopped_at)
    if known.stopped_at is not None:
        assert known.started_at is not None
        assert minutes.between(known.started_at, known.stopped_at) >= 0
    assert (known.ended_at is None) == (known.end_how is None) == (known.ended_by is None)


@WIDE
@given(record=records())
def test_what_does_not_hold_changes_nothing_that_is_computed(record: Record) -> None:
    holding = valid.only(record)
    assert valid.only(holding) == holding
    assert baseline.baseline_pressure(holding) == baseline.baseline_pressure(record)
    assert set(valid.statuses(holding).values()) <= {valid.Status.FINAL}
    ids = {fact.id for fact in holding.facts()}
    assert {change.id for change in holding.effect_changes} <= ids
    assert summary.summary(record).readings_taken == len(holding.readings)


@WIDE
@given(record=records())
def test_an_unknown_part_leaves_what_depends_on_it_unknown(record: Record) -> None:
    found, known, dosed = summary.summary(record), course.course(record), dose.given(record)
    if known.started_at is None:
        assert found.baseline is None
        assert (found.peak_systolic, found.peak_minutes, found.return_state) == (None, None, "unknown")
    if found.baseline is None:
        assert (found.peak_delta_systolic, found.peak_delta_diastolic, found.return_state) == (None, None, "unknown")
    if known.stopped_at is None:
        assert (dosed.mg, dosed.mg_per_kg, dosed.computed_mg, dosed.stated_mg) == (None, None, None, None)
    if dosed.mg is None or dosed.weight_kg is None:
        assert dosed.mg_per_kg is None
    assert (found.return_minutes is None) == (found.return_state != "returned")
