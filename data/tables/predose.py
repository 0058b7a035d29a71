"""Tables of what is asked and decided before the dose."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON
from sqlmodel import Field

from data.tables.shape import ClinicalColumns, UtcTime, words_of
from schemas.predose import CheckItem, CheckSays, Decision


class CheckAnswerRow(ClinicalColumns, table=True):
    """An item of the check before the dose, answered."""

    __tablename__ = "check_answer"

    item: Any = Field(sa_type=words_of(CheckItem, "check_item"))
    says: Any = Field(sa_type=words_of(CheckSays, "check_says"))
    words: str | None = None
    at: datetime = Field(sa_type=UtcTime)
    time_stated: str | None = None


class DoseDecisionRow(ClinicalColumns, table=True):
    """Go, hold or cancel."""

    __tablename__ = "dose_decision"

    decision: Any = Field(sa_type=words_of(Decision, "decision"))
    decided_by: str | None = None
    words: str | None = None
    reading_id: UUID | None = Field(default=None, foreign_key="reading.id")
    order_id: UUID | None = Field(default=None, foreign_key="dose_order.id")
    departs: list[str] | None = Field(default=None, sa_type=JSON)
    at: datetime = Field(sa_type=UtcTime)
    time_stated: str | None = None
