"""A fact holds that is neither withdrawn nor replaced nor moved away."""

from uuid import UUID, uuid4

import pytest

from schemas.correction import Retraction
from schemas.fact import ClinicalFact
from schemas.rules import valid
from schemas.rules.valid import Status
from tests import facts

F, R, W, M = Status.FINAL, Status.REPLACED, Status.WITHDRAWN, Status.MOVED
ELSEWHERE = UUID(int=99)

READING = facts.reading(pulse=88)
NEWER = facts.corrected(READING, pulse=89)
NEWEST = facts.corrected(NEWER, pulse=90, entered_at="18:00")
EFFECT = facts.effect()
EFFECT_NEWER = facts.corrected(EFFECT, effect="vertigo")
CHANGE = facts.change(EFFECT, severity=2)
CHANGE_NEWER = facts.corrected(CHANGE, severity=3)


def found(*told: ClinicalFact | Retraction) -> list[Status]:
    """The status of every clinical fact, in the order told, however the record is shuffled."""
    some, turned = valid.statuses(facts.record_with(*told)), valid.statuses(facts.record_with(*reversed(told)))
    assert some == turned
    return [some[fact.id] for fact in told if isinstance(fact, ClinicalFact)]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([READING], [F]),
        ([READING, NEWER], [R, F]),
        ([READING, NEWER, NEWEST], [R, R, F]),
        ([READING, facts.withdrawn(READING)], [W]),
        ([READING, facts.moved(READING, ELSEWHERE)], [M]),
        ([READING, NEWER, facts.withdrawn(NEWER)], [R, W]),
        ([READING, NEWER, facts.moved(NEWER, ELSEWHERE)], [R, M]),
        ([READING, NEWER, facts.withdrawn(READING)], [W, F]),
        ([READING, facts.withdrawn(READING, "17:00"), facts.moved(READING, ELSEWHERE, "17:01")], [W]),
        ([READING, facts.withdrawn(READING, "17:02"), facts.moved(READING, ELSEWHERE, "17:01")], [M]),
        ([NEWER], [F]),
        ([READING, facts.withdrawn(facts.reading(pulse=1))], [F]),
    ],
)
def test_a_fact_is_final_replaced_withdrawn_or_moved(
    told: list[ClinicalFact | Retraction], expected: list[Status]
) -> None:
    assert found(*told) == expected


def test_a_fact_of_another_kind_replaces_nothing() -> None:
    note = facts.note(replaces=READING.id, reason="wrong place")
    assert found(READING, note) == [F, F]


@pytest.mark.parametrize(
    "fact",
    [
        facts.arrival("13:20"),
        facts.end(),
        READING,
        facts.event("start"),
        EFFECT,
        facts.none_reported(),
        facts.intervention(),
        facts.note(),
    ],
    ids=lambda fact: type(fact).__name__,
)
def test_every_kind_is_corrected_withdrawn_and_moved_alike(fact: ClinicalFact) -> None:
    newer = facts.corrected(fact)
    assert found(fact, newer) == [R, F]
    assert found(fact, facts.withdrawn(fact)) == [W]
    assert found(fact, facts.moved(fact, ELSEWHERE)) == [M]
    assert found(fact, newer, facts.withdrawn(newer)) == [R, W]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([EFFECT, CHANGE], [F, F]),
        ([EFFECT, CHANGE, facts.withdrawn(EFFECT)], [W, W]),
        ([EFFECT, CHANGE, facts.moved(EFFECT, ELSEWHERE)], [M, M]),
        ([EFFECT, EFFECT_NEWER, CHANGE], [R, F, F]),
        ([EFFECT, EFFECT_NEWER, CHANGE, facts.withdrawn(EFFECT_NEWER)], [R, W, W]),
        ([EFFECT, EFFECT_NEWER, CHANGE, facts.moved(EFFECT_NEWER, ELSEWHERE)], [R, M, M]),
        ([EFFECT, EFFECT_NEWER, CHANGE, facts.withdrawn(EFFECT)], [W, F, F]),
        ([EFFECT, EFFECT_NEWER, CHANGE, facts.withdrawn(EFFECT), facts.moved(EFFECT_NEWER, ELSEWHERE)], [W, M, M]),
        ([EFFECT, CHANGE, facts.withdrawn(CHANGE)], [F, W]),
        ([EFFECT, CHANGE, CHANGE_NEWER], [F, R, F]),
        ([EFFECT, CHANGE, CHANGE_NEWER, facts.withdrawn(EFFECT)], [W, R, W]),
        ([EFFECT, CHANGE, facts.withdrawn(CHANGE), facts.moved(EFFECT, ELSEWHERE)], [M, W]),
        ([CHANGE], [F]),
    ],
)
def test_a_change_goes_where_its_episode_went(told: list[ClinicalFact | Retraction], expected: list[Status]) -> None:
    assert found(*told) == expected


def test_two_corrections_of_one_beginning_keep_the_episode_while_one_holds() -> None:
    one, other = facts.corrected(EFFECT), facts.corrected(EFFECT, entered_at="17:05")
    assert found(EFFECT, one, other, CHANGE, facts.withdrawn(other)) == [R, F, W, F]


def test_beginnings_that_replace_each_other_in_a_circle_leave_no_episode() -> None:
    one, two = uuid4(), uuid4()
    circle = (
        facts.effect(id=one, replaces=two, reason="odd"),
        facts.effect(id=two, replaces=one, reason="odd"),
    )
    assert found(*circle, facts.change(one, severity=1)) == [R, R, R]


def test_only_what_holds_is_left_and_retractions_stay() -> None:
    withdrawal = facts.withdrawn(CHANGE)
    record = facts.record_with(READING, NEWER, EFFECT, CHANGE, facts.note(), withdrawal)
    holding = valid.only(record)
    assert holding.facts() == (NEWER, EFFECT, record.notes[0])
    assert holding.retractions == (withdrawal,)
    assert valid.only(holding) == holding
    assert len(record.readings) == 2
