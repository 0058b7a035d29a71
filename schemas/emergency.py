"""Emergency entries: what was entered at a tablet without a person, and who said later that it was hers.

Such a fact's author is nobody (`UNCLAIMED`) for good; who claims it is said beside it, as a statement.
"""

from typing import Final, Self
from uuid import UUID

from pydantic import model_validator

from schemas.fact import Name
from schemas.statement import Statement

UNCLAIMED: Final = UUID("00000000-0000-4000-8000-756e636c6169")  # the reserved person; she can never have an account


class EmergencyEntry(Statement):
    """The fact `fact_id` was entered at the tablet without a person; `claimed`: whoever says this says it is hers.

    The first statement about a fact is said by nobody, with the fact; the newest holds. `tablet` is its name then.
    """

    fact_id: UUID
    treatment_id: UUID
    patient_id: UUID
    tablet_id: UUID
    tablet: Name
    claimed: bool = False

    @model_validator(mode="after")
    def _nobody_claims_nothing(self) -> Self:
        if self.claimed == (self.entered_by == UNCLAIMED):
            raise ValueError("Who claims an entry is a named person, and nobody else says anything of it.")
        return self
