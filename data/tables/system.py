"""Tables that are no clinical facts: the audit, drafts, and who is at which browser."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Integer
from sqlmodel import Field

from data.tables.shape import Table, UtcTime, words_of
from schemas.secret import How


class AuditRow(Table, table=True):
    """One thing done by somebody; `sha256` is of the canonical JSON of the fact, `line` is what was typed.

    `previous` is the hash of the row before it and `hash` its own (data/chain.py).
    """

    __tablename__ = "audit"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - SQLAlchemy reads it, nobody changes it

    seq: int | None = Field(default=None, primary_key=True, sa_type=Integer)
    at: datetime = Field(sa_type=UtcTime, index=True)
    who: UUID | None = None
    what: str
    kind: str | None = None
    object_id: UUID | None = None
    treatment_id: UUID | None = Field(default=None, index=True)
    patient_id: UUID | None = Field(default=None, index=True)
    sha256: str | None = None
    line: str | None = None
    reason: str | None = None
    role: str | None = None
    tablet: UUID | None = None
    outcome: str | None = None
    previous: str | None = None
    hash: str | None = None


class DraftRow(Table, table=True):
    """What one person has typed in one session and not yet saved; goes with the save."""

    __tablename__ = "draft"

    treatment_id: UUID = Field(primary_key=True, foreign_key="treatment.id")
    author: UUID = Field(primary_key=True, foreign_key="staff.id")
    draft_id: UUID
    text: str
    typed_at: datetime = Field(sa_type=UtcTime)


class OpenTreatmentRow(Table, table=True):
    """A session that has not ended: follows from the facts, in the transaction that changes it."""

    __tablename__ = "open_treatment"

    treatment_id: UUID = Field(primary_key=True, foreign_key="treatment.id")


class SignInRow(Table, table=True):
    """Who is at which browser, since when, how, and until when unless she touches it; only the token's hash is stored.

    `limited` opens nothing but the page on which she chooses her own password.
    """

    __tablename__ = "sign_in"

    token_sha256: str = Field(primary_key=True)
    id: UUID = Field(index=True)
    staff_id: UUID = Field(foreign_key="staff.id", index=True)
    tablet_id: UUID | None = Field(default=None, foreign_key="tablet.id")
    how: Any = Field(sa_type=words_of(How, "sign_in_how"))
    limited: bool = False
    signed_in_at: datetime = Field(sa_type=UtcTime)
    locks_at: datetime = Field(sa_type=UtcTime)
    ends_at: datetime = Field(sa_type=UtcTime)
    signed_out_at: datetime | None = Field(default=None, sa_type=UtcTime)
