"""Sign-ins: a token stands for one person until it locks, ends, or is ended; the token itself is nowhere."""

from datetime import datetime
from uuid import UUID, uuid4

import pytest
from sqlalchemy.exc import IntegrityError

from data import accounts, sign_ins
from data.engine import Database
from data.folder import Folder
from data.sign_ins import SignIn
from schemas.secret import How
from tests import entered, facts, said
from tests.data import opened

TOKEN, OTHER = "b7d1-token-of-a-browser", "another-token"
AT, LOCKS, ENDS = facts.instant("08:00"), facts.instant("08:10"), facts.instant("22:00")


def sign_in(staff_id: UUID, **fields: object) -> SignIn:
    told = {"id": uuid4(), "staff_id": staff_id, "tablet_id": None, "how": How.PASSWORD, "limited": False}
    return SignIn(**(told | {"locks_at": LOCKS, "ends_at": ENDS} | fields))  # type: ignore[arg-type]


@pytest.fixture
def signed(clinic: Database) -> Database:
    """Nia at one browser, Otto at another."""
    with clinic.write() as connection:
        for token, person in ((TOKEN, facts.NURSE), (OTHER, facts.OTHER_NURSE)):
            entered.account(connection, facts.staff(id=person))
            sign_ins.begin(connection, token, sign_in(person), AT)
    return clinic


def whose(database: Database, token: str, now: datetime = AT) -> str | None:
    with database.read() as connection:
        person = sign_ins.whose(connection, token, now)
        locks = sign_ins.live(connection, {token, "unknown"}, now)
    assert (token in locks and locks[token] > now) is (person is not None), "both looks say the same"
    return None if person is None else person.staff.name


def test_a_token_stands_for_its_person(signed: Database) -> None:
    assert [whose(signed, one) for one in (TOKEN, OTHER, "unknown", "")] == ["Nia Nurse", "Otto Other", None, None]


@pytest.mark.parametrize(
    ("now", "name"), [("08:09:59", "Nia Nurse"), ("08:10", None), ("09:00", None), ("23:00", None)]
)
def test_untouched_it_locks_by_itself(signed: Database, now: str, name: str | None) -> None:
    assert whose(signed, TOKEN, facts.instant(now)) == name


@pytest.mark.parametrize(
    ("until", "now", "name"),
    [
        ("08:20", "08:15", "Nia Nurse"),
        ("08:20", "08:20", None),
        ("08:05", "08:06", None),
        ("23:30", "22:00", None),
    ],
)
def test_a_touch_says_anew_when_it_locks_and_never_past_its_end(
    signed: Database, until: str, now: str, name: str | None
) -> None:
    with signed.read() as connection:
        there = sign_ins.whose(connection, TOKEN, facts.instant(now), facts.instant(until))
    assert (there and there.staff.name) == name, "not written down yet"
    with signed.write() as connection:
        sign_ins.touch(connection, sign_ins.hashed(TOKEN), facts.instant(until))
    assert whose(signed, TOKEN, facts.instant(now)) == name
    assert whose(signed, OTHER, facts.instant("08:15")) is None, "nobody else is touched"


def test_a_touch_brings_none_back_that_has_ended(signed: Database) -> None:
    with signed.write() as connection:
        sign_ins.end(connection, TOKEN, AT)
        sign_ins.touch(connection, sign_ins.hashed(TOKEN), facts.instant("23:30"))
    assert whose(signed, TOKEN, AT) is None


def test_an_ended_token_stands_for_nobody_and_the_other_stays(signed: Database) -> None:
    with signed.write() as connection:
        sign_ins.end(connection, TOKEN, AT)
        sign_ins.end(connection, "unknown", AT)
    assert [whose(signed, one) for one in (TOKEN, OTHER)] == [None, "Otto Other"]


def test_all_of_a_person_end_but_the_one_that_stays(signed: Database) -> None:
    with signed.write() as connection:
        sign_ins.begin(connection, "third", sign_in(facts.NURSE), AT)
        sign_ins.end_all(connection, facts.NURSE, AT, but="third")
    assert [whose(signed, one) for one in (TOKEN, "third", OTHER)] == [None, "Nia Nurse", "Otto Other"]
    with signed.write() as connection:
        sign_ins.end_all(connection, facts.NURSE, AT)
    assert [whose(signed, one) for one in ("third", OTHER)] == [None, "Otto Other"]


def test_all_on_a_tablet_end_with_it(signed: Database) -> None:
    with signed.write() as connection:
        tablet, _ = entered.tablet(connection, facts.NURSE)
        sign_ins.begin(connection, "third", sign_in(facts.NURSE, tablet_id=tablet.tablet_id), AT)
        sign_ins.end_tablet(connection, tablet.tablet_id, AT)
    assert [whose(signed, one) for one in (TOKEN, "third")] == ["Nia Nurse", None]


def test_a_closed_account_stands_for_nobody_and_roles_are_those_of_now(signed: Database) -> None:
    with signed.write() as connection:
        stands = accounts.of(connection, facts.NURSE)
        assert stands is not None
        accounts.keep(connection, said.again(stands, roles=("prescriber",)))
        there = sign_ins.whose(connection, TOKEN, AT)
        assert there is not None
        assert [role.value for role in there.staff.roles] == ["prescriber"]
        accounts.keep(connection, said.again(stands, enabled=False))
    assert [whose(signed, one) for one in (TOKEN, OTHER)] == [None, "Otto Other"]


def test_the_end_of_a_token_is_kept_as_it_was_first_said(signed: Database, folder: Folder) -> None:
    with signed.write() as connection:
        sign_ins.end(connection, TOKEN, AT)
        sign_ins.end(connection, TOKEN, LOCKS)
    with opened.plainly(folder) as other:
        ended = other.execute("SELECT signed_out_at FROM sign_in WHERE signed_out_at IS NOT NULL").fetchall()
    assert ended == [("2026-03-02 08:00:00.000000",)]


def test_a_token_begins_once(signed: Database) -> None:
    with pytest.raises(IntegrityError), signed.write() as connection:
        sign_ins.begin(connection, TOKEN, sign_in(facts.OTHER_NURSE), AT)
    assert whose(signed, TOKEN) == "Nia Nurse"


def test_the_token_itself_lies_nowhere(signed: Database, folder: Folder) -> None:
    with opened.plainly(folder) as other:
        rows = other.execute("SELECT * FROM sign_in").fetchall()
    assert len(rows) == 2
    assert not [value for row in rows for value in row if TOKEN in str(value)]
