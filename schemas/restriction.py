"""Restriction: a patient's record is for named people alone, and what opens it for an hour to who has a reason."""

from datetime import timedelta
from typing import Annotated, Final, Self
from uuid import UUID

from pydantic import Field, model_validator

from schemas.fact import Instant, Words
from schemas.statement import Statement

OPEN_FOR: Final = timedelta(minutes=60)


class Restriction(Statement):
    """For whom a registration's record is; None: for everybody again. `reason` says why."""

    patient_id: UUID
    staff_ids: Annotated[tuple[UUID, ...], Field(min_length=1, max_length=100)] | None
    reason: Words

    @model_validator(mode="after")
    def _names_each_once(self) -> Self:
        if self.staff_ids is not None and len(set(self.staff_ids)) < len(self.staff_ids):
            raise ValueError("Each person is named once.")
        return self


class BreakGlass(Statement):
    """Who is not named opened the record until then, to read and to chart; `reason` says why."""

    patient_id: UUID
    reason: Words
    until: Instant

    @model_validator(mode="after")
    def _lasts_an_hour(self) -> Self:
        if self.until - self.entered_at != OPEN_FOR:
            raise ValueError(f"A restricted record is opened for {OPEN_FOR // timedelta(minutes=1)} minutes.")
        return self
