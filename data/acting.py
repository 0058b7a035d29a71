"""Acting: in whose name a transaction reads and writes; asked by every function here that touches a patient.

The person goes with the connection, from the one place where a transaction begins: a function cannot be called without
one, since it has a connection, and a transaction of nobody's reads and writes no patient.
"""

from collections.abc import Callable, Container, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import wraps
from typing import Any, Final, TypeVar, cast
from uuid import UUID

from sqlalchemy import Connection

from schemas.staff import Role, Staff

_KEY: Final = "chairside.acting"
_NOBODY: Final = "Nobody is signed in here: nothing was read or written."
_F = TypeVar("_F", bound=Callable[..., Any])


class RightsError(Exception):
    """The person may not do this; the text is a sentence for her."""


@dataclass(frozen=True)
class Acting:
    """A person with the roles that she has now, at this time and tablet; `staff_id` None is the program itself.

    The program is the command line, which is whoever can read the key file, and the server's own minute.
    """

    staff_id: UUID | None
    roles: frozenset[Role]
    at: datetime | None = None
    tablet_id: UUID | None = None

    def roles_of(self, who: UUID | None) -> str | None:
        """The roles of whoever is named, as the audit has them; None where it is not she who acts."""
        return role_words(self.roles) if who is not None and who == self.staff_id else None


PROGRAM: Final = Acting(None, frozenset(Role))
TREATING: Final = (Role.NURSE, Role.PRESCRIBER)
ANYBODY: Final = (*TREATING, Role.ADMIN)


def role_words(roles: Container[Role]) -> str:
    """Roles as the audit's rows have them."""
    return ",".join(role.value for role in Role if role in roles)


def as_person(staff: Staff | None, at: datetime, tablet: UUID | None = None) -> Acting | None:
    """The acting person of a member of staff, or nobody."""
    return None if staff is None else Acting(staff.id, frozenset(staff.roles), at, tablet)


def take(connection: Connection, acting: Acting | None) -> None:
    """The transaction is this person's from now on; None: nobody's."""
    connection.info[_KEY] = acting


def of(connection: Connection) -> Acting:
    """Whose transaction it is. Raises RightsError for nobody's."""
    found: Acting | None = connection.info.get(_KEY)
    if found is None:
        raise RightsError(_NOBODY)
    return found


@contextmanager
def by_program(connection: Connection) -> Iterator[None]:
    """For the length of the block the program itself reads and writes: for what a screen may show of anybody."""
    before: Acting | None = connection.info.get(_KEY)
    take(connection, PROGRAM)
    try:
        yield
    finally:
        take(connection, before)


def require(connection: Connection, *any_of: Role, to: str) -> Acting:
    """Whose transaction it is. Raises RightsError unless she has one of the roles; `to` says what she wanted to do."""
    acting = of(connection)
    if acting.roles.isdisjoint(any_of):
        names = " or ".join(role.value for role in any_of)
        raise RightsError(f"To {to} needs the role {names}: nothing was changed.")
    return acting


def require_herself(connection: Connection, staff_id: UUID | None) -> None:
    """Raises RightsError where what is said to be this person's, or nobody's, is another's."""
    acting = of(connection)
    if acting.staff_id not in {None, staff_id}:
        raise RightsError("This is another person's: nothing was read or written in her name.")


@contextmanager
def vouching(connection: Connection) -> Iterator[None]:
    """What this person has accepted is stored under its author's name. Raises RightsError where she may not accept."""
    by = require(connection, *TREATING, to="accept or withdraw an entry")
    take(connection, replace(by, staff_id=None))
    try:
        yield
    finally:
        take(connection, by)


def reads(function: _F) -> _F:
    """A function that reads of patients: nobody is refused before it begins."""

    @wraps(function)
    def asked(connection: Connection, *args: object, **more: object) -> object:
        of(connection)
        return function(connection, *args, **more)

    return cast("_F", asked)


def writes(*any_of: Role, to: str) -> Callable[[_F], _F]:
    """A function that writes of patients: whoever has none of the roles is refused before it begins."""

    def made(function: _F) -> _F:
        @wraps(function)
        def asked(connection: Connection, *args: object, **more: object) -> object:
            require(connection, *any_of, to=to)
            return function(connection, *args, **more)

        return cast("_F", asked)

    return made
