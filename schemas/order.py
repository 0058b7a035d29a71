"""Order: what a prescriber wants given in a patient's next session. The newest holds; the older ones stay in sight."""

from enum import StrEnum
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator

from schemas import quantities as q
from schemas.fact import Instant, MilliGrams, Words
from schemas.protocol import Drug, Route
from schemas.statement import Statement


class OrderChange(StrEnum):
    """How the order stands to the session before it; `STOP`: no more of the drug."""

    FIRST = "first"
    SAME = "same"
    RAISE = "raise"
    LOWER = "lower"
    STOP = "stop"


class Departure(StrEnum):
    """In what a session differs from its order; `STOP`: nothing was to be given."""

    STOP = "stop"
    DRUG = "drug"
    ROUTE = "route"
    DOSE = "dose"
    MINUTES = "minutes"
    RATE = "rate"


# Whoever changes a dose, or gives no more of it, says why.
_NEEDS_ITS_REASON = {OrderChange.RAISE, OrderChange.LOWER, OrderChange.STOP}
_OF_A_DOSE = ("drug", "route", "dose_mg", "dose_mg_per_kg", "minutes", "rate_ml_h", "if_needed", "hold_if")


class Order(Statement):
    """The next session's order; `treatment_id` is the session after which it was written, None: before the first.

    The dose is ordered in mg or in mg/kg; `weight_kg`, of `weighed_at`, is what the dose in the other unit rests on.
    `if_needed` are medicines, `hold_if` says when the dose is not to be given, `words` why it is ordered so.
    """

    patient_id: UUID
    treatment_id: UUID | None = None
    change: OrderChange
    drug: Drug | None = None
    route: Route | None = None
    dose_mg: MilliGrams | None = None
    dose_mg_per_kg: Annotated[float, Field(gt=0, le=20, strict=True)] | None = None
    weight_kg: Annotated[float, q.bounds(q.WEIGHT)] | None = None
    weighed_at: Instant | None = None
    minutes: Annotated[int, Field(ge=1, le=600, strict=True)] | None = None
    rate_ml_h: Annotated[float, Field(gt=0, le=2000, strict=True)] | None = None
    if_needed: Words | None = None
    hold_if: Words | None = None
    words: Words | None = None

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        stops = self.change is OrderChange.STOP
        if stops and any(getattr(self, name) is not None for name in _OF_A_DOSE):
            raise ValueError("To stop orders nothing else: leave drug, dose and times empty.")
        if not stops and (self.drug is None or self.route is None):
            raise ValueError("An order names the drug and how it is given.")
        if not stops and (self.dose_mg is None) == (self.dose_mg_per_kg is None):
            raise ValueError("The dose is ordered in mg or in mg/kg: one of the two.")
        if self.minutes is not None and self.rate_ml_h is not None:
            raise ValueError("An infusion is ordered over minutes or at a rate, not both.")
        if self.change in _NEEDS_ITS_REASON and self.words is None:
            raise ValueError("To raise, lower or stop needs its reason: say why.")
        if (self.weight_kg is None) != (self.weighed_at is None):
            raise ValueError("A weight has the time it was taken at.")
        return self
