"""Accounts and sign-ins for tests, made through the data layer, as the way in would leave them."""

import secrets as random
from datetime import UTC, datetime, timedelta
from functools import cache
from uuid import UUID, uuid4

from sqlalchemy import Connection

from data import accounts, second_factors, secrets, shifts, sign_ins, staff, tablets
from data.second_factors import SecondFactor
from data.shifts import Shift
from schemas.account import Account, Tablet
from schemas.secret import How, Sort
from schemas.staff import Role, Staff

PASSWORD, PIN = "seven quiet lamps by the river", "271834"
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # RFC 6238's own, in base 32
LONG = timedelta(days=3650)
BEGINNING = datetime(2020, 1, 1, tzinfo=UTC)


def account(connection: Connection, person: Staff, user_name: str | None = None, **fields: object) -> Account:
    """The person's account, with the roles she is entered with; her user name is her initials unless told."""
    told = {"id": uuid4(), "entered_at": BEGINNING, "entered_by": person.id, "staff_id": person.id}
    told |= {"user_name": user_name or f"user-{person.id.hex[-8:]}", "roles": person.roles}
    made = Account.model_validate(told | fields)
    accounts.keep(connection, made)
    return made


def add(connection: Connection, person: Staff, user_name: str | None = None) -> None:
    """A member of staff with an account."""
    staff.add(connection, person)
    account(connection, person, user_name)


def secret(connection: Connection, staff_id: UUID, key: bytes, *, given: bool = False) -> None:
    """The password and the PIN of people in tests."""
    for sort, said in ((Sort.PASSWORD, PASSWORD), (Sort.PIN, PIN)):
        secrets.put(connection, staff_id, sort, _hashed(said, key), BEGINNING, given=given and sort is Sort.PASSWORD)


@cache
def _hashed(said: str, key: bytes) -> str:
    return secrets.hashed(said, key)


def factor(connection: Connection, staff_id: UUID, key: bytes, secret: str = SECRET) -> str:
    """The person's second factor; its secret."""
    second_factors.confirm(connection, staff_id, SecondFactor(secret), key, BEGINNING)
    return secret


def sign_in(connection: Connection, staff_id: UUID, **fields: object) -> str:
    """A token that stands for her for ten years; who has no account gets one."""
    person = staff.by_id(connection, staff_id)
    assert person is not None
    if accounts.of(connection, staff_id) is None:
        account(connection, person)
    token = random.token_urlsafe(32)
    told: dict[str, object] = {"id": uuid4(), "staff_id": staff_id, "tablet_id": None, "how": How.PASSWORD}
    told |= {"limited": False, "locks_at": datetime.now(UTC) + LONG, "ends_at": datetime.now(UTC) + LONG}
    sign_ins.begin(connection, token, sign_ins.SignIn(**(told | fields)), BEGINNING)  # type: ignore[arg-type]
    return token


def shift(connection: Connection, staff_id: UUID, opened_at: datetime, hours: float = 14) -> Shift:
    """A running shift."""
    made = Shift(uuid4(), staff_id, opened_at, opened_at + timedelta(hours=hours), 0)
    shifts.begin(connection, made)
    return made


def tablet(connection: Connection, by: UUID, name: str = "Tablet 1") -> tuple[Tablet, str]:
    """An enrolled tablet and its token."""
    as_id, token = uuid4(), random.token_urlsafe(32)
    told = {"id": as_id, "entered_at": BEGINNING, "entered_by": by, "tablet_id": as_id, "name": name}
    made = Tablet.model_validate(told)
    tablets.enrol(connection, made, token)
    return made, token


def admin(as_id: UUID, name: str = "Tom Berger", initials: str = "TB") -> Staff:
    """An administrator who is nothing else."""
    told = {"id": as_id, "entered_at": BEGINNING, "entered_by": as_id, "name": name, "initials": initials}
    return Staff.model_validate(told | {"roles": (Role.ADMIN,)})
