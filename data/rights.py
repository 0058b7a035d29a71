"""Rights: what a person may do is asked where it is written, whatever screen or route it comes from."""

from uuid import UUID

from sqlalchemy import Connection

from data import accounts, staff
from data.acting import RightsError
from schemas.staff import Role


def roles(connection: Connection, staff_id: UUID) -> frozenset[Role]:
    """What she may do now: as her account says, without one as she was entered; nothing with a closed one."""
    account = accounts.of(connection, staff_id)
    if account is not None:
        return frozenset(account.roles) if account.enabled else frozenset()
    person = staff.by_id(connection, staff_id)
    return frozenset() if person is None else frozenset(person.roles)


def require(connection: Connection, staff_id: UUID, *any_of: Role, to: str) -> None:
    """Raises RightsError unless she has one of these roles; `to` says what she wanted to do."""
    if roles(connection, staff_id).isdisjoint(any_of):
        names = " or ".join(role.value for role in any_of)
        raise RightsError(f"To {to} needs the role {names}: nothing was changed.")
