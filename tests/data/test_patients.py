"""Patients are registered once, found by any part of what a nurse would type, and a likely double is named."""

from datetime import date
from uuid import UUID

import pytest

from data import folding, patients
from data.engine import Database
from data.facts import ConflictError
from schemas.patient import Patient
from tests import facts

PEOPLE = [
    ("C-0001", "Alice", "Example", date(1984, 5, 6)),
    ("N-77", "Zoë", "Núñez de la Fuente", date(1990, 12, 31)),
    ("C_0003", "Łukasz", "Żółć", date(1984, 5, 16)),
    ("100%", "Søren", "Strauß", date(2001, 1, 1)),
    ("C\\0005", "Alice", "Önder", date(1984, 6, 5)),
]


def person(place: int) -> Patient:
    number, given, family, born = PEOPLE[place]
    told = {"record_number": number, "given_name": given, "family_name": family, "date_of_birth": born}
    return facts.patient(id=UUID(int=100 + place), **told)


@pytest.fixture
def house(clinic: Database) -> Database:
    """The people of the table beside those of the clinic's fixture, Alice Example and Otto Ort."""
    with clinic.write() as connection:
        for place in range(1, len(PEOPLE)):
            patients.register(connection, person(place))
    return clinic


FOUND = [
    ("alice", ["Example", "Önder"]),
    ("ALI", ["Example", "Önder"]),
    ("xampl", ["Example"]),
    ("alice exam", ["Example"]),
    ("exam alice", ["Example"]),
    ("  alice\t exam ", ["Example"]),
    ("alice ort", []),
    ("nunez", ["Núñez de la Fuente"]),
    ("NÚÑEZ zoe", ["Núñez de la Fuente"]),
    ("Nu\u0301n\u0303ez", ["Núñez de la Fuente"]),
    ("de la", ["Núñez de la Fuente"]),
    ("lukasz", ["Żółć"]),
    ("Łukasz żółć", ["Żółć"]),
    ("zolc", ["Żółć"]),
    ("strauss", ["Strauß"]),
    ("STRAUSS soren", ["Strauß"]),
    ("onder", ["Önder"]),
    ("C-0001", ["Example"]),
    ("c-000", ["Example", "Ort"]),
    ("%", ["Strauß"]),
    ("100%", ["Strauß"]),
    ("_", ["Żółć"]),
    ("c_0", ["Żółć"]),
    ("\\", ["Önder"]),
    ("c\\0", ["Önder"]),
    ("1984-05-06", ["Example"]),
    ("1984-05", ["Example", "Żółć"]),
    ("06.05.1984", ["Example"]),
    ("6.5.1984", ["Example", "Żółć"]),
    ("06/05/1984", ["Example"]),
    ("6/5/1984", ["Example", "Żółć"]),
    ("06051984", ["Example"]),
    ("6 may 1984", ["Example", "Żółć"]),
    ("Núñez de la Fuente, ", ["Núñez de la Fuente"]),
    ("zolc,lukasz", ["Żółć"]),
    ("alice 1984", ["Example", "Önder"]),
    ("alice 5.6.1984", ["Önder"]),
    ("'; DROP TABLE patient; --", []),
    ("nobody", []),
    ("", ["Example", "Núñez de la Fuente", "Ort", "Strauß", "Önder", "Żółć"]),
    ("   ", ["Example", "Núñez de la Fuente", "Ort", "Strauß", "Önder", "Żółć"]),
    ("a " * 5000, ["Example", "Núñez de la Fuente", "Strauß", "Önder", "Żółć"]),
    ("x" * 100_000, []),
]


@pytest.mark.parametrize(("words", "names"), FOUND, ids=[words[:24] for words, _ in FOUND])
def test_people_are_found_by_every_typed_word(words: str, names: list[str], house: Database) -> None:
    with house.read() as connection:
        assert [one.family_name for one in patients.find(connection, words)] == names


def test_no_more_are_found_than_asked_for(house: Database) -> None:
    with house.read() as connection:
        assert [one.family_name for one in patients.find(connection, "", limit=2)] == ["Example", "Núñez de la Fuente"]


ALIKE = [
    ("the same names and day", "Example", "Alice", date(1984, 5, 6), ["Example"]),
    ("the same names, another day", "example", "ALICE", date(1990, 1, 1), ["Example"]),
    ("the same day and family name", "Example", "Alicia", date(1984, 5, 6), ["Example"]),
    ("the same day and given name", "Married", "Alice", date(1984, 5, 6), ["Example"]),
    ("the names the wrong way round", "Alice", "Example", date(1984, 5, 6), ["Example"]),
    ("the same, another day", "alice", "example", date(1990, 1, 1), ["Example"]),
    ("without accents", "Nunez de la fuente", "Zoe", date(1990, 12, 31), ["Núñez de la Fuente"]),
    ("the same family name alone", "Example", "Bob", date(1990, 1, 1), []),
    ("the same given name alone", "Other", "Alice", date(1990, 1, 1), []),
    ("the same day alone", "Other", "Bob", date(1984, 5, 6), []),
    ("a part of the family name", "Exam", "Alice", date(1990, 1, 1), []),
    ("a sign that stands for any", "E%", "Alice", date(1990, 1, 1), []),
    ("nobody like that", "Other", "Bob", date(1990, 1, 1), []),
]


@pytest.mark.parametrize(("name", "family", "given", "born", "names"), ALIKE, ids=[row[0] for row in ALIKE])
def test_who_may_be_the_same_person_is_named(
    name: str, family: str, given: str, born: date, names: list[str], house: Database
) -> None:
    with house.read() as connection:
        assert [one.family_name for one in patients.alike(connection, family, given, born)] == names


def test_a_record_number_belongs_to_one_person(house: Database) -> None:
    other = facts.patient(id=UUID(int=500), given_name="Bob")
    with pytest.raises(patients.TakenError, match="belongs to another patient"), house.write() as connection:
        patients.register(connection, other)
    with house.read() as connection:
        assert patients.by_id(connection, other.id) is None


def test_registering_again_is_the_same_receipt_or_a_conflict(house: Database) -> None:
    with house.write() as connection:
        assert not patients.register(connection, facts.patient()).created
    with pytest.raises(ConflictError), house.write() as connection:
        patients.register(connection, facts.patient(given_name="Alicia"))
    with house.read() as connection:
        assert patients.by_id(connection, facts.PATIENT) == facts.patient()


@pytest.mark.parametrize(
    ("text", "folded"),
    [("  Zoë\n NÚÑEZ ", "zoe nunez"), ("İpek", "ipek"), ("Ærø", "aero"), ("ﬁ", "fi"), ("雪", "雪"), ("", "")],
)
def test_text_is_folded_for_comparing(text: str, folded: str) -> None:
    assert folding.folded(text) == folded
