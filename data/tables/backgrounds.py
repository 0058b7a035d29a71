"""Table of what is known of a patient that bears on the drug, item by item."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from data.tables.shape import words_of
from data.tables.statements import StatementColumns
from schemas.background import BackgroundItem, BackgroundSays


class BackgroundRow(StatementColumns, table=True):
    """One item as it was answered."""

    __tablename__ = "background"
    __table_args__ = (UniqueConstraint("id"),)

    patient_id: UUID = Field(foreign_key="patient.id", index=True)
    item: Any = Field(sa_type=words_of(BackgroundItem, "background_item"))
    says: Any = Field(sa_type=words_of(BackgroundSays, "background_says"))
    words: str | None = None
    asked_on: date
