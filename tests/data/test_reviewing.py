"""What waits for review: what has ended and is not signed as reviewed, or in which something is kept aside."""

from datetime import date, timedelta
from typing import Final
from uuid import UUID

import pytest

from data import acting, quarantine, reviewing, statements
from data import facts as stored
from data.engine import Database
from data.quarantine import Verdict
from schemas.review import Reason
from schemas.signature import Meaning
from tests import facts, said, sealing, signed
from tests.data import held, opened
from tests.data.held import NIA

PRESCRIBER = facts.staff("Pat Prescriber", id=facts.PRESCRIBER, initials="PP", roles=("prescriber",))
SINCE, BEFORE = facts.instant("00:00"), facts.instant("00:00", date(2026, 3, 3))
NOT_SIGNED: Final = frozenset({Reason.NOT_COMPLETE, Reason.NOT_REVIEWED})


@pytest.fixture
def ended(clinic: Database) -> Database:
    """A session with a reading and an end."""
    with clinic.write() as connection:
        stored.record(connection, PRESCRIBER)
    opened.save(clinic, facts.reading("14:05", systolic=148, diastolic=92), facts.end())
    return clinic


def waits(database: Database) -> dict[UUID, frozenset[Reason]]:
    with database.read() as connection:
        found = reviewing.waiting(connection, SINCE, BEFORE)
        assert found.more is False
        return dict(reviewing.beside(connection, found.sessions))


def test_an_open_session_waits_for_nobody(clinic: Database) -> None:
    assert waits(clinic) == {}


def test_an_ended_session_waits_until_both_lines_are_signed(ended: Database) -> None:
    assert waits(ended) == {facts.TREATMENT: NOT_SIGNED}
    signed.sign(ended, Meaning.COMPLETE, NIA)
    assert waits(ended) == {facts.TREATMENT: {Reason.NOT_REVIEWED}}
    signed.sign(ended, Meaning.REVIEWED, PRESCRIBER)
    assert waits(ended) == {}


def test_what_was_changed_after_it_was_signed_waits_again(ended: Database) -> None:
    signed.sign(ended, Meaning.COMPLETE, NIA)
    signed.sign(ended, Meaning.REVIEWED, PRESCRIBER)
    opened.save(ended, signed.addendum())
    assert waits(ended) == {facts.TREATMENT: NOT_SIGNED | {Reason.CHANGED}}
    signed.sign(ended, Meaning.COMPLETE, NIA)
    # The prescriber's line is void still: what she reviewed is not what stands there.
    assert waits(ended) == {facts.TREATMENT: {Reason.CHANGED, Reason.NOT_REVIEWED}}


def test_what_is_kept_aside_in_a_signed_session_waits_until_somebody_has_decided(ended: Database) -> None:
    signed.sign(ended, Meaning.COMPLETE, NIA)
    signed.sign(ended, Meaning.REVIEWED, PRESCRIBER)
    kept = sealing.kept()
    with ended.write() as connection:
        quarantine.keep(connection, kept, None)
    assert waits(ended) == {facts.TREATMENT: {Reason.KEPT_ASIDE}}
    with ended.write() as connection:
        verdict = Verdict(NIA, facts.instant("15:00"), accepted=False, reason="a slip")
        quarantine.end(connection, kept, verdict)
    assert waits(ended) == {}


@pytest.mark.parametrize(
    ("since", "before", "found"),
    [
        (SINCE, BEFORE, True),
        (facts.instant("13:30"), BEFORE, True),
        (facts.instant("13:31"), BEFORE, False),
        (SINCE, facts.instant("13:30"), False),
    ],
)
def test_it_is_looked_for_by_its_arrival(since: object, before: object, found: bool, ended: Database) -> None:
    with ended.read() as connection:
        told = reviewing.waiting(connection, since, before)  # type: ignore[arg-type]
    assert bool(told.sessions) is found


def test_what_was_signed_and_changed_since_waits_however_long_ago_it_was(ended: Database) -> None:
    late, later = facts.instant("00:00", date(2026, 9, 1)), facts.instant("00:00", date(2026, 9, 2))

    def found() -> tuple[bool, bool]:
        with ended.read() as connection:
            told = reviewing.waiting(connection, late, later)
            return bool(told.sessions), reviewing.waits(connection, facts.TREATMENT)

    assert found() == (False, True)
    signed.sign(ended, Meaning.COMPLETE, NIA)
    signed.sign(ended, Meaning.REVIEWED, PRESCRIBER)
    assert found() == (False, False)
    opened.save(ended, signed.addendum())
    assert found() == (True, True)
    signed.sign(ended, Meaning.COMPLETE, NIA)
    signed.sign(ended, Meaning.REVIEWED, PRESCRIBER)
    assert found() == (False, False)
    with ended.write() as connection:
        quarantine.keep(connection, sealing.kept(), None)
    assert found() == (True, True)


def test_a_full_queue_leaves_out_nothing_that_was_changed_since_it_was_signed(
    ended: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed.sign(ended, Meaning.COMPLETE, NIA)
    signed.sign(ended, Meaning.REVIEWED, PRESCRIBER)
    opened.save(ended, signed.addendum())
    newer = [UUID(int=900 + one) for one in range(2)]
    with ended.write() as connection:
        for place, one in enumerate(newer, start=1):
            at = facts.instant("15:00", date(2026, 9, place))
            stored.record(connection, facts.treatment(id=one, arrived_at=at, protocol_id=opened.protocol_id()))
            stored.record(connection, facts.end(treatment_id=one, ended_at=at + timedelta(minutes=20)))
    monkeypatch.setattr(reviewing, "MOST", 1)
    since, before = (facts.instant("00:00", date(2026, 9, day)) for day in (1, 9))
    with ended.read() as connection:
        told = reviewing.waiting(connection, since, before)
    assert (told.sessions, told.more) == ((newer[1], facts.TREATMENT), True)


def test_the_newest_come_first_and_no_more_than_can_be_looked_at(
    ended: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [UUID(int=900 + one) for one in range(3)]
    with ended.write() as connection:
        for place, one in enumerate(ids):
            at = facts.instant("15:00") + timedelta(minutes=place)
            own = {"treatment_id": one, "ended_at": at + timedelta(minutes=20)}
            stored.record(connection, facts.treatment(id=one, arrived_at=at, protocol_id=opened.protocol_id()))
            stored.record(connection, facts.end(**own))
    monkeypatch.setattr(reviewing, "MOST", 3)
    with ended.read() as connection:
        found = reviewing.waiting(connection, SINCE, BEFORE)
    assert (found.sessions, found.more) == (tuple(reversed(ids)), True)


def test_a_restricted_session_waits_for_those_alone_whom_its_record_names(ended: Database) -> None:
    with ended.write() as connection:
        statements.say(connection, said.restriction(held.NOBODY))
    with ended.read(acting.as_person(NIA, facts.instant("15:00"))) as connection:
        assert reviewing.waiting(connection, SINCE, BEFORE).sessions == ()
    assert list(waits(ended)) == [facts.TREATMENT]
