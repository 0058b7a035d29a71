"""The histories: the same records as the database holds, read once while nothing changes."""

import pytest

from app import clinic
from app.histories import Histories
from data import facts as stored
from data import identities, statements
from data.restrictions import RestrictedError
from schemas.record import Record
from tests import facts, said
from tests.app.house import House


def look(house: House, held: Histories) -> tuple[Record, ...]:
    with house.database.read() as connection:
        return held.of_patient(connection, facts.PATIENT)


def test_unchanged_records_are_the_very_same_so_that_no_rule_is_asked_again(house: House) -> None:
    held = Histories()
    first = look(house, held)
    assert look(house, held) is first
    elsewhere = house.session("10:00")
    with house.database.write() as connection:
        stored.record(connection, facts.note("10:10", treatment_id=elsewhere))
    assert look(house, held) is first, "another patient's"


def test_what_was_saved_begun_or_said_since_is_seen(house: House) -> None:
    held = Histories()
    look(house, held)
    house.saved("readings", line="148/92 @14:05")
    (record,) = look(house, held)
    assert [one.systolic for one in record.readings] == [148]
    house.session("10:00", patient_id=facts.PATIENT)
    assert len(look(house, held)) == 2
    with house.database.write() as connection:
        identities.correct(connection, said.demographics(), facts.patient())
    assert {one.patient.family_name for one in look(house, held)} == {"Example-Ort"}


def test_who_is_not_to_see_the_record_any_more_does_not_find_it_here(house: House) -> None:
    held = house.clinic.histories
    with clinic.read(facts.staff()) as connection:
        assert len(held.of_patient(connection, facts.PATIENT)) == 1
    with house.database.write() as connection:
        statements.say(connection, said.restriction(facts.OTHER_NURSE))
    with clinic.read(facts.staff()) as connection, pytest.raises(RestrictedError):
        held.of_patient(connection, facts.PATIENT)


def test_the_patients_looked_at_longest_ago_are_let_go(house: House) -> None:
    held = Histories()
    first = look(house, held)
    for _ in range(6):
        patient = house.patient()
        with house.database.read() as connection:
            held.of_patient(connection, patient)
    assert look(house, held) is not first
