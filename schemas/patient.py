"""The patient: the identifiers a nurse checks, and nothing that belongs to a session."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field

from schemas.fact import EARLIEST, Fact, Line, Name


class Sex(StrEnum):
    """As recorded for administration; unknown is an answer of its own."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    UNKNOWN = "unknown"


def _since_1900(day: date) -> date:
    if day < EARLIEST:
        message = "lies before 1900: check the year"
        raise ValueError(message)
    return day


RecordNumber = Annotated[Line, Field(min_length=1, max_length=32)]
BirthDate = Annotated[date, AfterValidator(_since_1900)]


class Patient(Fact):
    """A person who is treated. `record_number` is unique in the clinic; whether a birth lies ahead the edge judges."""

    record_number: RecordNumber
    given_name: Name
    family_name: Name
    date_of_birth: BirthDate
    sex: Sex
    phone: Annotated[Line, Field(min_length=3, max_length=40)] | None = None
