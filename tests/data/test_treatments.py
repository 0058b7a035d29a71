"""Sessions: begun, found, listed by arrival, and open until they have an end that holds."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from data import facts as stored
from data import open_treatments, treatments
from data.engine import Database
from schemas.fact import Fact
from tests import facts
from tests.data import opened

END = facts.end("15:50", entered_at="15:50")
LATER = facts.corrected(END, id=UUID(int=51), ended_at="15:40")
OPEN, ENDED = True, False


def open_ids(clinic: Database) -> set[UUID]:
    with clinic.read() as connection:
        return {one.id for one in treatments.open_ones(connection)}


ENDS: list[tuple[str, list[Fact], bool]] = [
    ("no end", [], OPEN),
    ("an end", [END], ENDED),
    ("a withdrawn end", [END, facts.withdrawn(END)], OPEN),
    ("a corrected end", [END, LATER], ENDED),
    ("a corrected end whose correction was withdrawn", [END, LATER, facts.withdrawn(LATER, "17:05")], OPEN),
    ("an end after a withdrawn one", [END, facts.withdrawn(END), facts.end("16:10", entered_at="17:10")], ENDED),
]


@pytest.mark.parametrize(("name", "told", "is_open"), ENDS, ids=[row[0] for row in ENDS])
def test_a_session_is_open_until_it_has_an_end_that_holds(
    name: str, told: list[Fact], is_open: bool, clinic: Database
) -> None:
    opened.save(clinic, facts.note(), *told)
    assert (facts.TREATMENT in open_ids(clinic)) is is_open
    assert opened.OTHER_TREATMENT in open_ids(clinic), "another session's end is another's"


def test_the_longest_waiting_comes_first(clinic: Database) -> None:
    early, late = (
        facts.treatment(at, id=uuid4(), protocol_id=opened.protocol_id(), patient_id=opened.OTHER_PATIENT)
        for at in ("08:00", "18:00")
    )
    with clinic.write() as connection:
        assert treatments.begin(connection, late) == stored.Receipt(late, created=True)
        assert treatments.begin(connection, early).created
        found = [one.id for one in treatments.open_ones(connection)]
        assert (found[0], found[-1]) == (early.id, late.id)
        theirs = [one.id for one in treatments.of_patient(connection, opened.OTHER_PATIENT)]
    assert theirs == [early.id, opened.OTHER_TREATMENT, late.id]


def test_beginning_again_is_the_same_session(clinic: Database) -> None:
    told = facts.treatment(protocol_id=opened.protocol_id())
    with clinic.write() as connection:
        assert treatments.begin(connection, told) == stored.Receipt(told, created=False)
        assert treatments.by_id(connection, facts.TREATMENT) == told


@pytest.mark.parametrize("nowhere", ["patient_id", "protocol_id", "entered_by"])
def test_a_session_of_nobody_or_nothing_is_refused(nowhere: str, clinic: Database) -> None:
    told = {"protocol_id": opened.protocol_id()} | {nowhere: uuid4()}
    with pytest.raises(IntegrityError, match="FOREIGN KEY"), clinic.write() as connection:
        treatments.begin(connection, facts.treatment(id=UUID(int=99), **told))


def test_what_is_no_session_is_not_found(clinic: Database) -> None:
    with clinic.read() as connection:
        assert treatments.by_id(connection, facts.PATIENT) is None
        assert treatments.of_patient(connection, uuid4()) == ()


def kept(database: Database) -> set[UUID]:
    with database.read() as connection:
        return set(connection.execute(select(open_treatments.TABLE.c.treatment_id)).scalars())


def test_the_open_ones_kept_beside_the_facts_are_those_that_follow_from_them(clinic: Database) -> None:
    end = facts.end()
    later = facts.corrected(end, ended_at=facts.instant("16:30"))
    steps = [(end, False), (later, False), (facts.withdrawn(later), True), (facts.end("17:00"), False)]
    for fact, still_open in steps:
        opened.save(clinic, fact)
        told = kept(clinic)
        assert (facts.TREATMENT in told) is still_open
        assert opened.OTHER_TREATMENT in told
        with clinic.write() as connection:
            open_treatments.rebuild(connection)
        assert kept(clinic) == told
