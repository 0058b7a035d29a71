"""Sign-ins: a token stands for one person until it is ended; the token itself is nowhere in the record."""

import pytest
from sqlalchemy.exc import IntegrityError

from data import sign_ins
from data.engine import Database
from data.folder import Folder
from tests import facts
from tests.data import opened

TOKEN, OTHER = "b7d1-token-of-a-browser", "another-token"
AT, LATER = facts.instant("08:00"), facts.instant("18:00")


@pytest.fixture
def signed(clinic: Database) -> Database:
    """Nia at one browser, Otto at another."""
    with clinic.write() as connection:
        sign_ins.begin(connection, TOKEN, facts.NURSE, AT)
        sign_ins.begin(connection, OTHER, facts.OTHER_NURSE, AT)
    return clinic


def whose(database: Database, token: str) -> str | None:
    with database.read() as connection:
        person = sign_ins.whose(connection, token)
    return None if person is None else person.name


def test_a_token_stands_for_its_person(signed: Database) -> None:
    assert [whose(signed, one) for one in (TOKEN, OTHER, "unknown", "")] == ["Nia Nurse", "Otto Other", None, None]


def test_an_ended_token_stands_for_nobody_and_the_other_stays(signed: Database) -> None:
    with signed.write() as connection:
        sign_ins.end(connection, TOKEN, LATER)
        sign_ins.end(connection, "unknown", LATER)
    assert [whose(signed, one) for one in (TOKEN, OTHER)] == [None, "Otto Other"]


def test_the_end_of_a_token_is_kept_as_it_was_first_said(signed: Database, folder: Folder) -> None:
    with signed.write() as connection:
        sign_ins.end(connection, TOKEN, AT)
        sign_ins.end(connection, TOKEN, LATER)
    with opened.plainly(folder) as other:
        ended = other.execute("SELECT signed_out_at FROM sign_in WHERE signed_out_at IS NOT NULL").fetchall()
    assert ended == [("2026-03-02 08:00:00.000000",)]


def test_a_token_begins_once(signed: Database) -> None:
    with pytest.raises(IntegrityError), signed.write() as connection:
        sign_ins.begin(connection, TOKEN, facts.OTHER_NURSE, LATER)
    assert whose(signed, TOKEN) == "Nia Nurse"


def test_the_token_itself_lies_nowhere(signed: Database, folder: Folder) -> None:
    with opened.plainly(folder) as other:
        rows = other.execute("SELECT * FROM sign_in").fetchall()
    assert len(rows) == 2
    assert not [value for row in rows for value in row if TOKEN in str(value)]
