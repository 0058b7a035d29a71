"""How the invented people come in: their user names, password and PINs stand on the demo's own page."""

from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Connection

from data import accounts, secrets, staff, tablets
from data.demo import ids
from schemas.account import Account, Tablet
from schemas.secret import Sort
from schemas.staff import Staff

PASSWORD: Final = "invented people only"  # noqa: S105 - it is shown to whoever opens the demo
PINS: Final = {"bea": "271834", "ines": "161803", "omar": "141421", "mia": "577215", "tom": "662607"}
_USER_NAMES: Final = {"BN": "bea", "IR": "ines", "OH": "omar", "ML": "mia", "TB": "tom"}
TABLET: Final = Tablet(
    id=ids.of("tablet"),
    entered_at=datetime(2026, 1, 1, tzinfo=UTC),
    entered_by=ids.ADMIN,
    tablet_id=ids.of("tablet"),
    name="this browser",
)


def let_in(connection: Connection, now: datetime, key: bytes) -> None:
    """Gives each of them an account, unless they have one."""
    known = accounts.all_of(connection)
    tablets.keep(connection, TABLET)
    for person in staff.all_of(connection):
        name = _USER_NAMES.get(person.initials)
        if name is not None and person.id not in known:
            accounts.keep(connection, _account(person, name, now))
            secrets.put(connection, person.id, Sort.PASSWORD, secrets.hashed(PASSWORD, key), now)
            secrets.put(connection, person.id, Sort.PIN, secrets.hashed(PINS[name], key), now)


def _account(person: Staff, name: str, now: datetime) -> Account:
    return Account(
        id=ids.of("account", name),
        entered_at=now,
        entered_by=ids.ADMIN,
        staff_id=person.id,
        user_name=name,
        roles=person.roles,
        in_charge=name == "bea",
    )
