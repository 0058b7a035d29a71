"""Statements: the newest about a thing holds, in the order of storing, and the older ones stay."""

from datetime import timedelta

import pytest

from data import appointments, chairs, protocols, statements
from data.engine import Database
from data.facts import ConflictError
from schemas.statement import Appointment, AppointmentState, Chair
from tests import facts, said
from tests.data import opened


def test_the_newest_statement_holds_even_where_the_clock_was_set_back(clinic: Database) -> None:
    first = said.chair("4")
    later = said.again(first, name="5", entered_at=first.entered_at - timedelta(hours=1))
    opened.say(clinic, first, later)
    with clinic.read() as connection:
        assert statements.of(connection, Chair, first.chair_id) == later
        assert statements.newest(connection, Chair) == (later,)
        assert statements.history(connection, Chair, first.chair_id) == (first, later)


def test_saying_the_same_twice_is_said_once_and_other_content_is_a_conflict(clinic: Database) -> None:
    one = said.chair("4")
    opened.say(clinic, one)
    with clinic.write() as connection:
        assert not statements.say(connection, one)
    with pytest.raises(ConflictError), clinic.write() as connection:
        statements.say(connection, one.model_copy(update={"name": "9"}))
    assert opened.numbers(clinic)["chair"] == 1


def test_every_statement_has_its_audit_row_with_the_patient_where_there_is_one(clinic: Database) -> None:
    told = tuple(said.one_of_each())
    opened.say(clinic, *told)
    found = {row["object_id"]: row for row in opened.audit(clinic)}
    assert {one.id for one in told} <= set(found)
    assert [found[one.id]["patient_id"] for one in told if isinstance(one, Appointment)] == [facts.PATIENT]


def test_chairs_stand_by_number_and_free_ones_are_those_nobody_sits_at(clinic: Database) -> None:
    ten, two, gone = said.chair("10"), said.chair("2"), said.chair("3", in_use=False)
    opened.say(clinic, ten, two, gone, said.seat(ten))
    with clinic.read() as connection:
        assert [one.name for one in chairs.all_of(connection)] == ["2", "3", "10"]
        assert [one.name for one in chairs.free(connection)] == ["2"]
        assert chairs.taken(connection) == {facts.TREATMENT: ten.chair_id}
    opened.save(clinic, facts.end())
    with clinic.read() as connection:
        assert [one.name for one in chairs.free(connection)] == ["2", "10"]


@pytest.mark.parametrize("out_of_use", [False, True], ids=["taken by another session", "out of use"])
def test_a_session_cannot_sit_where_another_is_or_where_nobody_may(clinic: Database, out_of_use: bool) -> None:
    place = said.chair("4", in_use=not out_of_use)
    opened.say(clinic, place)
    if not out_of_use:
        opened.say(clinic, said.seat(place))
    with (
        pytest.raises(chairs.TakenError, match="out of use" if out_of_use else "Another session is open at chair 4"),
        clinic.write() as connection,
    ):
        chairs.sit(connection, said.seat(place, opened.OTHER_TREATMENT))
    with clinic.write() as connection:
        chairs.sit(connection, said.seat(None, opened.OTHER_TREATMENT))


def test_two_chairs_have_two_names_and_an_occupied_one_stays_in_use(clinic: Database) -> None:
    four, five = said.chair("4"), said.chair("5")
    opened.say(clinic, four, five, said.seat(four))
    for wrong, sentence in (
        (said.chair("4"), "named 4 already"),
        (said.again(five, name="4"), "named 4 already"),
        (said.again(four, in_use=False), "move or end it first"),
    ):
        with pytest.raises(chairs.TakenError, match=sentence), clinic.write() as connection:
            chairs.keep(connection, wrong)
    with clinic.write() as connection:
        chairs.keep(connection, said.again(four, room="Garden"))
        chairs.keep(connection, said.again(five, in_use=False))


def test_who_is_on_holds_for_the_day(clinic: Database) -> None:
    four = said.chair("4")
    opened.say(clinic, four, said.duty(four), said.duty(four, facts.OTHER_NURSE))
    with clinic.read() as connection:
        assert chairs.on_duty(connection, facts.DAY) == {four.chair_id: facts.OTHER_NURSE}
        assert chairs.on_duty(connection, facts.DAY + timedelta(days=1)) == {}
    opened.say(clinic, said.duty(four, None))
    with clinic.read() as connection:
        assert chairs.on_duty(connection, facts.DAY) == {}


def test_a_patient_is_planned_once_a_day_of_the_zone(clinic: Database) -> None:
    with clinic.write() as connection:
        first = said.appointment("22:30")
        assert appointments.plan(connection, [first], "Europe/Berlin") == 1
        assert appointments.plan(connection, [first], "Europe/Berlin") == 0
    with pytest.raises(appointments.StaleError, match="planned on that day already"), clinic.write() as connection:
        appointments.plan(connection, [said.appointment("10:00")], "Europe/Berlin")
    with clinic.write() as connection:  # 23:30 there is the next day in Berlin
        assert appointments.plan(connection, [said.appointment("23:30")], "Europe/Berlin") == 1


def test_what_became_of_a_planned_session_is_said_once(clinic: Database) -> None:
    one = said.appointment()
    gone = said.again(one, state=AppointmentState.NOT_COME)
    cancelled = said.again(one, state=AppointmentState.CANCELLED, words="fever")
    opened.say(clinic, one)
    with clinic.write() as connection:
        appointments.change(connection, gone)
        appointments.change(connection, gone)
    for wrong in (cancelled, said.appointment(appointment_id=facts.PATIENT)):
        with pytest.raises(appointments.StaleError), clinic.write() as connection:
            appointments.change(connection, wrong)
    with clinic.write() as connection:
        appointments.change(connection, said.again(one, state=AppointmentState.EXPECTED))
        appointments.change(connection, cancelled)
        assert appointments.by_id(connection, one.appointment_id) == cancelled


def test_a_withdrawn_version_is_offered_no_more_and_the_one_before_it_is(clinic: Database) -> None:
    shipped = next(one for one in protocols.shipped() if one.key == "im")
    newer = shipped.model_copy(update={"id": facts.PROTOCOL, "version": 9})
    with clinic.write() as connection:
        protocols.publish(connection, newer, said.offer(newer.id))
        assert newer in protocols.current(connection)
        protocols.offer(connection, said.offer(newer.id, offered=False, words="too lax"))
        assert shipped in protocols.current(connection)
        assert newer not in protocols.current(connection)
        with pytest.raises(protocols.WithdrawnError, match="v9 was withdrawn"):
            protocols.refuse_withdrawn(connection, newer)
        protocols.refuse_withdrawn(connection, shipped)
        protocols.offer(connection, said.offer(newer.id))
        assert newer in protocols.current(connection)


def test_a_version_that_somebody_published_meanwhile_is_not_overwritten(clinic: Database) -> None:
    mine = facts.protocol(id=facts.PROTOCOL, version=2)
    with clinic.write() as connection:
        protocols.publish(connection, mine, said.offer(mine.id))
        protocols.publish(connection, mine, said.offer(mine.id))
    theirs = mine.model_copy(update={"planned_minutes": 60})
    with pytest.raises(protocols.StaleError, match="meanwhile"), clinic.write() as connection:
        protocols.publish(connection, theirs, said.offer(mine.id))
    with clinic.read() as connection:
        assert protocols.by_id(connection, mine.id) == mine
