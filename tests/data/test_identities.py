"""Who a patient is can be corrected and shows it; two registrations become one person and can be parted again."""

from datetime import date
from uuid import UUID, uuid4

import pytest

from data import acts, appointments, audit, identities, patients, records, same_person, statements, treatments
from data.engine import Database
from schemas.identity import Demographics, Merge
from schemas.patient import Patient
from tests import facts, said
from tests.data import opened

DOUBLE = opened.OTHER_PATIENT
BORN = "1971-12-31"


def alice(database: Database, patient_id: UUID = facts.PATIENT) -> Patient:
    with database.read() as connection:
        found = patients.by_id(connection, patient_id)
    assert found is not None
    return found


def correct(database: Database, told: Demographics, seen: Patient | None = None) -> bool:
    shown = seen or alice(database)
    with database.write() as connection:
        return identities.correct(connection, told, shown)


def merge(database: Database, *told: Merge) -> None:
    with database.write() as connection:
        for one in told:
            identities.merge(connection, one)


def test_a_corrected_patient_stands_so_everywhere_and_as_she_was_registered_is_kept(clinic: Database) -> None:
    told = said.demographics(record_number="C-0009", date_of_birth="1984-06-05")
    assert correct(clinic, told)
    stands = alice(clinic)
    assert (stands.record_number, stands.family_name, stands.date_of_birth) == (
        "C-0009",
        "Example-Ort",
        date(1984, 6, 5),
    )
    assert (stands.id, stands.entered_at) == (facts.PATIENT, facts.patient().entered_at)
    with clinic.read() as connection:
        assert patients.as_registered(connection, facts.PATIENT) == facts.patient()
        assert identities.history(connection, facts.PATIENT) == (told,)
        assert patients.by_ids(connection, [facts.PATIENT]) == {facts.PATIENT: stands}
        record = records.of_treatment(connection, facts.TREATMENT)
    assert record is not None
    assert record.patient == stands
    (row,) = opened.audit(clinic, told.id)
    assert (row["patient_id"], row["reason"], row["sha256"]) == (facts.PATIENT, "a new family name", audit.digest(told))


@pytest.mark.parametrize("words", ["example", "example-ort", "c-0009", "c-0001", "6 may 1984", "5.6.1984", "030"])
def test_a_corrected_patient_is_found_by_what_is_right_and_by_what_was(words: str, clinic: Database) -> None:
    correct(clinic, said.demographics(record_number="C-0009", date_of_birth="1984-06-05"))
    with clinic.read() as connection:
        found = patients.find(connection, words)
    assert [one.record_number for one in found] == ([] if words == "030" else ["C-0009"])


def test_both_numbers_lead_to_her_and_neither_is_given_to_somebody_else(clinic: Database) -> None:
    correct(clinic, said.demographics(record_number="C-0009"))
    for number in ("C-0001", "C-0009"):
        with clinic.read() as connection:
            found = patients.by_number(connection, number)
        assert found == alice(clinic)
        with pytest.raises(patients.TakenError), clinic.write() as connection:
            patients.register(connection, facts.patient(id=uuid4(), record_number=number))
    with pytest.raises(patients.TakenError):
        correct(clinic, said.demographics(record_number="C-0002"))
    assert correct(clinic, said.demographics(record_number="C-0001")), "her own old number may be hers again"


def test_the_second_of_two_corrections_is_told_and_pressing_twice_says_it_once(clinic: Database) -> None:
    seen, first = alice(clinic), said.demographics()
    assert correct(clinic, first, seen)
    assert not correct(clinic, first, seen)
    with pytest.raises(identities.IdentityError, match="meanwhile"):
        correct(clinic, said.demographics(given_name="Alicia"), seen)
    with pytest.raises(identities.IdentityError, match="no such patient"):
        correct(clinic, said.demographics(patient_id=uuid4()), seen)
    assert alice(clinic).given_name == "Alice"


