"""The treatment, on screen a session: one visit in which the drug is given, its arrival and its end."""

from enum import StrEnum
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator

from schemas.fact import ClinicalFact, Fact, Instant, MilliGrams, Name


class Treatment(Fact):
    """One visit. The plan is what was intended; what was given follows from the drug events alone."""

    patient_id: UUID
    protocol_id: UUID
    planned_dose_mg: MilliGrams | None = None
    planned_dose_mg_per_kg: Annotated[float, Field(gt=0, le=20, strict=True)] | None = None
    planned_doses: Annotated[int, Field(ge=1, le=12, strict=True)]
    arrived_at: Instant
    zone: Name
    entered_afterwards: bool = False

    @model_validator(mode="after")
    def _the_plan_has_one_unit(self) -> Self:
        if self.planned_dose_mg is not None and self.planned_dose_mg_per_kg is not None:
            message = "The planned dose is said in mg or in mg/kg, not both."
            raise ValueError(message)
        return self


class Arrival(ClinicalFact):
    """The arrival set back (or forth): corrects the treatment's `arrived_at`; `replaces` names what it corrects."""

    arrived_at: Instant

    @model_validator(mode="after")
    def _always_a_correction(self) -> Self:
        if self.replaces is None:
            message = "The first arrival is the session's own: a changed one names what it replaces."
            raise ValueError(message)
        return self


class EndHow(StrEnum):
    """How the person left."""

    LEFT_WITH_ESCORT = "left_with_escort"
    LEFT_ALONE = "left_alone"
    TRANSFERRED = "transferred"
    NOT_STARTED = "not_started"


class TreatmentEnd(ClinicalFact):
    """The session's end: when and how the person left."""

    ended_at: Instant
    how: EndHow
    time_stated: Annotated[str, Field(max_length=40)] | None = None
