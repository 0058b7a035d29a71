"""Accounts, tablets and displays, as statements: the newest about each holds, the older ones show how it was before."""

from datetime import timedelta
from typing import Annotated, Final, Self
from uuid import UUID

from pydantic import Field, model_validator

from schemas.emergency import UNCLAIMED
from schemas.fact import Instant, Line, Name
from schemas.staff import Role
from schemas.statement import Statement

USER_NAME: Final = r"^[a-z0-9][a-z0-9._-]{1,31}$"
LONGEST_SHIFT: Final = timedelta(hours=16)


class Account(Statement):
    """One person's way in: her user name, what she may do, and whether she may at all.

    A user name belongs to its first person for good. `in_charge` lets her open an account of one shift for somebody.
    """

    staff_id: UUID
    user_name: Annotated[Line, Field(pattern=USER_NAME)]
    roles: Annotated[tuple[Role, ...], Field(min_length=1)]
    in_charge: bool = False
    enabled: bool = True

    @model_validator(mode="after")
    def _is_somebodys(self) -> Self:
        if self.staff_id == UNCLAIMED:
            raise ValueError("Who stands for nobody never has an account.")
        return self


class Tablet(Statement):
    """One of the clinic's own devices; not enrolled any more it is a browser like any other."""

    tablet_id: UUID
    name: Name
    enrolled: bool = True


class Display(Statement):
    """Whether a tablet keeps the board lit without a person, and until when; None: it does not, or does no more."""

    tablet_id: UUID
    lit_until: Instant | None


class OneShift(Statement):
    """A person's account is for one shift: who opened it, by which number she is registered, and when it closes."""

    staff_id: UUID
    registration_number: Annotated[Line, Field(min_length=2, max_length=40)]
    ends_at: Instant

    @model_validator(mode="after")
    def _is_one_shift(self) -> Self:
        if not self.entered_at < self.ends_at <= self.entered_at + LONGEST_SHIFT:
            raise ValueError("An account of one shift ends within 16 hours.")
        return self
