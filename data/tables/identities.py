"""Tables of who a patient is: identifiers corrected, registrations merged, and which of these are one person."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from data.tables.shape import Table, words_of
from data.tables.statements import StatementColumns
from schemas.patient import Sex


class DemographicsRow(StatementColumns, table=True):
    """A patient's identifiers as they were corrected; `search` as in the patient's own row."""

    __tablename__ = "demographics"
    __table_args__ = (UniqueConstraint("id"),)

    patient_id: UUID = Field(foreign_key="patient.id", index=True)
    record_number: str = Field(index=True)
    given_name: str
    family_name: str
    date_of_birth: date = Field(index=True)
    sex: Any = Field(sa_type=words_of(Sex, "demographics_sex"))
    phone: str | None = None
    reason: str
    search: str


class MergeRow(StatementColumns, table=True):
    """That a registration is another one's person, or is not."""

    __tablename__ = "merge"
    __table_args__ = (UniqueConstraint("id"),)

    patient_id: UUID = Field(foreign_key="patient.id", index=True)
    into_id: UUID | None = Field(default=None, foreign_key="patient.id", index=True)
    reason: str


class SamePersonRow(Table, table=True):
    """Which registrations are one person, the one that stays among them; follows from the merges."""

    __tablename__ = "same_person"

    patient_id: UUID = Field(primary_key=True, foreign_key="patient.id")
    person_id: UUID = Field(foreign_key="patient.id", index=True)
