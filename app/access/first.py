"""The first administrator: made on the server's console, by whoever can read the key file; never with a default."""

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

from pydantic import ValidationError

from app.access import own_factor, own_secrets
from data import accounts, acts, second_factors, secrets, staff
from data.engine import Database
from data.second_factors import SecondFactor
from schemas.account import Account
from schemas.act import Act, Did
from schemas.secret import Sort
from schemas.staff import Role, Staff

Ask = Callable[[str], str]
_ALL = (Role.NURSE, Role.PRESCRIBER, Role.ADMIN)


class RefusedError(Exception):
    """Nobody was made; the text is a sentence for the person at the console."""


def is_needed(database: Database) -> bool:
    """Whether nobody can sign in yet."""
    with database.read() as connection:
        return not accounts.all_of(connection)


def make(database: Database, ask: Ask, ask_hidden: Ask, now: datetime, account_of: str) -> str:
    """Asks for a person and makes her an administrator with every role; answers what the console is to say.

    She gets her second factor here too: the first tablet is enrolled by her, from a browser that is none yet.

    `account_of` is the operating system's user, for the audit. Raises RefusedError with a sentence.
    """
    person, account = _asked(ask, now)
    password = ask_hidden("Password, 12 characters or more")
    if password != ask_hidden("Password again"):
        raise RefusedError("The two passwords are not the same: nobody was made.")
    if (problem := own_secrets.problem(password, person.name, account.user_name)) is not None:
        raise RefusedError(problem)
    hashed, code_secret = secrets.hashed(password, database.secret_key), second_factors.made()
    act = {"at": now, "who": None, "roles": None, "did": Did.SETTING, "kind": "account", "object_id": person.id}
    with database.write() as connection:
        staff.add(connection, person)
        try:
            accounts.keep(connection, account)
        except accounts.UserNameError as error:
            raise RefusedError(str(error)) from None
        secrets.put(connection, person.id, Sort.PASSWORD, hashed, now)
        second_factors.confirm(connection, person.id, SecondFactor(code_secret), database.secret_key, now)
        acts.note(connection, Act.model_validate(act | {"outcome": "administrator", "reason": account_of}))
    said = f"{person.name} is an administrator and signs in as {account.user_name}."
    return f"{said}\n{own_factor.said(code_secret, account.user_name)}"


def _asked(ask: Ask, now: datetime) -> tuple[Staff, Account]:
    as_id = uuid4()
    common = {"entered_at": now, "entered_by": as_id}
    try:
        person = Staff.model_validate(
            common | {"id": as_id, "name": ask("Name"), "initials": ask("Initials"), "roles": _ALL}
        )
    except ValidationError:
        raise RefusedError("Give a name of 1 to 100 letters and initials of 1 to 4: nobody was made.") from None
    user_name = ask("User name").strip().casefold()
    try:
        account = Account.model_validate(
            common | {"id": uuid4(), "staff_id": as_id, "user_name": user_name, "roles": _ALL}
        )
    except ValidationError:
        raise RefusedError(
            "A user name is 2 to 32 of a to z, 0 to 9, point, line and hyphen: nobody was made."
        ) from None
    return person, account
