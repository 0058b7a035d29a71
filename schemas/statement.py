"""Statements: what is said of a thing that lasts (a chair, a planned session); the newest statement about it holds.

Each says everything anew, so that the older ones show how it stood before: none is changed or removed. The first
statement about a chair or a planned session gives it its id.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator

from schemas.fact import Fact, Instant, Line, MilliGrams, Name, Words


class Statement(Fact):
    """Who said it and when; `entered_at` decides nothing, the order of storing does."""


class Chair(Statement):
    """A place where a person is treated; out of use it is offered no more."""

    chair_id: UUID
    name: Annotated[Line, Field(min_length=1, max_length=20)]
    room: Name | None = None
    in_use: bool = True


class Seat(Statement):
    """At which chair a session is; None says at none."""

    treatment_id: UUID
    chair_id: UUID | None


class Duty(Statement):
    """Who looks after a chair on one day; None says nobody."""

    chair_id: UUID
    duty_on: date
    staff_id: UUID | None


class AppointmentState(StrEnum):
    """What became of a planned session."""

    EXPECTED = "expected"
    COME = "come"
    NOT_COME = "not_come"
    CANCELLED = "cancelled"


class Appointment(Statement):
    """A planned session: who, when, where and what is intended; `treatment_id` is what it became, once it came.

    The protocol is named by its key, since which version holds is decided when the session begins.
    """

    appointment_id: UUID
    patient_id: UUID
    expected_at: Instant
    chair_id: UUID | None = None
    protocol_key: Name | None = None
    planned_dose_mg: MilliGrams | None = None
    planned_dose_mg_per_kg: Annotated[float, Field(gt=0, le=20, strict=True)] | None = None
    state: AppointmentState = AppointmentState.EXPECTED
    treatment_id: UUID | None = None
    words: Words | None = None

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if self.planned_dose_mg is not None and self.planned_dose_mg_per_kg is not None:
            raise ValueError("The planned dose is said in mg or in mg/kg, not both.")
        if (self.state is AppointmentState.COME) != (self.treatment_id is not None):
            raise ValueError("Who has come has a session, and nobody else has.")
        if self.state is AppointmentState.CANCELLED and self.words is None:
            raise ValueError("To cancel a planned session needs its reason: say why.")
        return self


class Offer(Statement):
    """Whether new sessions may begin with a version of a protocol: published, withdrawn, offered again."""

    protocol_id: UUID
    offered: bool
    words: Words


class OxygenScale(Statement):
    """On which NEWS2 scale a patient's SpO2 is scored: 1 for most people, 2 (target 88 to 92 %) as prescribed."""

    patient_id: UUID
    scale: Annotated[int, Field(ge=1, le=2, strict=True)]
    words: Words
