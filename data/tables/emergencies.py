"""The table of what was entered at a tablet without a person, and of who claimed it."""

from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from data.tables.statements import StatementColumns


class EmergencyEntryRow(StatementColumns, table=True):
    """Which fact, at which tablet; the newest row about a fact says whether somebody claimed it."""

    __tablename__ = "emergency_entry"
    __table_args__ = (UniqueConstraint("id"),)

    fact_id: UUID = Field(index=True)
    treatment_id: UUID = Field(foreign_key="treatment.id", index=True)
    patient_id: UUID = Field(foreign_key="patient.id")
    tablet_id: UUID = Field(foreign_key="tablet.id", index=True)
    tablet: str
    claimed: bool
