"""The shelf: the same record as the database holds, read once."""

from uuid import UUID, uuid4

import pytest

from app import shelf as shelves
from app.shelf import Shelf
from data import facts as stored
from data import records
from schemas.record import Record
from tests import facts
from tests.app.house import House


def look(house: House, shelf: Shelf, treatment: UUID = facts.TREATMENT) -> Record | None:
    with house.database.read() as connection:
        return shelf.record(connection, treatment)


def test_a_session_in_which_nothing_happened_is_read_once(house: House, reads: list[UUID]) -> None:
    shelf = Shelf()
    first = look(house, shelf)
    assert look(house, shelf) is first
    assert reads == [facts.TREATMENT]


def test_what_another_program_saved_is_read(house: House, reads: list[UUID]) -> None:
    shelf = Shelf()
    assert look(house, shelf) is not None
    with house.database.write() as connection:
        stored.record(connection, facts.note("14:00", "by another"))
    record = look(house, shelf)
    assert record is not None
    assert [note.words for note in record.notes] == ["by another"]
    assert len(reads) == 2


def test_a_weight_of_another_session_of_the_patient_is_seen_though_nothing_happened_in_this_one(house: House) -> None:
    shelf = Shelf()
    assert look(house, shelf) is not None
    elsewhere = house.session("09:00", patient_id=facts.PATIENT)
    with house.database.write() as connection:
        weighed = facts.reading("09:05", weight_kg=82.5, treatment_id=elsewhere, id=uuid4())
        stored.record(connection, weighed)
    record = look(house, shelf)
    assert record is not None
    assert [one.weight_kg for one in record.other_weights] == [82.5]
    assert look(house, shelf) is record


def test_a_session_that_does_not_exist_is_none_and_is_not_held(house: House) -> None:
    shelf = Shelf()
    assert look(house, shelf, UUID(int=0xDEAD)) is None
    assert look(house, shelf, UUID(int=0xDEAD)) is None


def test_an_older_version_never_takes_the_place_of_a_newer_one(house: House) -> None:
    shelf = Shelf()
    old = house.record()
    house.saved("notes", words="newer")
    newer = look(house, shelf)
    shelf.put(0, old)
    assert look(house, shelf) is newer


def test_only_the_sessions_looked_at_last_are_held(
    house: House, reads: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelves, "_SESSIONS", 2)
    shelf = Shelf()
    one, two, three = (house.session() for _ in range(3))
    for treatment in (one, two, one, three, one, two):
        look(house, shelf, treatment)
    assert reads == [one, two, three, two]


def test_what_a_save_left_on_the_shelf_is_what_lies_in_the_database(house: House) -> None:
    house.saved("drug-events", act="start", dose_mg=40, duration_minutes=40)
    reading = house.saved("readings", line="148/92 88")
    house.saved("effects", line="+nausea 2")
    house.saved("retractions", fact_id=reading, reason="other arm")
    again = {"id": str(uuid4()), "line": "150/90"}
    assert [house.post("readings", again).status_code for _ in range(2)] == [201, 200]
    assert house.post("readings", {"line": "88/97"}).status_code == 422
    with house.database.read() as connection:
        held = house.clinic.shelf.record(connection, facts.TREATMENT)
        read = records.of_treatment(connection, facts.TREATMENT)
    assert held is not None
    assert read is not None
    assert content(held) == content(read)


def content(record: Record) -> dict[str, object]:
    """Everything of the record, facts by id."""
    told = record.model_dump()
    return {name: sorted(part, key=str) if isinstance(part, tuple) else part for name, part in told.items()}
