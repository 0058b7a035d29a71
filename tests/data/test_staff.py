"""Staff: the first one enters herself, everybody is listed by name, and nobody is entered by a stranger."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy.exc import IntegrityError

from data import staff
from data.engine import Database
from data.facts import Receipt
from tests import facts

NIA = facts.staff()
OTTO = facts.staff("Otto Other", id=facts.OTHER_NURSE, initials="OO")
ADA = facts.staff("Ada Admin", id=UUID(int=9), initials="AA", roles=("admin", "prescriber"))


def test_the_first_one_enters_herself_and_the_others(empty: Database) -> None:
    with empty.write() as connection:
        assert staff.all_of(connection) == ()
        assert [staff.add(connection, one) for one in (NIA, OTTO, ADA)] == [
            Receipt(one, created=True) for one in (NIA, OTTO, ADA)
        ]
        assert not staff.add(connection, ADA).created
    with empty.read() as connection:
        assert staff.all_of(connection) == (ADA, NIA, OTTO)
        assert staff.by_ids(connection) == {one.id: one for one in (ADA, NIA, OTTO)}
        assert staff.by_id(connection, ADA.id) == ADA
        assert staff.by_id(connection, uuid4()) is None


def test_nobody_is_entered_by_a_stranger(empty: Database) -> None:
    with pytest.raises(IntegrityError, match="FOREIGN KEY"), empty.write() as connection:
        staff.add(connection, OTTO)
    with empty.read() as connection:
        assert staff.all_of(connection) == ()
