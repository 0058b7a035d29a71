"""Table of orders for a patient's next dose."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from data.tables import bounds
from data.tables.shape import UtcTime, words_of
from data.tables.statements import StatementColumns
from schemas.order import Order, OrderChange
from schemas.protocol import Drug, Route


class OrderRow(StatementColumns, table=True):
    """An order as it was written."""

    __tablename__ = "dose_order"
    __table_args__ = (UniqueConstraint("id"), *bounds.of(Order))

    patient_id: UUID = Field(foreign_key="patient.id", index=True)
    treatment_id: UUID | None = Field(default=None, foreign_key="treatment.id")
    change: Any = Field(sa_type=words_of(OrderChange, "order_change"))
    drug: Any = Field(default=None, sa_type=words_of(Drug, "order_drug"), nullable=True)
    route: Any = Field(default=None, sa_type=words_of(Route, "order_route"), nullable=True)
    dose_mg: float | None = None
    dose_mg_per_kg: float | None = None
    weight_kg: float | None = None
    weighed_at: datetime | None = Field(default=None, sa_type=UtcTime)
    minutes: int | None = None
    rate_ml_h: float | None = None
    if_needed: str | None = None
    hold_if: str | None = None
    words: str | None = None
