"""Tables of restricted patients: for whom a record is, who opened it besides, and who is to be told so."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Dialect, TypeDecorator, UniqueConstraint
from sqlmodel import Field

from data.tables.shape import Table, UtcTime
from data.tables.statements import StatementColumns


class Ids(TypeDecorator[list[str]]):
    """Ids as a JSON list of texts; None is NULL."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> list[str] | None:  # noqa: ANN401, ARG002
        """The ids as texts."""
        return None if value is None else [str(one) for one in value]


class RestrictionRow(StatementColumns, table=True):
    """For whom a registration's record is, as it was said."""

    __tablename__ = "restriction"
    __table_args__ = (UniqueConstraint("id"),)

    patient_id: UUID = Field(foreign_key="patient.id", index=True)
    staff_ids: list[str] | None = Field(default=None, sa_type=Ids)
    reason: str


class BreakGlassRow(StatementColumns, table=True):
    """Who opened a restricted record, until when and why."""

    __tablename__ = "break_glass"
    __table_args__ = (UniqueConstraint("id"),)

    patient_id: UUID = Field(foreign_key="patient.id", index=True)
    reason: str
    until: datetime = Field(sa_type=UtcTime)


class RestrictedNoticeRow(Table, table=True):
    """Who is told that a restricted record was opened, or is for other people now; seen once. `about` says by what."""

    __tablename__ = "restricted_notice"

    about: UUID = Field(primary_key=True)
    staff_id: UUID = Field(primary_key=True, foreign_key="staff.id", index=True)
    patient_id: UUID = Field(foreign_key="patient.id")
    at: datetime = Field(sa_type=UtcTime)
    seen_at: datetime | None = Field(default=None, sa_type=UtcTime)
