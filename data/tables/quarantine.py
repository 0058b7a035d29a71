"""Tables of entries that vouch for themselves: the keys they are sealed with, and what could not be stored any more."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field

from data.tables.shape import Table, UtcTime


class EntryKeyRow(Table, table=True):
    """The public half of a key that a tablet made in one unlocked time; the other half never leaves its page."""

    __tablename__ = "entry_key"

    id: UUID = Field(primary_key=True)
    sign_in_id: UUID = Field(index=True)
    staff_id: UUID = Field(foreign_key="staff.id")
    tablet_id: UUID | None = Field(default=None, foreign_key="tablet.id")
    public_key: str
    registered_at: datetime = Field(sa_type=UtcTime)


class QuarantinedRow(Table, table=True):
    """An entry with a valid seal that was refused: under its draft's id, word for word, with why."""

    __tablename__ = "quarantined"

    id: UUID = Field(primary_key=True)
    treatment_id: UUID = Field(foreign_key="treatment.id", index=True)
    author: UUID = Field(foreign_key="staff.id")
    kind: str
    body: str
    entered_at: datetime = Field(sa_type=UtcTime)
    received_at: datetime = Field(sa_type=UtcTime)
    reason: str


class QuarantineEndRow(Table, table=True):
    """Who accepted or withdrew it, when and why; said once."""

    __tablename__ = "quarantine_end"

    quarantined_id: UUID = Field(primary_key=True, foreign_key="quarantined.id")
    by_id: UUID = Field(foreign_key="staff.id")
    at: datetime = Field(sa_type=UtcTime)
    accepted: bool
    reason: str
