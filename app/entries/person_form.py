"""A person's account as the form of an administrator says it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from app.entries.faults import Faults
from app.entries.planning import By
from app.entries.sent import fact, refusal
from schemas.account import Account
from schemas.staff import Role, Staff


def made(said: Mapping[str, Any], by: By, as_id: UUID) -> tuple[Staff, Account]:
    """`said`: name, initials, user_name, roles, in_charge. Raises Problems with sentences, all at once."""
    faults = Faults()
    roles = said.get("roles") or ()
    if not roles:
        faults.of(lambda: _refuse("roles", "Roles: choose at least one."))
    columns = {"name": said.get("name") or "", "initials": said.get("initials") or "", "roles": roles or (Role.NURSE,)}
    person = faults.of(lambda: fact(Staff, **by.common(as_id), **columns))
    user_name = (said.get("user_name") or "").strip().casefold()
    account = faults.of(lambda: _account(user_name, columns["roles"], bool(said.get("in_charge")), by, as_id))
    faults.tell()
    if person is None or account is None:  # pragma: no cover - told above
        raise refusal("person", "Nobody was made.")
    return person, account


def changed(stands: Account, said: Mapping[str, Any], by: By) -> Account:
    """What an account is from now on: roles, in_charge, enabled. Raises Problems with sentences."""
    if not said.get("roles"):
        raise refusal("roles", "Roles: choose at least one, or close the account.")
    told = stands.model_dump() | by.common(uuid4()) | dict(said)
    return fact(Account, **told)


def _account(user_name: str, roles: Any, in_charge: bool, by: By, staff_id: UUID) -> Account:  # noqa: ANN401, FBT001
    try:
        return Account.model_validate(
            by.common(uuid4()) | {"staff_id": staff_id, "user_name": user_name, "roles": roles, "in_charge": in_charge}
        )
    except ValueError:
        raise refusal(
            "user_name",
            "User name: 2 to 32 of a to z, 0 to 9, point, line and hyphen, beginning with a letter or digit.",
        ) from None


def _refuse(code: str, text: str) -> None:
    raise refusal(code, text)
