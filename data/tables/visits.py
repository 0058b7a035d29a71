"""Tables of visits: protocol versions and treatments."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field

from data.tables import bounds
from data.tables.shape import FactColumns, Table, UtcTime
from schemas.treatment import Treatment


class ProtocolRow(Table, table=True):
    """One version of a protocol, whole, as JSON: a session keeps the version it began with."""

    __tablename__ = "protocol"
    __table_args__ = (UniqueConstraint("key", "version"),)

    id: UUID = Field(primary_key=True)
    key: str
    version: int
    body: dict[str, Any] = Field(sa_type=JSON)


class TreatmentRow(FactColumns, table=True):
    """One session as it was begun; its end and a changed arrival are facts of their own."""

    __tablename__ = "treatment"
    __table_args__ = (*bounds.of(Treatment),)

    patient_id: UUID = Field(foreign_key="patient.id", index=True)
    protocol_id: UUID = Field(foreign_key="protocol.id")
    planned_dose_mg: float | None = None
    planned_dose_mg_per_kg: float | None = None
    planned_doses: int
    arrived_at: datetime = Field(sa_type=UtcTime, index=True)
    zone: str
    entered_afterwards: bool
