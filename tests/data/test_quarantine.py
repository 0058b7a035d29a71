"""What is kept aside is decided once, by who may, and read by nobody who is not there."""

from uuid import uuid4

import pytest

from data import acting, quarantine
from data.acting import RightsError
from data.engine import Database
from data.quarantine import EndedError, Verdict
from tests import facts, sealing
from tests.data import opened

NURSE = facts.staff()
ACCEPTED = Verdict(NURSE, facts.instant("15:00"), accepted=True, reason="stored as it was entered")


def test_it_is_decided_once(clinic: Database) -> None:
    kept = sealing.kept()
    with clinic.write() as connection:
        quarantine.keep(connection, kept, None)
        assert quarantine.waiting(connection, facts.TREATMENT) == (kept,)
        quarantine.end(connection, kept, ACCEPTED)
        assert quarantine.waiting(connection, facts.TREATMENT) == ()
        with pytest.raises(EndedError):
            quarantine.end(connection, kept, ACCEPTED)
        found = quarantine.by_id(connection, kept.id)
    assert found == quarantine.Standing(kept, accepted=True)


def test_what_a_page_compares_grows_with_each_entry_of_its_session_and_each_word_on_one(clinic: Database) -> None:
    kept, other = sealing.kept(), sealing.kept()
    with clinic.write() as connection:
        seen = [quarantine.changes(connection, facts.TREATMENT)]
        for does in (
            lambda: quarantine.keep(connection, kept, None),
            lambda: quarantine.keep(connection, other, None),
            lambda: quarantine.end(connection, kept, ACCEPTED),
            lambda: quarantine.end(connection, other, ACCEPTED),
        ):
            does()
            seen.append(quarantine.changes(connection, facts.TREATMENT))
        assert quarantine.changes(connection, uuid4()) == 0, "of other sessions it tells nothing"
    assert seen == [0, 1, 2, 3, 4]


def test_what_was_never_kept_is_not_decided(clinic: Database) -> None:
    with clinic.write() as connection, pytest.raises(EndedError):
        quarantine.end(connection, sealing.kept(), ACCEPTED)


def test_without_a_session_nothing_is_kept(clinic: Database) -> None:
    before = opened.numbers(clinic)
    with pytest.raises(LookupError), clinic.write() as connection:
        quarantine.keep(connection, sealing.kept(treatment_id=uuid4()), None)
    assert opened.numbers(clinic) == before


def test_an_administrator_stores_nothing_in_anothers_name(clinic: Database) -> None:
    admin = facts.staff(roles=("admin",))
    by = acting.as_person(admin, facts.instant("15:00"))
    refused = pytest.raises(RightsError, match="nurse or prescriber")
    with clinic.write(by) as connection, refused, acting.vouching(connection):
        pass


def test_nobody_reads_keeps_or_decides(clinic: Database) -> None:
    kept = sealing.kept()
    with clinic.write() as connection:
        acting.take(connection, None)
        with pytest.raises(RightsError):
            quarantine.waiting(connection, facts.TREATMENT)
        with pytest.raises(RightsError):
            quarantine.changes(connection, facts.TREATMENT)
        with pytest.raises(RightsError):
            quarantine.by_id(connection, kept.id)
        with pytest.raises(RightsError):
            quarantine.keep(connection, kept, None)
        with pytest.raises(RightsError):
            quarantine.end(connection, kept, ACCEPTED)
        with pytest.raises(RightsError), acting.vouching(connection):
            pass
