"""Who works here: a member of staff and the roles one can have."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from schemas.fact import Fact, Line, Name


class Role(StrEnum):
    """What a person may do; one person may have several."""

    NURSE = "nurse"
    PRESCRIBER = "prescriber"
    ADMIN = "admin"


class Staff(Fact):
    """A member of staff. `entered_by` of the very first one is that person."""

    name: Name
    initials: Annotated[Line, Field(min_length=1, max_length=4)]
    roles: Annotated[tuple[Role, ...], Field(min_length=1)]

    @property
    def treats(self) -> bool:
        """Whether she may write what happens to a patient: who only administers writes no clinical fact."""
        return not {Role.NURSE, Role.PRESCRIBER}.isdisjoint(self.roles)
