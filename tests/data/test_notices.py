"""Notices: the author of an entry is told who else corrected it, once, and nobody else is."""

from uuid import UUID, uuid4

import pytest

from data import corrections, facts, notices, targets
from data.engine import Database
from schemas.correction import Retraction
from schemas.fact import Fact
from tests import facts as said
from tests.data import opened

READING = said.reading("14:05", systolic=148, diastolic=92, entered_by=said.NURSE)
LATER = said.instant("18:00")


def recorded(database: Database, *given: Fact) -> None:
    with database.write() as connection:
        for one in given:
            facts.record(connection, one)


def told(database: Database, staff: UUID) -> list[tuple[UUID, UUID]]:
    """By which fact which entry of hers was corrected, as she is told."""
    with database.read() as connection:
        found = notices.unseen(connection, staff)
        assert notices.count(connection, staff) == len(found)
    return [(one.id, one.fact_id) for one in found]


CORRECTED = said.corrected(READING, systolic=149, entered_by=said.OTHER_NURSE)
WITHDRAWN = said.withdrawn(READING, entered_by=said.OTHER_NURSE)


@pytest.mark.parametrize("newer", [CORRECTED, WITHDRAWN], ids=["corrected", "withdrawn"])
def test_whose_entry_another_corrects_is_told_and_the_other_is_not(clinic: Database, newer: Fact) -> None:
    recorded(clinic, READING, newer, newer)
    assert told(clinic, said.NURSE) == [(newer.id, READING.id)]
    assert told(clinic, said.OTHER_NURSE) == []


def test_who_corrects_her_own_entry_is_told_nothing(clinic: Database) -> None:
    recorded(clinic, READING, said.corrected(READING, systolic=149, entered_by=said.NURSE))
    assert told(clinic, said.NURSE) == []


def test_of_a_chain_each_author_is_told_of_what_became_of_hers(clinic: Database) -> None:
    again = said.corrected(CORRECTED, systolic=150, entered_by=said.NURSE)
    recorded(clinic, READING, CORRECTED, again)
    assert told(clinic, said.NURSE) == [(CORRECTED.id, READING.id)]
    assert told(clinic, said.OTHER_NURSE) == [(again.id, CORRECTED.id)]


def test_what_is_moved_is_told_once_in_the_session_it_was_taken_from(clinic: Database) -> None:
    new = said.corrected(READING, treatment_id=opened.OTHER_TREATMENT, entered_by=said.OTHER_NURSE)
    mark: Retraction = said.moved(READING, new.id, entered_by=said.OTHER_NURSE)
    recorded(clinic, READING)
    with clinic.write() as connection:
        corrections.move(connection, new, mark)
    assert told(clinic, said.NURSE) == [(mark.id, READING.id)]


def test_what_is_seen_is_told_no_more_and_nobody_sees_it_for_her(clinic: Database) -> None:
    recorded(clinic, READING, CORRECTED)
    with clinic.write() as connection:
        notices.seen(connection, said.OTHER_NURSE, [CORRECTED.id], LATER)
    assert told(clinic, said.NURSE) == [(CORRECTED.id, READING.id)]
    with clinic.write() as connection:
        notices.seen(connection, said.NURSE, [CORRECTED.id, uuid4()], LATER)
    assert told(clinic, said.NURSE) == []


def test_a_correction_that_came_second_says_what_stands(clinic: Database) -> None:
    recorded(clinic, READING, CORRECTED)
    second = said.corrected(READING, systolic=150)
    with pytest.raises(targets.StaleError) as raised, clinic.write() as connection:
        facts.record(connection, second)
    assert (raised.value.standing, raised.value.sent) == (CORRECTED, second)
    recorded(clinic, said.withdrawn(CORRECTED))
    with pytest.raises(targets.StaleError) as raised, clinic.write() as connection:
        facts.record(connection, said.corrected(READING, systolic=151))
    assert raised.value.standing is None
