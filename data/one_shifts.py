"""One-shift accounts: who is in charge lets in a nurse from elsewhere, by tile and PIN, until the end of one shift."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy import Connection, select

from data import accounts, acting, acts, secrets, shifts, sign_ins, staff, statements
from data.shifts import Shift
from schemas.account import Account, OneShift
from schemas.act import Act, Did
from schemas.secret import Sort
from schemas.staff import Staff

_TABLE: Final = statements.TABLES[OneShift]
_ACCOUNT: Final = statements.TABLES[Account]


@dataclass(frozen=True)
class Opening:
    """The nurse, her account, until when, and what is stored of the PIN that she chose."""

    nurse: Staff
    account: Account
    shift: OneShift
    pin: str


def refuse_others(connection: Connection) -> None:
    """Raises RightsError unless the acting person is marked as in charge by her account as it stands."""
    who = acting.of(connection).staff_id
    account = None if who is None else accounts.of(connection, who)
    if account is None or not account.enabled or not account.in_charge:
        raise acting.RightsError(
            "Accounts of one shift are opened by a person in charge: ask one, or an administrator, who marks who is."
        )


def open_account(connection: Connection, made: Opening) -> None:
    """Lets the nurse in until the end of the shift. Raises RightsError. Everything is said in the opener's name."""
    refuse_others(connection)
    acting.require_herself(connection, made.shift.entered_by)
    with acting.by_program(connection):  # the roles for it are an administrator's, and being in charge stands for them
        staff.add(connection, made.nurse)
        accounts.keep(connection, made.account)
        statements.say(connection, made.shift)
    begins, ends = made.shift.entered_at, made.shift.ends_at
    secrets.put(connection, made.nurse.id, Sort.PIN, made.pin, begins)
    shifts.begin(connection, Shift(uuid4(), made.nurse.id, begins, ends, 0))


def of(connection: Connection, staff_id: UUID) -> OneShift | None:
    """The shift for which this person's account is, or None: it is an account like any other."""
    return statements.of(connection, OneShift, staff_id)


def all_of(connection: Connection) -> dict[UUID, OneShift]:
    """Every one, by person."""
    return {one.staff_id: one for one in statements.newest(connection, OneShift)}


def over(connection: Connection, now: datetime) -> tuple[Account, ...]:
    """The accounts whose shift has ended and that are not closed yet."""
    ended = select(_TABLE.c.staff_id).where(_TABLE.c.ends_at <= now)
    return statements.newest(connection, Account, _ACCOUNT.c.enabled, _ACCOUNT.c.staff_id.in_(ended))


def close(connection: Connection, now: datetime) -> int:
    """Closes those; answers how many. By the program itself: an act in the audit says so."""
    found = over(connection, now)
    for one in found:
        told = one.model_dump() | {"id": uuid4(), "entered_at": now, "enabled": False}
        accounts.keep(connection, Account.model_validate(told))
        secrets.forget(connection, one.staff_id, Sort.PIN)
        sign_ins.end_all(connection, one.staff_id, now)
        shifts.end(connection, one.staff_id, now)
        act = {"at": now, "who": None, "roles": None, "did": Did.SETTING, "kind": "account", "object_id": one.staff_id}
        acts.note(connection, Act.model_validate(act | {"outcome": "closed at the end of its shift"}))
    return len(found)
