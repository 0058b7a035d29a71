"""Second factors as they lie in the record: encrypted, each for its person, each code once."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest

from data import second_factors
from data.engine import Database
from data.folder import Folder
from data.sealed import SealError
from data.second_factors import SecondFactor
from tests import entered, facts
from tests.data import opened

AT = facts.instant("08:00")
FACTOR = SecondFactor(entered.SECRET)


def code(at: datetime = AT, secret: str = entered.SECRET) -> str:
    return pyotp.TOTP(secret).at(at)


@pytest.mark.parametrize(("seconds", "said"), [(59, "287082"), (1111111109, "081804"), (20000000000, "353130")])
def test_the_codes_are_those_of_rfc_6238(seconds: int, said: str) -> None:
    assert second_factors.step_of(FACTOR, said, datetime.fromtimestamp(seconds, UTC)) == seconds // 30


@pytest.mark.parametrize(("steps", "right"), [(-2, False), (-1, True), (0, True), (1, True), (2, False), (-60, False)])
def test_a_telephones_clock_may_be_off_by_one_step_either_way(steps: int, right: bool) -> None:
    told = code(AT + timedelta(seconds=30 * steps))
    assert (second_factors.step_of(FACTOR, told, AT) is not None) == right


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "0" * 5000, "-12345"])
def test_what_is_no_code_is_none(typed: str) -> None:
    assert second_factors.step_of(FACTOR, typed, AT) is None


def test_digits_of_another_script_are_no_code() -> None:
    wide = code().translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)})
    assert second_factors.step_of(FACTOR, wide, AT) is None


def test_spaces_in_a_code_do_no_harm() -> None:
    told = code()
    assert second_factors.step_of(FACTOR, f" {told[:3]} {told[3:]} ", AT) is not None


def test_a_code_counts_once_and_no_older_one_after_it() -> None:
    step = second_factors.step_of(FACTOR, code(), AT)
    assert step is not None
    spent = SecondFactor(entered.SECRET, step)
    assert second_factors.step_of(spent, code(), AT) is None
    assert second_factors.step_of(spent, code(AT - timedelta(seconds=30)), AT) is None
    assert second_factors.step_of(spent, code(AT + timedelta(seconds=30)), AT) == step + 1


def test_a_secret_lies_nowhere_in_clear_and_opens_with_its_key_and_for_its_person_alone(
    clinic: Database, folder: Folder
) -> None:
    key = clinic.secret_key
    with clinic.write() as connection:
        second_factors.confirm(connection, facts.NURSE, FACTOR, key, AT)
        assert second_factors.of(connection, facts.NURSE, key) == FACTOR
        with pytest.raises(SealError):
            second_factors.of(connection, facts.NURSE, bytes(32))
    with opened.plainly(folder) as other:
        (kept,) = other.execute("SELECT secret FROM second_factor").fetchone()
        assert entered.SECRET not in kept
        other.execute("UPDATE second_factor SET staff_id = ?", (facts.OTHER_NURSE.hex,))
        other.commit()
    with clinic.read() as connection, pytest.raises(SealError):
        second_factors.of(connection, facts.OTHER_NURSE, key)


def test_one_that_was_offered_counts_only_once_it_is_confirmed(clinic: Database) -> None:
    key = clinic.secret_key
    with clinic.write() as connection:
        second_factors.offer(connection, facts.NURSE, entered.SECRET, key, AT)
        assert not second_factors.has(connection, facts.NURSE)
        assert second_factors.of(connection, facts.NURSE, key) is None
        second_factors.confirm(connection, facts.NURSE, SecondFactor(entered.SECRET, 7), key, AT)
        newer = second_factors.made()
        second_factors.offer(connection, facts.NURSE, newer, key, AT)
        assert second_factors.of(connection, facts.NURSE, key) == SecondFactor(entered.SECRET, 7), "it stays until then"
        assert second_factors.of(connection, facts.NURSE, key, confirmed=False) == SecondFactor(newer)
        second_factors.used(connection, facts.NURSE, 9)
        assert second_factors.of(connection, facts.NURSE, key) == SecondFactor(entered.SECRET, 9)
        second_factors.forget(connection, facts.NURSE)
        assert second_factors.of(connection, facts.NURSE, key, confirmed=False) is None
        assert not second_factors.has(connection, facts.NURSE)


def test_a_new_secret_has_160_bits_and_is_never_the_same() -> None:
    made = {second_factors.made() for _ in range(50)}
    assert len(made) == 50
    assert {len(one) for one in made} == {32}
    assert second_factors.address(entered.SECRET, "nia").startswith("otpauth://totp/Chairside:nia?secret=")
