"""A fact about a fact: entered in error and withdrawn, or moved to the session it belongs to."""

from enum import StrEnum
from typing import Self
from uuid import UUID

from pydantic import model_validator

from schemas.fact import Fact, Words


class RetractionHow(StrEnum):
    """What became of the retracted fact."""

    WITHDRAWN = "withdrawn"
    MOVED = "moved"


class Retraction(Fact):
    """`fact_id` no longer holds in session `treatment_id`; `moved_to` is the new fact where it belongs."""

    treatment_id: UUID
    fact_id: UUID
    how: RetractionHow
    moved_to: UUID | None = None
    reason: Words

    @model_validator(mode="after")
    def _a_move_says_where_to(self) -> Self:
        if (self.how is RetractionHow.MOVED) != (self.moved_to is not None):
            raise ValueError("What was moved names the fact it became, and only then.")
        return self
