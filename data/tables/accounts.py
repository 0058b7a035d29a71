"""Tables of accounts: who may come in, by what, on which tablet, and how often somebody was wrong."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field

from data.tables.shape import Table, UtcTime, words_of
from data.tables.statements import StatementColumns
from schemas.secret import Sort


class AccountRow(StatementColumns, table=True):
    """An account as it was said to be; `roles` is a JSON list."""

    __tablename__ = "account"
    __table_args__ = (UniqueConstraint("id"),)

    staff_id: UUID = Field(foreign_key="staff.id", index=True)
    user_name: str = Field(index=True)
    roles: list[str] = Field(sa_type=JSON)
    in_charge: bool
    enabled: bool


class TabletRow(StatementColumns, table=True):
    """A tablet as it was said to be."""

    __tablename__ = "tablet"
    __table_args__ = (UniqueConstraint("id"),)

    tablet_id: UUID = Field(foreign_key="tablet.id", index=True)
    name: str
    enrolled: bool


class DisplayRow(StatementColumns, table=True):
    """Until when a tablet keeps the board lit without a person, as it was said."""

    __tablename__ = "display"
    __table_args__ = (UniqueConstraint("id"),)

    tablet_id: UUID = Field(foreign_key="tablet.id", index=True)
    lit_until: datetime | None = Field(default=None, sa_type=UtcTime)


class TabletTokenRow(Table, table=True):
    """What a tablet shows to be known; only the token's hash is stored."""

    __tablename__ = "tablet_token"

    token_sha256: str = Field(primary_key=True)
    tablet_id: UUID = Field(foreign_key="tablet.id", index=True)


class SecretRow(Table, table=True):
    """A person's password or PIN, as argon2id of its keyed hash; the one before is not kept.

    `given` says that somebody else chose it: it opens nothing but the page on which she chooses her own.
    """

    __tablename__ = "secret"

    staff_id: UUID = Field(primary_key=True, foreign_key="staff.id")
    sort: Any = Field(primary_key=True, sa_type=words_of(Sort, "secret_sort"))
    hash: str
    given: bool
    set_at: datetime = Field(sa_type=UtcTime)


class SecondFactorRow(Table, table=True):
    """A person's secret for codes, encrypted; beside the one that counts there may be one not confirmed yet."""

    __tablename__ = "second_factor"

    staff_id: UUID = Field(primary_key=True, foreign_key="staff.id")
    confirmed: bool = Field(primary_key=True)
    secret: str
    last_step: int | None = None
    set_at: datetime = Field(sa_type=UtcTime)


class ProviderSubjectRow(Table, table=True):
    """Whom an identity provider means by a subject."""

    __tablename__ = "provider_subject"

    issuer: str = Field(primary_key=True)
    subject: str = Field(primary_key=True)
    staff_id: UUID = Field(foreign_key="staff.id", index=True)
    set_at: datetime = Field(sa_type=UtcTime)


class ShiftRow(Table, table=True):
    """The time in which a person's PIN opens the clinic's tablets, from her own full sign-in on."""

    __tablename__ = "shift"

    id: UUID = Field(primary_key=True)
    staff_id: UUID = Field(foreign_key="staff.id", index=True)
    opened_at: datetime = Field(sa_type=UtcTime)
    ends_at: datetime = Field(sa_type=UtcTime, index=True)
    wrong_pins: int = 0


class MissesRow(Table, table=True):
    """How often somebody was wrong at one place in a row, and when last; `place` names no person in clear."""

    __tablename__ = "misses"

    place: str = Field(primary_key=True)
    count: int
    since: datetime = Field(sa_type=UtcTime)
    last: datetime = Field(sa_type=UtcTime)


class OneShiftRow(StatementColumns, table=True):
    """That a person's account is for one shift, by which number she is registered, and when it closes by itself."""

    __tablename__ = "one_shift"
    __table_args__ = (UniqueConstraint("id"),)

    staff_id: UUID = Field(foreign_key="staff.id", index=True)
    registration_number: str
    ends_at: datetime = Field(sa_type=UtcTime)
