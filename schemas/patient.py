"""The patient: the identifiers a nurse checks, and nothing that belongs to a session."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from schemas.fact import Day, Fact, Line, Name


class Sex(StrEnum):
    """As recorded for administration; unknown is an answer of its own."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    UNKNOWN = "unknown"


RecordNumber = Annotated[Line, Field(min_length=1, max_length=32)]
BirthDate = Day


class Patient(Fact):
    """A person who is treated. `record_number` is unique in the clinic; whether a birth lies ahead the edge judges."""

    record_number: RecordNumber
    given_name: Name
    family_name: Name
    date_of_birth: BirthDate
    sex: Sex
    phone: Annotated[Line, Field(min_length=3, max_length=40)] | None = None
