"""Accounts: who may come in and what she may do; a user name belongs to its first person for good."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, select

from data import acting, acts, secrets, shifts, sign_ins, statements
from schemas.account import Account
from schemas.act import Act, Did
from schemas.secret import Sort

_TABLE = statements.TABLES[Account]


class UserNameError(Exception):
    """The user name belongs, or once belonged, to somebody else; the text is a sentence for the person."""


def keep(connection: Connection, account: Account) -> bool:
    """Opens an account or says how it is from now on. Raises UserNameError where its user name is another's."""
    mine = _TABLE.c.staff_id == account.staff_id
    named = select(_TABLE.c.id).where(_TABLE.c.user_name == account.user_name, ~mine).limit(1)
    if connection.execute(named).first() is not None:
        raise UserNameError(
            f"The user name {account.user_name} belongs or belonged to somebody else: choose another. "
            "A user name is never given twice."
        )
    return statements.say(connection, account)


def give_password(connection: Connection, staff_id: UUID, hashed: str, now: datetime) -> None:
    """Her password from now on, which somebody else knows: it opens nothing but the page on which she chooses her own.

    What the old one and the PIN had opened is over. The audit says who gave it: until she has come she is not alone in
    knowing it.
    """
    by = acting.of(connection)
    told = {"at": now, "who": by.staff_id, "roles": by.roles_of(by.staff_id), "tablet": by.tablet_id}
    told |= {"did": Did.SETTING, "kind": "account", "object_id": staff_id, "outcome": "first password given"}
    acts.note(connection, Act.model_validate(told))
    secrets.put(connection, staff_id, Sort.PASSWORD, hashed, now, given=True)
    secrets.forget(connection, staff_id, Sort.PIN)
    sign_ins.end_all(connection, staff_id, now)
    shifts.end(connection, staff_id, now)


def of(connection: Connection, staff_id: UUID) -> Account | None:
    """The person's account as it stands, or None."""
    return statements.of(connection, Account, staff_id)


def named(connection: Connection, user_name: str) -> Account | None:
    """The account with this user name as it stands, or None."""
    found = statements.newest(connection, Account, _TABLE.c.user_name == user_name)
    return found[-1] if found else None


def all_of(connection: Connection) -> Mapping[UUID, Account]:
    """Every account as it stands, by person."""
    return {one.staff_id: one for one in statements.newest(connection, Account)}
