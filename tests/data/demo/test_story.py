"""The story of the demo clinic's patients: short, and told in whole sentences at each of their sessions."""

from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from statistics import median

import pytest

from app import story as saying
from app.story.rests import rests
from data import engine, records
from data.folder import Folder
from schemas.record import Record
from schemas.rules import story

Clinic = list[list[Record]]


@pytest.fixture(scope="module")
def patients(made: Path) -> Iterator[Clinic]:
    """Every patient's sessions by arrival."""
    database, found = engine.open_record(Folder(made / "data")), dict[object, list[Record]]()
    with database.read() as connection:
        for treatment_id in records.ids(connection):
            record = records.of_treatment(connection, treatment_id)
            assert record is not None
            found.setdefault(record.patient.id, []).append(record)
    yield list(found.values())
    database.close()


def sentences(sessions: list[Record]) -> list[str]:
    """What is said of the last of them; each sentence rests on a session."""
    told = story.story(sessions)
    assert told is not None
    assert all(rests(told, point, sessions) for point in told.points)
    return [saying.sentence(told, point).text for point in told.points]


def test_a_story_has_at_most_two_sentences_in_the_median_and_some_patients_have_one(patients: Clinic) -> None:
    counts = [len(sentences(sessions)) for sessions in patients]
    assert len(counts) == 40
    assert median(counts) <= 2
    assert sum(count > 0 for count in counts) >= 10


def test_it_stays_short_at_every_session_that_was_the_last_one_once(patients: Clinic) -> None:
    told = [sentences(so_far) for sessions in patients for so_far in accumulate([one] for one in sessions)]
    assert median(len(one) for one in told) <= 2
    assert max(len(one) for one in told) <= 5
    said = [sentence for one in told for sentence in one]
    assert [one for one in said if not one.endswith(".") or "None" in one or "  " in one or one.count(".") > 9] == []
