"""The story as a whole: which session it tells, in which order, how much of it, and that it answers for anything."""

from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.protocol import Drug, Route
from schemas.record import Record
from schemas.rules import story
from schemas.rules.story import Kind, Urgency
from schemas.rules.story.history import Visit
from schemas.rules.story.thresholds import MOST, TABLE, USUALLY_BACK
from tests import facts
from tests.facts_strategies import records as any_record
from tests.schemas.rules.story.test_effects import felt
from tests.schemas.rules.story.visits import FIRST, IV, patient, usual

NASAL = IV.model_copy(update={"drug": Drug.ESKETAMINE, "route": Route.INTRANASAL})
REFUSED = facts.reading("14:20", not_measured=dict.fromkeys(("systolic", "diastolic", "pulse", "spo2"), "declined"))
SLIP = facts.reading("14:35", systolic=250, diastolic=95, spo2=40, moaas=0, dissociation=3)


def kinds(records: list[Record]) -> list[Kind]:
    found = story.story(records)
    assert found is not None
    return [one.kind for one in found.points]


def test_there_are_so_many_kinds_each_with_its_rule_and_its_threshold() -> None:
    assert len(Kind) >= 14
    assert set(story.KINDS) == set(Kind) == set(TABLE)
    assert set(USUALLY_BACK) == set(Route)


QUIET = [
    ("one session", [usual()]),
    ("a usual one after usual ones", [usual() for _ in range(6)]),
    ("an open one that is usual so far", [*[usual() for _ in range(6)], usual(end=None)]),
    ("one of which nothing is known", [[]]),
    ("nothing known of the last one", [usual(), []]),
    ("one reading", [[facts.reading("13:50", systolic=120, diastolic=80)]]),
    ("no drug event, and open", [usual(), [facts.reading("13:50", systolic=120, diastolic=80)]]),
    ("every sign refused", [*[usual() for _ in range(5)], [*usual()[:2], REFUSED, *usual()[-3:]]]),
    ("a withdrawn slip", [*[usual() for _ in range(5)], usual(SLIP, facts.withdrawn(SLIP))]),
    ("a slip moved away", [*[usual() for _ in range(5)], usual(SLIP, facts.moved(SLIP, facts.PATIENT))]),
]


@pytest.mark.parametrize("sessions", [row[1] for row in QUIET], ids=[row[0] for row in QUIET])
def test_an_unremarkable_session_is_told_in_silence(sessions: list[Any]) -> None:
    told = kinds(patient(*sessions))
    # A session of which all was refused has readings that nobody took; that is no change of a sign.
    assert [one for one in told if one != Kind.MISSED_DUES] == []


def test_a_patient_without_a_session_has_no_story() -> None:
    assert story.story([]) is None


def test_the_last_session_by_arrival_is_told_however_the_records_lie() -> None:
    records = patient(usual(), usual(), usual(peak="190/90"))
    for order in (records, records[::-1], [records[1], records[2], records[0]]):
        found = story.story(order)
        assert found is not None
        assert (found.treatment_id, found.so_far) == (records[-1].treatment.id, False)
        assert found.numbers == {UUID(int=FIRST.int + place): place + 1 for place in range(3)}
        assert [one.kind for one in found.points] == [Kind.PEAK]


def test_an_arrival_that_was_set_back_decides_which_is_the_last() -> None:
    records = patient(usual(), usual(peak="190/90"))
    early = facts.arrival(facts.instant("08:00"), records[1].treatment.id)
    moved = records[1].model_copy(update={"arrivals": (early,)})
    found = story.story([records[0], moved])
    assert found is not None
    assert found.treatment_id == records[0].treatment.id


def test_an_open_session_is_told_so_far() -> None:
    found = story.story(patient(usual(), usual(peak="190/90", end=None)))
    assert found is not None
    assert (found.so_far, [one.kind for one in found.points]) == (True, [Kind.PEAK])


