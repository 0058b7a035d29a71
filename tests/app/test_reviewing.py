"""What a record gives for the review is worked out once for each version of it, by one database alone."""

from uuid import UUID, uuid4

import pytest

from app import reviewing
from app.reviewing import Looked
from schemas.review import Reason
from tests import facts
from tests.app.house import House


def reasons(house: House, looked: Looked, treatment: UUID = facts.TREATMENT) -> frozenset[Reason] | None:
    with house.database.read() as connection:
        found = looked.of(connection, treatment)
    return None if found is None else found.reasons


def test_a_session_in_which_nothing_happened_is_read_once(house: House, reads: list[UUID]) -> None:
    looked = Looked()
    assert reasons(house, looked) == reasons(house, looked)
    assert reads == [facts.TREATMENT]


def test_what_came_since_is_seen(house: House) -> None:
    looked = Looked()
    assert Reason.RED_ALERT not in (reasons(house, looked) or ())
    house.saved("readings", line="205/110 @14:20")
    assert Reason.RED_ALERT in (reasons(house, looked) or ())


def test_of_two_clinics_neither_sees_the_others(house: House, reads: list[UUID]) -> None:
    one, other = Looked(), Looked()
    reasons(house, one)
    reasons(house, other)
    assert reads == [facts.TREATMENT, facts.TREATMENT]


def test_no_session_has_no_reasons_and_only_so_many_are_held(
    house: House, reads: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reviewing, "_HELD", 1)
    looked, second = Looked(), house.session("14:30")
    assert reasons(house, looked, uuid4()) is None
    for treatment in (facts.TREATMENT, second, facts.TREATMENT):
        reasons(house, looked, treatment)
    assert reads[1:] == [facts.TREATMENT, second, facts.TREATMENT]
