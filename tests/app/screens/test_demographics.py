"""A patient's identifiers are corrected with a reason, and somebody registered twice is brought together and apart."""

from uuid import UUID

from data import identities, patients
from schemas.patient import Patient
from tests import facts
from tests.app.house import House
from tests.app.screens import screen
from tests.app.screens.conftest import Opens


def stands(house: House, patient_id: UUID = facts.PATIENT) -> Patient:
    with house.database.read() as connection:
        found = patients.by_id(connection, patient_id)
    assert found is not None
    return found


def test_a_name_is_corrected_with_its_reason_and_shows_on_the_chair_at_once(house: House, opens: Opens) -> None:
    house.saved("readings", line="148/92")  # the chair's record is held by now
    assert "Alice Example" in screen.read(opens("chair", session=facts.TREATMENT))
    test = opens("demographics", patient=facts.PATIENT)
    screen.fill(test, Family_name="Exemplar", Date_of_birth="6 May 1985")
    screen.press(test, "Correct")
    assert screen.errors(test) == ["Reason: say why, for example: misspelt, or a new family name."]
    assert stands(house).family_name == "Example"
    screen.fill(test, Reason="misspelt")
    screen.press(test, "Correct")
    assert screen.errors(test) == []
    assert (stands(house).family_name, stands(house).date_of_birth.year) == ("Exemplar", 1985)
    told = screen.read(test)
    assert "Alice Example, born 6 May 1984, No. C-0001, sex female · as registered, Nia Nurse" in told
    assert "Alice Exemplar, born 6 May 1985, No. C-0001, sex female · corrected: misspelt, Nia Nurse" in told
    assert "Alice Exemplar" in screen.read(opens("chair", session=facts.TREATMENT))
    house.at("15:05")
    house.saved("readings", line="150/92")
    assert house.record().patient.family_name == "Exemplar"


def test_what_cannot_be_is_said_and_what_was_typed_stays(house: House, opens: Opens) -> None:
    house.patient(record_number="C-0002")
    test = opens("demographics", patient=facts.PATIENT)
    for fields, sentence in (
        ({"Record_number": ""}, "Still needed: the record number."),
        ({"Record_number": "C-0002", "Reason": "x"}, "This record number belongs to another patient"),
        ({"Record_number": "C-0001", "Date_of_birth": "5/6/84"}, "Date of birth: write it as"),
        ({"Date_of_birth": "3 Mar 2026"}, "Date of birth: this day lies in the future. Check the year."),
        ({"Date_of_birth": "5/6/84"}, "Date of birth: write it as"),
    ):
        screen.fill(test, **fields)
        screen.press(test, "Correct")
        assert sentence in screen.errors(test)[0]
    assert next(one for one in test.text_input if one.label.startswith("Date of birth")).value == "5/6/84"
    assert stands(house) == facts.patient()


def test_the_second_of_two_who_correct_is_told(house: House, opens: Opens) -> None:
    first, second = opens("demographics", patient=facts.PATIENT), opens("demographics", patient=facts.PATIENT)
    for test, name in ((first, "Exemplar"), (second, "Exempel")):
        screen.fill(test, Family_name=name, Reason="misspelt")
        screen.press(test, "Correct")
    assert "Somebody has corrected this patient meanwhile" in screen.errors(second)[0]
    assert stands(house).family_name == "Exemplar"


def test_somebody_registered_twice_is_merged_and_taken_apart(house: House, opens: Opens) -> None:
    double = house.patient(record_number="C-0002", given_name="Alicia")
    session = house.session("09:00", patient_id=double)
    test = opens("demographics", patient=facts.PATIENT)
    screen.fill(test, Record_number_of="C-0099")
    test.run()
    assert "Nobody else is registered under this number." in screen.read(test)
    screen.fill(test, Record_number_of="C-0002")
    test.run()
    told = screen.read(test)
    assert "This one stays: Alice Example, born 6 May 1984, No. C-0001" in told
    assert "This one is merged into it: Alicia Example, born 6 May 1984, No. C-0002" in told
    screen.press(test, "Merge the two")
    assert screen.errors(test) == ["Reason: say how you know that this is the same person."]
    screen.fill(test, How_you_know="the same passport")
    screen.press(test, "Merge the two")
    assert screen.errors(test) == []
    assert stands(house, double).id == facts.PATIENT
    told = screen.read(opens("patient", patient=double))
    assert "also No. C-0002, 2 sessions" in told
    assert "entered under No. C-0002" in screen.read(opens("chair", session=session))
    test = opens("demographics", patient=facts.PATIENT)
    screen.press(test, "Take the merge back")
    assert screen.errors(test) == ["Reason: say why these are two people after all."]
    screen.fill(test, Why_these="another address")
    screen.press(test, "Take the merge back")
    assert screen.errors(test) == []
    assert stands(house, double).record_number == "C-0002"
    with house.database.read() as connection:
        assert identities.merged(connection, facts.PATIENT) == ()


def test_without_a_patient_nothing_is_corrected(house: House, opens: Opens) -> None:
    assert "No patient is chosen" in screen.read(opens("demographics", patient=UUID(int=99)))
