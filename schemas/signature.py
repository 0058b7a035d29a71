"""Signatures: who stands by a session's record, in which meaning, and over exactly which content.

What comes after a session by its nature, a review or a follow-up call, stands beside it with a signature of its own.
"""

from enum import StrEnum
from typing import Annotated, Final, Self
from uuid import UUID

from pydantic import Field, model_validator

from schemas.effect import Severity
from schemas.fact import Fact, Instant, Line, Name, Prose, Shape, Words
from schemas.staff import Role


class Meaning(StrEnum):
    """What a signature says: the record is complete, it was reviewed, or this was written by who signs."""

    COMPLETE = "complete"
    REVIEWED = "reviewed"
    WRITTEN = "written"


class Vouched(StrEnum):
    """By what the signer showed that it was she: her password, her PIN, or a fresh sign-in at the clinic's provider."""

    PASSWORD = "password"  # noqa: S105 - its name
    PIN = "pin"
    PROVIDER = "provider"


ROLES: Final = {Meaning.COMPLETE: Role.NURSE, Meaning.REVIEWED: Role.PRESCRIBER}  # whose line each is

Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Signature(Fact):
    """One signature. `about` is the review or follow-up it stands under, None for the session's own record.

    `name` and `role` are the signer's at that time; `vouched` says by what she showed that it was she, `sign_in` in
    which unlocked time. `sha256` is of the content in its version `content`; `addenda` counts the session's addenda
    by then. `both`: the same person has signed the other line. `listed` is what was missing or waiting, in words.
    """

    treatment_id: UUID
    about: UUID | None = None
    meaning: Meaning
    name: Name
    role: Role
    vouched: Vouched
    sign_in: UUID
    content: Annotated[int, Field(ge=1, strict=True)]
    sha256: Digest
    addenda: Annotated[int, Field(ge=0, strict=True)]
    both: bool = False
    listed: tuple[Words, ...] = ()

    @model_validator(mode="after")
    def _what_is_beside_the_record_was_written(self) -> Self:
        if (self.about is None) == (self.meaning is Meaning.WRITTEN):
            raise ValueError("A record is complete or reviewed; what stands beside it was written.")
        return self


class Addendum(Fact):
    """A signed session is opened for what was not written down in time; `reason` says why."""

    treatment_id: UUID
    reason: Words


class AfterwordSort(StrEnum):
    """What comes after a session by its nature."""

    REVIEW = "review"
    FOLLOW_UP = "follow_up"


class HomeEffect(Shape):
    """An effect that began at home, as the person told it: its name, how severe, and since when in her own words."""

    name: Line = Field(min_length=1, max_length=100)
    severity: Severity | None = None
    since: Annotated[Line, Field(max_length=100)] | None = None


class Afterword(Fact):
    """A prescriber's review with a plan, or a follow-up call with what began at home; `at` is when it took place.

    It stands beside the session's record. A newer one may replace it, with a reason; neither is hidden.
    """

    treatment_id: UUID
    sort: AfterwordSort
    at: Instant
    words: Prose
    plan: Prose | None = None
    effects: tuple[HomeEffect, ...] = ()
    replaces: UUID | None = None
    reason: Words | None = None

    @model_validator(mode="after")
    def _each_sort_says_what_is_its_own(self) -> Self:
        if (self.replaces is None) != (self.reason is None):
            raise ValueError("What replaces another says why, and only then.")
        if self.sort is AfterwordSort.REVIEW and self.effects:
            raise ValueError("Effects at home belong to a follow-up.")
        if self.sort is AfterwordSort.FOLLOW_UP and self.plan is not None:
            raise ValueError("A plan belongs to a review.")
        return self
