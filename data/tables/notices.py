"""The table of notices: what is left for the author of an entry that somebody else corrected."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field

from data.tables.shape import Table, UtcTime


class NoticeRow(Table, table=True):
    """`id` is the correcting fact's; it is seen once."""

    __tablename__ = "notice"

    id: UUID = Field(primary_key=True)
    staff_id: UUID = Field(foreign_key="staff.id", index=True)
    fact_id: UUID
    treatment_id: UUID = Field(foreign_key="treatment.id")
    at: datetime = Field(sa_type=UtcTime)
    seen_at: datetime | None = Field(default=None, sa_type=UtcTime)
