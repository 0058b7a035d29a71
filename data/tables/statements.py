"""Tables of statements: chairs, who is where, planned sessions, which protocol versions are offered."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, UniqueConstraint
from sqlmodel import Field

from data.tables import bounds
from data.tables.shape import Table, UtcTime, words_of
from schemas.statement import Appointment, AppointmentState, OxygenScale


class StatementColumns(Table):
    """Who said it and when; `seq` grows in the order of storing, since clocks may be set back."""

    seq: int | None = Field(default=None, primary_key=True, sa_type=Integer)
    id: UUID
    entered_at: datetime = Field(sa_type=UtcTime)
    entered_by: UUID = Field(foreign_key="staff.id")


class ChairRow(StatementColumns, table=True):
    """A chair as it was said to be."""

    __tablename__ = "chair"
    __table_args__ = (UniqueConstraint("id"),)

    chair_id: UUID = Field(foreign_key="chair.id", index=True)
    name: str
    room: str | None = None
    in_use: bool


class SeatRow(StatementColumns, table=True):
    """At which chair a session is."""

    __tablename__ = "seat"
    __table_args__ = (UniqueConstraint("id"),)

    treatment_id: UUID = Field(foreign_key="treatment.id", index=True)
    chair_id: UUID | None = Field(default=None, foreign_key="chair.id")


class DutyRow(StatementColumns, table=True):
    """Who looks after a chair on one day."""

    __tablename__ = "duty"
    __table_args__ = (UniqueConstraint("id"),)

    chair_id: UUID = Field(foreign_key="chair.id")
    duty_on: date = Field(index=True)
    staff_id: UUID | None = Field(default=None, foreign_key="staff.id")


class AppointmentRow(StatementColumns, table=True):
    """A planned session as it was said to be."""

    __tablename__ = "appointment"
    __table_args__ = (UniqueConstraint("id"), *bounds.of(Appointment))

    appointment_id: UUID = Field(foreign_key="appointment.id", index=True)
    patient_id: UUID = Field(foreign_key="patient.id", index=True)
    expected_at: datetime = Field(sa_type=UtcTime, index=True)
    chair_id: UUID | None = Field(default=None, foreign_key="chair.id")
    protocol_key: str | None = None
    planned_dose_mg: float | None = None
    planned_dose_mg_per_kg: float | None = None
    state: Any = Field(sa_type=words_of(AppointmentState, "appointment_state"))
    treatment_id: UUID | None = Field(default=None, foreign_key="treatment.id")
    words: str | None = None


class OfferRow(StatementColumns, table=True):
    """Whether a version of a protocol is offered."""

    __tablename__ = "offer"
    __table_args__ = (UniqueConstraint("id"),)

    protocol_id: UUID = Field(foreign_key="protocol.id", index=True)
    offered: bool
    words: str


class OxygenScaleRow(StatementColumns, table=True):
    """On which scale a patient's SpO2 is scored."""

    __tablename__ = "oxygen_scale"
    __table_args__ = (UniqueConstraint("id"), *bounds.of(OxygenScale))

    patient_id: UUID = Field(foreign_key="patient.id", index=True)
    scale: int
    words: str
