"""What was kept aside is accepted for its author, or withdrawn, by a named nurse or prescriber, once."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest

from app import gate
from app.entries import quarantined
from app.entries.sent import Problems
from data import accounts, acting, facts, quarantine, signatures, staff
from data.quarantine import EndedError, Kept
from data.sign_ins import Person
from schemas.signature import Meaning
from tests import entered, said, sealing, signed
from tests import facts as made
from tests.app.house import COOKIE, House
from tests.data import opened

ADMIN = UUID(int=77)


def keep(house: House, **content: Any) -> Kept:  # noqa: ANN401 - JSON
    """An entry of Nia's, entered at 14:05 and kept."""
    as_id = uuid4()
    kept = sealing.kept(id=as_id, body=sealing.body(id=str(as_id), **content).decode())
    with house.database.write() as connection:
        quarantine.keep(connection, kept, None)
    return kept


def person(house: House, who: UUID = made.OTHER_NURSE) -> Person:
    found = gate.person(house.sign_in(who).cookies[COOKIE])
    assert found is not None
    return found


def waiting(house: House) -> tuple[Kept, ...]:
    with house.database.read() as connection:
        return quarantine.waiting(connection, made.TREATMENT)


def test_accepted_it_is_its_authors_at_the_time_of_enter_and_the_audit_names_who_accepted_it(house: House) -> None:
    kept = keep(house)
    quarantined.accept(kept.id, person(house))
    (reading,) = house.record().readings
    assert (reading.id, reading.entered_by, reading.taken_at) == (kept.id, made.NURSE, kept.entered_at)
    assert reading.entered_at >= made.instant("15:00")
    rows = {row["what"]: row for row in opened.audit(house.database, kept.id)}
    assert list(rows) == ["quarantine", "create", "accept"]
    assert (rows["create"]["who"], rows["accept"]["who"]) == (made.NURSE, made.OTHER_NURSE)
    assert waiting(house) == ()


def test_an_author_whose_account_is_closed_is_no_hindrance(house: House) -> None:
    kept = keep(house)
    with house.database.write() as connection:
        stands = accounts.of(connection, made.NURSE)
        assert stands is not None
        accounts.keep(connection, said.again(stands, enabled=False, roles=("admin",)))
    quarantined.accept(kept.id, person(house))
    assert house.record().readings[0].entered_by == made.NURSE


def test_accepting_answers_what_it_would_have_been_asked(house: House) -> None:
    kept = keep(house, line="248/92 188")
    quarantined.accept(kept.id, person(house))
    assert house.record().readings[0].systolic == 248


def test_what_cannot_be_stays_refused_and_waits(house: House) -> None:
    kept = keep(house, line="92/148")
    with pytest.raises(Problems):
        quarantined.accept(kept.id, person(house))
    assert waiting(house) == (kept,)
    assert house.count("reading") == 0


def test_a_signed_session_takes_it_behind_an_addendum(house: House) -> None:
    kept = keep(house)
    house.saved("ends", how="left_alone")
    with house.database.read() as connection:
        nurse = staff.by_id(connection, made.NURSE)
    assert nurse is not None
    signed.sign(house.database, Meaning.COMPLETE, nurse)
    with pytest.raises(facts.SignedError, match="Open it for an addendum first"):
        quarantined.accept(kept.id, person(house))
    assert waiting(house) == (kept,)
    with house.database.read() as connection:
        assert signatures.is_closed(connection, made.TREATMENT), "what is kept aside changes nothing of a signature"
    opened.save(house.database, signed.addendum())
    quarantined.accept(kept.id, person(house))
    assert len(house.record().readings) == 1


def test_withdrawn_it_is_stored_nowhere_and_says_why(house: House) -> None:
    kept = keep(house)
    quarantined.withdraw(kept.id, "  entered  twice ", person(house))
    assert waiting(house) == ()
    assert house.count("reading") == 0
    row = opened.audit(house.database, kept.id)[-1]
    assert (row["what"], row["who"], row["reason"]) == ("withdraw", made.OTHER_NURSE, "entered twice")


@pytest.mark.parametrize("reason", ["", "   ", "x" * 501])
def test_a_withdrawal_needs_a_reason(house: House, reason: str) -> None:
    kept = keep(house)
    with pytest.raises(Problems):
        quarantined.withdraw(kept.id, reason, person(house))
    assert waiting(house) == (kept,)


WAYS: dict[str, Callable[[UUID, Person], None]] = {
    "accepted": quarantined.accept,
    "withdrawn": lambda kept, by: quarantined.withdraw(kept, "no", by),
}


@pytest.mark.parametrize("first", WAYS)
@pytest.mark.parametrize("second", WAYS)
def test_it_is_decided_once(house: House, first: str, second: str) -> None:
    kept, by = keep(house), person(house)
    WAYS[first](kept.id, by)
    before = house.count("audit")
    with pytest.raises(EndedError):
        WAYS[second](kept.id, by)
    assert house.count("audit") == before


@pytest.mark.parametrize("way", WAYS)
def test_an_administrator_decides_nothing(house: House, way: str) -> None:
    with house.database.write() as connection:
        entered.add(connection, entered.admin(ADMIN), "tom")
    kept = keep(house)
    with pytest.raises(acting.RightsError, match="nurse or prescriber"):
        WAYS[way](kept.id, person(house, ADMIN))
    assert waiting(house) == (kept,)
    assert house.count("reading") == 0


def test_what_was_never_kept_is_not_accepted(house: House) -> None:
    with pytest.raises(EndedError):
        quarantined.accept(uuid4(), person(house))


def test_within_the_acceptance_alone_she_acts_for_another(house: House) -> None:
    told = person(house)
    with house.database.write(acting.as_person(told.staff, made.instant("15:00"))) as connection:
        with acting.vouching(connection):
            assert acting.of(connection).staff_id is None
        assert acting.of(connection).staff_id == made.OTHER_NURSE