def test_two_registrations_become_one_person_with_all_sessions_and_part_again(clinic: Database) -> None:
    made = said.merge(DOUBLE)
    merge(clinic, made)
    with clinic.read() as connection:
        assert same_person.all_of(connection, DOUBLE) == (facts.PATIENT, DOUBLE)
        assert [one.id for one in treatments.of_patient(connection, facts.PATIENT)] == [
            facts.TREATMENT,
            opened.OTHER_TREATMENT,
        ]
        found = records.of_patient(connection, DOUBLE)
        assert {one.patient.id for one in found} == {facts.PATIENT}
        under = next(one for one in found if one.treatment.id == opened.OTHER_TREATMENT)
        entered = patients.entered_under(connection, under)
        assert entered is not None
        assert entered.record_number == "C-0002"
        assert [one.record_number for one in patients.others(connection, facts.PATIENT)] == ["C-0002"]
        assert [one.id for one in patients.find(connection, "c-0002")] == [facts.PATIENT]
        assert len(patients.find(connection, "")) == 1
        assert patients.alike(connection, "Ort", "Otto", opened.BORN)[0].id == facts.PATIENT
        assert patients.by_ids(connection, [DOUBLE])[DOUBLE].id == facts.PATIENT
        assert identities.merged(connection, facts.PATIENT) == (made,)
    merge(clinic, said.merge(DOUBLE, None))
    with clinic.read() as connection:
        assert same_person.all_of(connection, DOUBLE) == (DOUBLE,)
        assert [one.id for one in treatments.of_patient(connection, DOUBLE)] == [opened.OTHER_TREATMENT]
        assert len(patients.find(connection, "")) == 2
        assert patients.others(connection, facts.PATIENT) == ()
        alone = records.of_treatment(connection, opened.OTHER_TREATMENT)
    assert alone is not None
    assert alone.patient.record_number == "C-0002"


def test_what_is_known_of_the_person_comes_from_both_registrations(clinic: Database) -> None:
    earlier = facts.reading("09:00", weight_kg=82.5, treatment_id=opened.OTHER_TREATMENT)
    opened.save(clinic, earlier)
    opened.say(clinic, said.scale(patient_id=DOUBLE), said.appointment(patient_id=DOUBLE))
    merge(clinic, said.merge(DOUBLE))
    assert [one.weight_kg for one in opened.record(clinic).other_weights] == [82.5]
    with clinic.read() as connection:
        scale = records.oxygen_scale(connection, facts.PATIENT)
        assert scale is not None
        assert scale.scale == 2
        assert len(appointments.of_patient(connection, facts.PATIENT)) == 1
        told = {row["object_id"] for row in acts.of_patient(connection, facts.PATIENT)}
    assert earlier.id in told, "the access report tells of both"


def test_the_number_of_the_other_registration_may_become_hers(clinic: Database) -> None:
    merge(clinic, said.merge(DOUBLE))
    assert correct(clinic, said.demographics(record_number="C-0002"))


REFUSED = [
    ("nobody", lambda: said.merge(uuid4()), "no such patient"),
    ("into nobody", lambda: said.merge(DOUBLE, uuid4()), "no such patient"),
    ("what is not merged is parted", lambda: said.merge(DOUBLE, None), "not merged"),
]


@pytest.mark.parametrize(("name", "make", "sentence"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_cannot_be_merged_is_refused_in_words(name: str, make: object, sentence: str, clinic: Database) -> None:
    with pytest.raises(identities.IdentityError, match=sentence):
        merge(clinic, make())  # type: ignore[operator]
    with clinic.read() as connection:
        assert same_person.by_id(connection) == {}, name


def test_only_registrations_that_stay_are_merged_so_that_no_circle_comes_about(clinic: Database) -> None:
    third = facts.patient(id=UUID(int=12), record_number="C-0003")
    with clinic.write() as connection:
        patients.register(connection, third)
    made = said.merge(DOUBLE)
    merge(clinic, made, made)
    for told, sentence in (
        (said.merge(DOUBLE, third.id), "merged already"),
        (said.merge(third.id, DOUBLE), "merged itself"),
        (said.merge(facts.PATIENT, DOUBLE), "merged itself"),
    ):
        with pytest.raises(identities.IdentityError, match=sentence):
            merge(clinic, told)
    merge(clinic, said.merge(facts.PATIENT, third.id))
    with clinic.read() as connection:
        assert set(same_person.by_id(connection).values()) == {third.id}
        assert patients.by_id(connection, DOUBLE) == third
    merge(clinic, said.merge(facts.PATIENT, None))
    with clinic.read() as connection:
        assert same_person.stays(connection, DOUBLE) == facts.PATIENT


def test_what_was_said_of_who_anybody_is_makes_another_version(clinic: Database) -> None:
    def version() -> tuple[int, int]:
        with clinic.read() as connection:
            return identities.version(connection, facts.TREATMENT)

    before = version()
    correct(clinic, said.demographics())
    second = version()
    merge(clinic, said.merge(DOUBLE))
    assert before < second < version()


def test_same_person_follows_from_the_merges_whenever_it_is_made_anew(clinic: Database) -> None:
    opened.say(clinic, said.merge(DOUBLE))
    with clinic.write() as connection:
        assert same_person.by_id(connection) == {}
        identities.follow(connection)
        assert same_person.by_id(connection) == {DOUBLE: facts.PATIENT, facts.PATIENT: facts.PATIENT}
        assert statements.of(connection, Merge, DOUBLE) is not None
