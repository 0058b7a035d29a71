"""Sign-ins: who is at which browser and until when; the token itself is never stored, only its hash."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, RowMapping, bindparam, func, select, update

from data import rows, statements, tables
from schemas.account import Account
from schemas.secret import How
from schemas.staff import Staff

_SIGN_IN: Final = tables.METADATA.tables[tables.SignInRow.__tablename__]
_STAFF: Final = rows.TABLES[Staff]
_ACCOUNT: Final = statements.TABLES[Account]
_SAID: Final = _ACCOUNT.alias()
_NEWEST: Final = select(func.max(_SAID.c.seq)).where(_SAID.c.staff_id == _SIGN_IN.c.staff_id).scalar_subquery()
_MINE: Final = _SIGN_IN.c.token_sha256 == bindparam("token")
_LIVE: Final = _SIGN_IN.c.signed_out_at.is_(None) & (_SIGN_IN.c.ends_at > bindparam("now"))
_COLUMNS: Final = ("id", "tablet_id", "how", "limited", "locks_at", "ends_at")
_WHOSE: Final = (
    select(
        _STAFF,
        _ACCOUNT.c.roles.label("account_roles"),
        *(_SIGN_IN.c[name].label(f"sign_in_{name}") for name in _COLUMNS),
    )
    .join(_SIGN_IN, _SIGN_IN.c.staff_id == _STAFF.c.id)
    .join(_ACCOUNT, _ACCOUNT.c.seq == _NEWEST)
    .where(_MINE, _LIVE, _ACCOUNT.c.enabled)
)

_STILL: Final = (
    select(_SIGN_IN.c.token_sha256, _SIGN_IN.c.locks_at)
    .select_from(_SIGN_IN)
    .join(_ACCOUNT, _ACCOUNT.c.seq == _NEWEST)
    .where(_SIGN_IN.c.token_sha256.in_(bindparam("tokens", expanding=True)), _LIVE, _ACCOUNT.c.enabled)
)


@dataclass(frozen=True)
class SignIn:
    """One sign-in: by what, on which tablet, and until when.

    Untouched it locks at `locks_at`, whatever happens it ends at `ends_at`. `limited`: she has yet to choose her own
    password, and may do nothing else.
    """

    id: UUID
    staff_id: UUID
    tablet_id: UUID | None
    how: How
    limited: bool
    locks_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Person:
    """Who is at a browser: the member of staff with the roles her account has now, and the sign-in."""

    staff: Staff
    sign_in: SignIn


def begin(connection: Connection, token: str, sign_in: SignIn, at: datetime) -> None:
    """Remembers that whoever holds the token is this person."""
    connection.execute(_SIGN_IN.insert(), vars(sign_in) | {"token_sha256": hashed(token), "signed_in_at": at})


def touch(connection: Connection, token_sha256: str, locks_at: datetime) -> None:
    """The person was there: the sign-in of the token with this hash locks at this time, if not touched again."""
    mine = _SIGN_IN.c.token_sha256 == token_sha256
    connection.execute(update(_SIGN_IN).where(mine, _SIGN_IN.c.signed_out_at.is_(None)).values(locks_at=locks_at))


def extend_all(connection: Connection, staff_id: UUID, now: datetime, until: datetime) -> None:
    """Lets every sign-in of the person that has not ended go on until then."""
    mine = (_SIGN_IN.c.staff_id == staff_id) & _SIGN_IN.c.signed_out_at.is_(None)
    open_ones = mine & (_SIGN_IN.c.ends_at > now) & (_SIGN_IN.c.ends_at < until)
    connection.execute(update(_SIGN_IN).where(open_ones).values(ends_at=until))


def end(connection: Connection, token: str, at: datetime) -> None:
    """Ends what the token stands for; an unknown token changes nothing."""
    mine = _SIGN_IN.c.token_sha256 == hashed(token)
    connection.execute(update(_SIGN_IN).where(mine, _SIGN_IN.c.signed_out_at.is_(None)).values(signed_out_at=at))


def end_all(connection: Connection, staff_id: UUID, at: datetime, *, but: str | None = None) -> None:
    """Ends every sign-in of the person, but that of the token `but`."""
    mine = (_SIGN_IN.c.staff_id == staff_id) & _SIGN_IN.c.signed_out_at.is_(None)
    others = mine if but is None else mine & (_SIGN_IN.c.token_sha256 != hashed(but))
    connection.execute(update(_SIGN_IN).where(others).values(signed_out_at=at))


def end_tablet(connection: Connection, tablet_id: UUID, at: datetime) -> None:
    """Ends every sign-in on the tablet."""
    there = (_SIGN_IN.c.tablet_id == tablet_id) & _SIGN_IN.c.signed_out_at.is_(None)
    connection.execute(update(_SIGN_IN).where(there).values(signed_out_at=at))


def open_of(connection: Connection, staff_id: UUID, now: datetime) -> tuple[RowMapping, ...]:
    """The person's open sign-ins, the newest first: `id`, `tablet_id`, `how`, `signed_in_at`.

    A touch is written down once a minute: what locked within the last one may still be open.
    """
    columns = (_SIGN_IN.c[name] for name in ("id", "tablet_id", "how", "signed_in_at"))
    lately = _SIGN_IN.c.locks_at > now - timedelta(minutes=1)
    query = select(*columns).where(_SIGN_IN.c.staff_id == staff_id, _LIVE, lately)
    return tuple(connection.execute(query.order_by(_SIGN_IN.c.signed_in_at.desc()), {"now": now}).mappings())


def whose(
    connection: Connection,
    token: str,
    now: datetime,
    touched: datetime | None = None,
    overtime: timedelta = timedelta(0),
) -> Person | None:
    """Who is at the browser that holds the token, or None: unknown, locked, ended, or not allowed any more.

    `touched` is when it locks by a touch that is not written down yet; `overtime` is how long its end is waited with.
    """
    row = connection.execute(_WHOSE, {"token": hashed(token), "now": now - overtime}).mappings().one_or_none()
    if row is None or (touched or row["sign_in_locks_at"]) <= now:
        return None
    told: dict[str, Any] = dict(row)
    sign_in = {name: told.pop(f"sign_in_{name}") for name in _COLUMNS}
    roles = told.pop("account_roles")
    staff = Staff.model_validate(told | {"roles": roles})
    return Person(staff, SignIn(**sign_in | {"staff_id": staff.id, "how": How(sign_in["how"])}))


def live(
    connection: Connection, tokens: Collection[str], now: datetime, overtime: timedelta = timedelta(0)
) -> dict[str, datetime]:
    """Those of the tokens whose sign-in has not ended and is still allowed, with when each locks untouched."""
    if not tokens:
        return {}
    by_hash = {hashed(token): token for token in tokens}
    found = connection.execute(_STILL, {"tokens": list(by_hash), "now": now - overtime})
    return {by_hash[key]: locks_at for key, locks_at in found}


def last_person(connection: Connection, token: str) -> UUID | None:
    """Whose sign-in the token stood for, though it has ended: who is asked for a PIN where she was last."""
    found: UUID | None = connection.execute(select(_SIGN_IN.c.staff_id).where(_MINE), {"token": hashed(token)}).scalar()
    return found


def hashed(token: str) -> str:
    """What is kept of a token."""
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
