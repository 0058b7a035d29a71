from datetime import UTC, date, datetime

import pytest

from data.demo import ids, people
from data.demo.people import Person
from schemas.patient import Sex
from schemas.protocol import Drug
from schemas.staff import Role

SINCE = datetime(2025, 3, 1, 8, tzinfo=UTC)


@pytest.fixture(scope="module")
def forty() -> tuple[Person, ...]:
    return people.people(14)


def test_forty_people_have_record_numbers_of_their_own(forty: tuple[Person, ...]) -> None:
    assert [person.patient.record_number for person in forty] == [str(10001 + place) for place in range(40)]


def test_no_two_people_share_a_name(forty: tuple[Person, ...]) -> None:
    assert len({(one.patient.given_name, one.patient.family_name) for one in forty}) == 40


@pytest.mark.parametrize("seed", [7, 14])
def test_no_name_is_shortened(seed: int) -> None:
    assert not any("." in person.patient.given_name for person in people.people(seed))


def test_everybody_is_an_adult_with_a_plausible_weight(forty: tuple[Person, ...]) -> None:
    assert all(date(1951, 1, 1) <= person.patient.date_of_birth <= date(2005, 12, 31) for person in forty)
    assert all(46 <= person.weight_kg <= 140 for person in forty)


def test_phones_are_of_the_range_that_nobody_has(forty: tuple[Person, ...]) -> None:
    assert all(str(person.patient.phone).startswith("07700 900") for person in forty)


def test_everybody_comes_3_to_18_times(forty: tuple[Person, ...]) -> None:
    assert min(person.visits for person in forty) >= 3
    assert max(person.visits for person in forty) <= 18


def test_both_drugs_and_both_sexes_are_there(forty: tuple[Person, ...]) -> None:
    assert {person.protocol.drug for person in forty} == {Drug.KETAMINE, Drug.ESKETAMINE}
    assert {person.patient.sex for person in forty} == {Sex.FEMALE, Sex.MALE}


def test_a_person_is_registered_when_it_is_said(forty: tuple[Person, ...]) -> None:
    patient = forty[0].registered(SINCE)
    assert (patient.entered_at, patient.id) == (SINCE, forty[0].id)


def test_another_seed_gives_other_people_under_the_same_ids(forty: tuple[Person, ...]) -> None:
    others = people.people(15)
    assert [one.patient.family_name for one in others] != [one.patient.family_name for one in forty]
    assert [one.id for one in others] == [one.id for one in forty]


def test_staff_are_three_nurses_a_prescriber_and_an_admin_who_entered_them() -> None:
    staff = people.staff(SINCE)
    assert {(one.name, one.initials, one.roles) for one in staff} == {
        ("Bea Novak", "BN", (Role.NURSE,)),
        ("Ines Roth", "IR", (Role.NURSE,)),
        ("Omar Haddad", "OH", (Role.NURSE,)),
        ("Dr Mia Lind", "ML", (Role.PRESCRIBER,)),
        ("Tom Berger", "TB", (Role.ADMIN,)),
    }
    assert {one.entered_by for one in staff} == {staff[0].id} == {ids.ADMIN}
