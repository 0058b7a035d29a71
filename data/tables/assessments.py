"""Tables of scales: what each said, and what was done about one that tells of suicidal thoughts."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field

from data.tables import bounds
from data.tables.shape import UtcTime, words_of
from data.tables.statements import StatementColumns
from schemas.assessment import Assessment, Behaviour, Scale


class AssessmentRow(StatementColumns, table=True):
    """A scale as it was said; `urgent`, of the table alone, finds what has to be seen at once without reading all."""

    __tablename__ = "assessment"
    __table_args__ = (UniqueConstraint("id"), UniqueConstraint("replaces"), *bounds.of(Assessment))

    assessment_id: UUID = Field(foreign_key="assessment.id", index=True)
    patient_id: UUID = Field(foreign_key="patient.id", index=True)
    treatment_id: UUID | None = Field(default=None, foreign_key="treatment.id")
    scale: Any = Field(sa_type=words_of(Scale, "scale"))
    taken_at: datetime = Field(sa_type=UtcTime)
    items: list[int | None] = Field(sa_type=JSON)
    total: int | None = None
    ideation: int | None = None
    behaviour: Any = Field(sa_type=words_of(Behaviour, "behaviour"), nullable=True)
    words: str | None = None
    withdrawn: bool
    replaces: UUID | None = Field(default=None, foreign_key="assessment.id")
    reason: str | None = None
    urgent: bool = Field(index=True)


class RiskClosingRow(StatementColumns, table=True):
    """What was done about such a scale, as it was said."""

    __tablename__ = "risk_closing"
    __table_args__ = (UniqueConstraint("id"), UniqueConstraint("replaces"))

    patient_id: UUID = Field(foreign_key="patient.id", index=True)
    said_id: UUID = Field(foreign_key="assessment.id", index=True)
    at: datetime = Field(sa_type=UtcTime)
    action: str
    withdrawn: bool
    replaces: UUID | None = Field(default=None, foreign_key="risk_closing.id")
    reason: str | None = None
