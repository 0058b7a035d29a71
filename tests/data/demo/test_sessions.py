from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from data.demo import ids, people, sessions
from data.demo.sessions import Plan, Session
from schemas.action import Intervention, Note
from schemas.drug import DrugAct, DrugEvent, StopSays
from schemas.effect import Effect, EffectChange, NoneReported
from schemas.reading import Reading
from schemas.treatment import EndHow, TreatmentEnd

ARRIVED = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)
PEOPLE = people.people(14)
ENOUGH = 300


def plan(index: int, *, number: int = 4, may_be_held: bool = True, seed: int = 0) -> Plan:
    return Plan(
        treatment_id=ids.of("test", index, seed),
        person=PEOPLE[index],
        arrived_at=ARRIVED,
        zone="Europe/London",
        number=number,
        wait=25,
        seed=(seed, index),
        may_be_held=may_be_held,
    )


@pytest.fixture(scope="module")
def many() -> list[Session]:
    return [sessions.session(plan(place % 40, number=1 + place % 12, seed=place)) for place in range(ENOUGH)]


def given(many: list[Session]) -> list[Session]:
    return [session for session in many if session.with_drug]


def minute(session: Session, at: datetime) -> int:
    return (at - ARRIVED) // timedelta(minutes=1) - 25


def test_the_same_plan_gives_the_same_session() -> None:
    assert sessions.session(plan(3)) == sessions.session(plan(3))


def test_no_two_facts_share_an_id(many: list[Session]) -> None:
    ids_ = [fact.id for session in many for fact in session.facts]
    assert len(set(ids_)) == len(ids_)


def test_facts_stand_in_the_order_of_entry_between_arrival_and_end(many: list[Session]) -> None:
    for session in many:
        entered = [fact.entered_at for fact in session.facts]
        assert entered == sorted(entered)
        assert entered[0] > session.treatment.entered_at >= ARRIVED
        assert isinstance(session.facts[-1], TreatmentEnd)


def test_the_first_reading_holds_every_sign_and_comes_before_the_drug(many: list[Session]) -> None:
    for session in many:
        first = session.of(Reading)[0]
        assert set(first.values()) >= {"systolic", "diastolic", "pulse", "spo2", "respirations", "weight_kg", "moaas"}
        assert (first.moaas, first.dissociation, first.oxygen_l_min) == (5, 0, 0)
        assert -12 <= minute(session, first.taken_at) <= -7


def test_an_infusion_has_a_planned_dose_of_half_a_milligram_a_kilogram(many: list[Session]) -> None:
    for session in given(many):
        if session.treatment.planned_dose_mg_per_kg is not None:
            start, stop = session.of(DrugEvent)
            weight = session.of(Reading)[0].weight_kg
            assert (start.act, start.duration_minutes, stop.stop_says) == (DrugAct.START, 40, StopSays.PLANNED)
            assert start.dose_mg == pytest.approx(0.5 * (weight or 0), abs=0.06)
            assert (minute(session, start.at), minute(session, stop.at)) == (0, 40)


@pytest.mark.parametrize(("number", "devices"), [(1, 2), (2, 2), (3, 3)])
def test_esketamine_is_given_as_devices_of_28_mg(number: int, devices: int) -> None:
    index = next(person.index for person in PEOPLE if person.takes_84_mg and not person.protocol.infusion)
    session = sessions.session(plan(index, number=number, may_be_held=False))
    events = session.of(DrugEvent)
    assert [(event.act, event.dose_mg) for event in events] == [(DrugAct.DEVICE, 28.0)] * devices
    assert [minute(session, event.at) for event in events] == [0, 5, 10][:devices]
    assert (session.treatment.planned_dose_mg, session.treatment.planned_doses) == (28.0 * devices, devices)


def test_readings_come_at_the_protocols_times(many: list[Session]) -> None:
    for session in given(many):
        infusion = session.treatment.planned_dose_mg_per_kg is not None
        planned = [10, 20, 30, 40, 55, 70, 85, 100, 115] if infusion else [20, 40, 60, 90, 120]
        taken = [minute(session, one.taken_at) for one in session.of(Reading)[1:] if one.repeat_of is None]
        assert len(taken) >= (7 if infusion else 5)
        assert all(abs(at - due) <= 1 for at, due in zip(taken, planned, strict=False))


def test_pressure_is_always_measured_at_40_minutes(many: list[Session]) -> None:
    for session in given(many):
        at_40 = [one for one in session.of(Reading) if 39 <= minute(session, one.taken_at) <= 41]
        assert at_40[0].systolic is not None
        assert at_40[0].diastolic is not None


