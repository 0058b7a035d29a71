"""Second factors: each person's secret for the codes of RFC 6238, and the time step of the last one that counted.

A secret has to be read again, so that it is encrypted and not hashed: AES-256-GCM with a key from the key file, for its
person alone. A step counts once, so that a code that somebody looked at is worth nothing.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, delete, select, update

from data import sealed, tables

DRIFT: Final = 1  # steps of 30 s that a telephone's clock may be off, either way
ISSUER: Final = "Chairside"
_SORT: Final = "second factors"
_TABLE: Final = tables.METADATA.tables[tables.SecondFactorRow.__tablename__]


@dataclass(frozen=True)
class SecondFactor:
    """A person's secret in base 32; `last_step` is the newest step of which a code counted."""

    secret: str
    last_step: int | None = None


def made() -> str:
    """A new secret: 160 random bits."""
    import pyotp

    return pyotp.random_base32()


def address(secret: str, user_name: str) -> str:
    """What a telephone reads from the picture."""
    import pyotp

    return pyotp.TOTP(secret).provisioning_uri(name=user_name, issuer_name=ISSUER)


def step_of(factor: SecondFactor, code: str, now: datetime) -> int | None:
    """The step to which this code belongs, or None: wrong, too old, or of a step that counted already."""
    import pyotp
    from pyotp.exceptions import OTPVerificationError

    digits = "".join(code.split())
    if not (digits.isascii() and digits.isdecimal()):
        return None
    try:
        step = pyotp.TOTP(factor.secret).verify_and_get_timecode(digits, for_time=now, valid_window=DRIFT)
    except OTPVerificationError:
        return None
    return step if factor.last_step is None or step > factor.last_step else None


def offer(connection: Connection, staff_id: UUID, secret: str, key: bytes, now: datetime) -> None:
    """Keeps a secret that she has yet to confirm; the one that counts until then stays."""
    connection.execute(delete(_TABLE).where(_of(staff_id), ~_TABLE.c.confirmed))
    _put(connection, staff_id, _closed(secret, staff_id, key), now, confirmed=False)


def confirm(connection: Connection, staff_id: UUID, factor: SecondFactor, key: bytes, now: datetime) -> None:
    """Makes this the one that counts; the one before, and one that was offered, are gone."""
    forget(connection, staff_id)
    closed = _closed(factor.secret, staff_id, key)
    _put(connection, staff_id, closed, now, confirmed=True, last_step=factor.last_step)


def of(connection: Connection, staff_id: UUID, key: bytes, *, confirmed: bool = True) -> SecondFactor | None:
    """The person's secret that counts, or with `confirmed=False` the one that was offered; None where there is none."""
    mine = select(_TABLE.c.secret, _TABLE.c.last_step).where(_of(staff_id), _TABLE.c.confirmed == confirmed)
    row = connection.execute(mine).one_or_none()
    return None if row is None else SecondFactor(_opened(row.secret, staff_id, key), row.last_step)


def has(connection: Connection, staff_id: UUID) -> bool:
    """Whether she has one that counts."""
    mine = select(_TABLE.c.staff_id).where(_of(staff_id), _TABLE.c.confirmed)
    return connection.execute(mine).first() is not None


def used(connection: Connection, staff_id: UUID, step: int) -> None:
    """No code of this step, nor of one before it, counts again."""
    connection.execute(update(_TABLE).where(_of(staff_id), _TABLE.c.confirmed).values(last_step=step))


def forget(connection: Connection, staff_id: UUID) -> None:
    """Takes away what she has, the one that was offered too."""
    connection.execute(delete(_TABLE).where(_of(staff_id)))


def _put(connection: Connection, staff_id: UUID, closed: str, now: datetime, **more: object) -> None:
    row = {"staff_id": staff_id, "secret": closed, "last_step": None, "set_at": now} | more
    connection.execute(_TABLE.insert(), row)


def _of(staff_id: UUID) -> ColumnElement[bool]:
    return _TABLE.c.staff_id == staff_id


def _closed(secret: str, staff_id: UUID, key: bytes) -> str:
    return sealed.seal(secret, key, _SORT, staff_id.bytes)


def _opened(closed: str, staff_id: UUID, key: bytes) -> str:
    return sealed.unseal(closed, key, _SORT, staff_id.bytes)
