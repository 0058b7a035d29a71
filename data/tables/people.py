"""Tables of people: staff and patients."""

from datetime import date
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field

from data.tables.shape import FactColumns, words_of
from schemas.patient import Sex


class StaffRow(FactColumns, table=True):
    """One member of staff; `roles` is a JSON list."""

    __tablename__ = "staff"

    name: str
    initials: str
    roles: list[str] = Field(sa_type=JSON)


class PatientRow(FactColumns, table=True):
    """One patient; `search` holds the folded words that a search looks in."""

    __tablename__ = "patient"

    record_number: str = Field(unique=True)
    given_name: str
    family_name: str
    date_of_birth: date = Field(index=True)
    sex: Any = Field(sa_type=words_of(Sex, "sex"))
    phone: str | None = None
    search: str
