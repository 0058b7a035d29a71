"""Identity: what is said anew of who a patient is, and that somebody was registered twice; the newest of each holds."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator

from schemas.fact import Line, Name, Words
from schemas.patient import BirthDate, RecordNumber, Sex
from schemas.statement import Statement


class Demographics(Statement):
    """A patient's identifiers corrected, whole; `reason` says why. As she was registered stays to be seen."""

    patient_id: UUID
    record_number: RecordNumber
    given_name: Name
    family_name: Name
    date_of_birth: BirthDate
    sex: Sex
    phone: Annotated[Line, Field(min_length=3, max_length=40)] | None = None
    reason: Words


class Merge(Statement):
    """The registration `patient_id` is the same person as `into_id`, which stays; None: it is not, after all."""

    patient_id: UUID
    into_id: UUID | None
    reason: Words

    @model_validator(mode="after")
    def _of_two(self) -> Self:
        if self.into_id == self.patient_id:
            raise ValueError("A registration is not merged with itself.")
        return self
