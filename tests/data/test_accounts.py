"""Accounts, tablets, shifts, secrets and misses as they lie in the record."""

from datetime import timedelta
from uuid import uuid4

import pytest

from data import accounts, misses, rights, secrets, shifts, tablets
from data.engine import Database
from data.folder import Folder
from schemas.account import Account
from schemas.secret import Sort
from schemas.staff import Role
from tests import entered, facts, said
from tests.data import opened

AT = facts.instant("08:00")
HOUR = timedelta(hours=1)


def test_an_account_is_found_by_its_user_name_and_holds_as_it_was_said_last(clinic: Database) -> None:
    first = said.account(user_name="otto")
    with clinic.write() as connection:
        accounts.keep(connection, first)
        accounts.keep(connection, said.again(first, roles=("nurse", "prescriber"), in_charge=True))
        found = accounts.named(connection, "otto")
        assert found is not None
        assert (found.staff_id, found.in_charge, len(found.roles)) == (facts.OTHER_NURSE, True, 2)
        assert accounts.of(connection, facts.OTHER_NURSE) == found
        assert accounts.named(connection, "nobody") is None
        assert list(accounts.all_of(connection)) == [facts.OTHER_NURSE]


def test_a_user_name_is_never_given_twice_also_not_an_old_one(clinic: Database) -> None:
    first = said.account(user_name="otto")
    with clinic.write() as connection:
        accounts.keep(connection, first)
        accounts.keep(connection, said.again(first, user_name="otto.other"))
        for name in ("otto", "otto.other"):
            with pytest.raises(accounts.UserNameError, match="never given twice"):
                accounts.keep(connection, said.account(staff_id=facts.NURSE, user_name=name))
        accounts.keep(connection, said.again(first, user_name="otto"))
        assert accounts.named(connection, "otto.other") is None, "the name she has now is another"


@pytest.mark.parametrize("name", ["", "x", "Otto", "ot to", "\u202eotto", ".otto", "x" * 33, "\u043etto"])
def test_what_is_no_user_name_is_no_account(name: str) -> None:
    with pytest.raises(ValueError, match="user_name"):
        said.account(user_name=name)


def test_a_secret_is_right_with_its_key_alone_and_lies_nowhere_in_clear(clinic: Database, folder: Folder) -> None:
    key, other = clinic.secret_key, bytes(32)
    hashed = secrets.hashed("four grey herons", key)
    assert secrets.is_right("four grey herons", hashed, key)
    assert not secrets.is_right("four grey heron", hashed, key)
    assert not secrets.is_right("four grey herons", hashed, other), "a stolen database alone yields nothing"
    assert not secrets.is_right("four grey herons", None, key)
    with clinic.write() as connection:
        secrets.put(connection, facts.NURSE, Sort.PASSWORD, hashed, AT)
    with opened.plainly(folder) as beside:
        (row,) = beside.execute("SELECT hash FROM secret").fetchall()
    assert row[0].startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert "heron" not in row[0]


def test_a_secret_takes_the_place_of_the_one_before_and_can_be_taken_away(clinic: Database) -> None:
    with clinic.write() as connection:
        secrets.put(connection, facts.NURSE, Sort.PIN, "first", AT, given=True)
        secrets.put(connection, facts.NURSE, Sort.PIN, "second", AT)
        secrets.put(connection, facts.NURSE, Sort.PASSWORD, "third", AT)
        found = secrets.of(connection, facts.NURSE, Sort.PIN)
        assert found is not None
        assert (found["hash"], found["given"]) == ("second", False)
        secrets.forget(connection, facts.NURSE, Sort.PIN)
        assert secrets.of(connection, facts.NURSE, Sort.PIN) is None
        assert secrets.of(connection, facts.NURSE, Sort.PASSWORD) is not None