def test_a_very_high_pressure_is_repeated_after_five_minutes_and_told(many: list[Session]) -> None:
    high = [
        (session, one)
        for session in given(many)
        for one in session.of(Reading)
        if ((one.systolic or 0) >= 180 or (one.diastolic or 0) >= 110) and one.repeat_of is None
    ]
    assert high
    for session, first in high:
        repeat = next(one for one in session.of(Reading) if one.repeat_of == first.id)
        assert minute(session, repeat.taken_at) - minute(session, first.taken_at) == 5
        assert any("Prescriber told" in str(action.words) for action in session.of(Intervention))


def test_a_held_visit_ends_without_the_drug_after_a_second_high_pressure(many: list[Session]) -> None:
    held = [session for session in many if not session.with_drug]
    assert held
    for session in held:
        first, again = session.of(Reading)
        assert all((one.systolic or 0) > 140 or (one.diastolic or 0) > 90 for one in (first, again))
        assert again.repeat_of == first.id
        assert session.of(TreatmentEnd)[0].how is EndHow.NOT_STARTED
        assert not session.of(Effect)
        assert session.of(Note)[-1].entered_by == people.MIA


def test_a_visit_that_may_not_be_held_never_is() -> None:
    assert all(sessions.session(plan(index, may_be_held=False, seed=7)).with_drug for index in range(40))


def test_everybody_given_the_drug_leaves_with_an_escort(many: list[Session]) -> None:
    assert {session.of(TreatmentEnd)[0].how for session in given(many)} == {EndHow.LEFT_WITH_ESCORT}


def test_the_dissociation_sign_and_the_effect_agree(many: list[Session]) -> None:
    for session in given(many):
        highest = max(one.dissociation or 0 for one in session.of(Reading))
        assert (highest > 0) == any(effect.effect == "dissociation" for effect in session.of(Effect))


def test_sedation_below_5_and_the_effect_agree(many: list[Session]) -> None:
    for session in given(many):
        lowest = min(5 if one.moaas is None else one.moaas for one in session.of(Reading))
        assert (lowest < 5) == any(effect.effect == "drowsiness" for effect in session.of(Effect))


def test_the_noted_cadss_agrees_with_the_dissociation(many: list[Session]) -> None:
    noted = [(session, note) for session in given(many) for note in session.of(Note) if note.words.startswith("CADSS")]
    assert noted
    for session, note in noted:
        total = int(note.words.rstrip(".").rsplit(" ", 1)[1])
        assert 0 <= total <= 92
        if any(effect.effect == "dissociation" for effect in session.of(Effect)):
            assert total > 4


def test_none_is_reported_only_while_nothing_runs(many: list[Session]) -> None:
    answers = [(session, answer) for session in given(many) for answer in session.of(NoneReported)]
    assert answers
    for session, answer in answers:
        ended = {change.effect_id: change.at for change in session.of(EffectChange) if change.ended}
        for effect in session.of(Effect):
            assert effect.onset_at > answer.at or ended.get(effect.id, answer.at + timedelta(days=1)) < answer.at


def test_an_effect_is_stated_changed_and_ended_in_that_order(many: list[Session]) -> None:
    for session in given(many):
        for effect in session.of(Effect):
            changes = [change for change in session.of(EffectChange) if change.effect_id == effect.id]
            assert all(effect.entered_at < change.entered_at for change in changes)
            assert all(one.at <= other.at for one, other in pairwise(changes))
            assert not any(change.ended for change in changes[:-1])


def test_medicines_name_who_ordered_them(many: list[Session]) -> None:
    medicines = [action for session in many for action in session.of(Intervention) if action.drug]
    assert medicines
    assert {action.ordered_by for action in medicines} == {"Dr Mia Lind"}


def test_some_readings_state_position_and_cuff_and_some_a_reason_not_measured(many: list[Session]) -> None:
    readings = [one for session in many for one in session.of(Reading)]
    assert 0.01 < sum(one.position is not None for one in readings) / len(readings) < 0.08
    assert 0.005 < sum(bool(one.not_measured) for one in readings) / len(readings) < 0.04


def test_a_session_until_a_moment_holds_what_was_entered_by_then() -> None:
    whole = sessions.session(plan(0, may_be_held=False))
    part = whole.until(ARRIVED + timedelta(minutes=47))
    assert 0 < len(part.facts) < len(whole.facts)
    assert part.facts == whole.facts[: len(part.facts)]