def test_safety_comes_first_and_of_more_than_five_the_least_urgent_are_left_out() -> None:
    weights = [facts.reading("13:40", weight_kg=80), facts.reading("13:40", weight_kg=90)]
    everything = usual(
        weights[1],
        facts.intervention("14:20", drug="labetalol"),
        *felt("chest_pain"),
        *felt("vertigo"),
        pressures="20 150/85, 30 190/112, 55 150/85",
        spo2=85,
        moaas=1,
        dissociation=3,
        stop={"at": "14:20", "stop_says": "mg", "dose_mg": 20},
    )
    found = story.story(patient(*[usual(weights[0]) for _ in range(5)], everything))
    assert found is not None
    assert [one.kind for one in found.points] == [
        Kind.GRAVE_EFFECT,
        Kind.NOT_RETURNED,
        Kind.PEAK,
        Kind.SPO2,
        Kind.SEDATION,
    ]
    assert found.left_out == (
        Kind.DISSOCIATION,
        Kind.TREATED,
        Kind.STOPPED_EARLY,
        Kind.FIRST_EFFECT,
        Kind.WEIGHT,
        Kind.MISSED_DUES,
    )
    assert {one.urgency for one in found.points} == {Urgency.SAFETY}


FOUR = [usual() for _ in range(4)]
TOGETHER = [
    ("the rise says the peak", [*FOUR, usual(peak="150/90")], [Kind.RISE]),
    ("a peak at a limit says the rise", [*FOUR, usual(peak="180/90")], [Kind.PEAK]),
    ("a rise at a limit says a peak that is only high", [*FOUR, usual(peak="165/90")], [Kind.RISE]),
    (
        "a high peak from a high baseline",
        [usual(before="110/80")] * 4 + [usual(before="135/80", peak="151/90")],
        [Kind.PEAK],
    ),
    (
        "an early stop says the dose",
        [usual(), usual(stop={"stop_says": "mg", "dose_mg": 20})],
        [Kind.STOPPED_EARLY],
    ),
]


@pytest.mark.parametrize(("sessions", "expected"), [row[1:] for row in TOGETHER], ids=[row[0] for row in TOGETHER])
def test_nothing_is_said_twice(sessions: list[Any], expected: list[Kind]) -> None:
    assert kinds(patient(*sessions)) == expected


def test_with_two_drugs_each_is_compared_with_its_own() -> None:
    sessions = [usual(peak="140/90"), usual(peak="125/82")] * 4
    protocols = [IV, NASAL] * 4
    assert kinds(patient(*sessions, usual(peak="141/86"), protocols=[*protocols, NASAL])) == [Kind.RISE]
    assert kinds(patient(*sessions, usual(peak="145/90"), protocols=[*protocols, IV])) == [Kind.DRUG]


def test_an_effect_that_never_ended_is_told_and_ends_nothing() -> None:
    assert kinds(patient(*FOUR, usual(*felt(lasts=None)))) == [Kind.FIRST_EFFECT]
    assert kinds(patient(*FOUR, usual(*felt(lasts=None)), usual(*felt(lasts=None)))) == []


def test_two_hundred_sessions_are_told() -> None:
    found = story.story(patient(*[usual() for _ in range(199)], usual(peak="151/90")))
    assert found is not None
    assert [(one.kind, one.compared.n) for one in found.points] == [(Kind.RISE, 200)]


def _one_patients(found: list[Record]) -> list[Record]:
    """Any records as sessions of one patient: each with a treatment of its own."""
    return [
        one.model_copy(update={"treatment": one.treatment.model_copy(update={"id": UUID(int=FIRST.int + place)})})
        for place, one in enumerate(found)
    ]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(found=st.lists(any_record(), max_size=6).map(_one_patients))
def test_any_records_have_a_story_whose_rows_are_theirs(found: list[Record]) -> None:
    told = story.story(found)
    if not found:
        assert told is None
        return
    assert told is not None
    assert len(told.points) <= MOST
    assert sorted(told.points, key=lambda one: one.urgency) == list(told.points)
    here = {one.treatment.id: {fact.id for fact in one.facts()} | {None} for one in found}
    for point in told.points:
        assert point.rests
        assert all(row.fact_id in here[row.treatment_id] for row in point.rests)
        assert {row.treatment_id for row in point.rests} <= {told.treatment_id, *point.compared.before}
        assert told.treatment_id not in point.compared.before


def test_a_minute_without_a_start_is_none_after_it() -> None:
    (record,) = patient([facts.effect()])
    assert Visit(record, 1).minute(facts.instant("14:10")) == 0