def test_misses_are_counted_by_place_forgotten_after_their_time_and_cleared(clinic: Database) -> None:
    here, there = misses.place("pin", 1), misses.place("pin", 2)
    within = timedelta(minutes=15)
    with clinic.write() as connection:
        assert misses.at(connection, here) is None
        assert [misses.add(connection, here, AT + n * HOUR).count for n in range(3)] == [1, 2, 3]
        found = misses.at(connection, here)
        assert found is not None
        assert (found.since, found.last) == (AT, AT + 2 * HOUR)
        assert [misses.add(connection, there, AT + n * HOUR, within=within).count for n in range(3)] == [1, 1, 1]
        misses.clear(connection, here)
        assert misses.at(connection, here) is None
        assert misses.at(connection, there) is not None
    assert misses.place("a", "bc") != misses.place("ab", "c")
    assert "nia" not in misses.place("password", "nia")


def test_a_shift_runs_from_its_beginning_to_its_end_and_may_be_ended_or_go_on(clinic: Database) -> None:
    with clinic.write() as connection:
        made = entered.shift(connection, facts.NURSE, AT, hours=2)
        longer = entered.shift(connection, facts.NURSE, AT, hours=3)
        entered.shift(connection, facts.OTHER_NURSE, AT, hours=1)
        runs = [set(shifts.running(connection, AT + n * HOUR)) for n in (-1, 0, 1, 3)]
        assert runs == [set(), {facts.NURSE, facts.OTHER_NURSE}, {facts.NURSE}, set()]
        assert shifts.of(connection, facts.NURSE, AT) == longer
        assert shifts.running(connection, AT)[facts.NURSE] == longer
        shifts.count_wrong_pin(connection, longer.id)
        shifts.count_wrong_pin(connection, longer.id)
        found = shifts.of(connection, facts.NURSE, AT)
        assert found is not None
        assert found.wrong_pins == 2
        shifts.forgive(connection, longer.id)
        shifts.extend(connection, made.id, AT + 9 * HOUR)
        found = shifts.of(connection, facts.NURSE, AT)
        assert found is not None
        assert (found.id, found.ends_at) == (made.id, AT + 9 * HOUR)
        shifts.end(connection, facts.NURSE, AT + HOUR)
        assert shifts.of(connection, facts.NURSE, AT + HOUR) is None
        assert shifts.of(connection, facts.OTHER_NURSE, AT) is not None


def test_a_tablet_is_known_by_its_token_while_it_is_enrolled(clinic: Database, folder: Folder) -> None:
    with clinic.write() as connection:
        first, token = entered.tablet(connection, facts.NURSE, "Tablet 1")
        second, other = entered.tablet(connection, facts.NURSE, "Tablet 2")
        assert [tablets.whose(connection, one) for one in (token, other, "unknown", "")] == [first, second, None, None]
        tablets.keep(connection, said.again(first, enrolled=False))
        assert [tablets.whose(connection, one) for one in (token, other)] == [None, second]
        assert [(one.name, one.enrolled) for one in tablets.all_of(connection)] == [
            ("Tablet 2", True),
            ("Tablet 1", False),
        ]
    with opened.plainly(folder) as beside:
        kept = beside.execute("SELECT token_sha256 FROM tablet_token").fetchall()
    assert token not in str(kept)


@pytest.mark.parametrize(
    ("account", "may"),
    [
        (None, True),  # as she was entered, from before there were accounts
        (said.account(roles=("prescriber",)), True),
        (said.account(roles=("nurse", "admin")), True),
        (said.account(roles=("nurse",)), False),
        (said.account(roles=("admin",), enabled=False), False),
    ],
)
def test_a_right_is_what_the_account_says_now(clinic: Database, account: Account | None, may: bool) -> None:
    with clinic.write() as connection:
        if account is not None:
            accounts.keep(connection, said.again(account))
        wanted = (connection, facts.OTHER_NURSE, Role.PRESCRIBER, Role.ADMIN)
        if may:
            rights.require(*wanted, to="publish")
        else:
            with pytest.raises(rights.RightsError, match="To publish needs the role prescriber or admin"):
                rights.require(*wanted, to="publish")
        assert rights.roles(connection, uuid4()) == frozenset()
