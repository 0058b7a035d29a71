"""Before the dose: what was asked of the person and what was decided, each with its time and who entered it."""

from enum import StrEnum
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import BeforeValidator, SerializerFunctionWrapHandler, model_serializer, model_validator

from schemas.fact import ClinicalFact, Instant, Name, TimeStated, Words
from schemas.order import Departure


class CheckItem(StrEnum):
    """What is asked before the drug is given; the baseline readings are asked for by the protocol itself."""

    IDENTITY = "identity"
    ALLERGIES = "allergies"
    MEDICINES = "medicines"
    FOOD_AND_DRINK = "food_and_drink"
    PREGNANCY = "pregnancy"
    CONSENT = "consent"
    ESCORT = "escort"
    CHANGES = "changes"


class CheckSays(StrEnum):
    """An answer; whether yes is good or bad depends on what was asked, and is nobody's to colour."""

    YES = "yes"
    NO = "no"
    DOES_NOT_APPLY = "does_not_apply"


class CheckAnswer(ClinicalFact):
    """One item asked and answered. A later answer to the same item is the one that counts; both stay."""

    item: CheckItem
    says: CheckSays
    words: Words | None = None
    at: Instant
    time_stated: TimeStated | None = None


class Decision(StrEnum):
    """What follows from the check: the drug is given, is held back for now, or is not given in this session."""

    GO = "go"
    HOLD = "hold"
    CANCEL = "cancel"


class DoseDecision(ClinicalFact):
    """Go, hold or cancel: by whom (`decided_by` where it was not who entered it), at which pressure, and why.

    `reading_id` is the blood pressure it was decided at, `order_id` the order that stood; None where there was none.
    `departs`: in what the session differed from that order when it was decided.
    """

    decision: Decision
    decided_by: Name | None = None
    words: Words | None = None
    reading_id: UUID | None = None
    order_id: UUID | None = None
    departs: Annotated[tuple[Departure, ...], BeforeValidator(lambda told: told or ())] = ()
    at: Instant
    time_stated: TimeStated | None = None

    @model_serializer(mode="wrap")
    def _as_it_was_before_there_were_orders(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Without the order where there was none: what was hashed and signed before keeps its content and its hash."""
        told: dict[str, Any] = handler(self)
        if self.order_id is None:
            told.pop("order_id", None)
        if not self.departs:
            told.pop("departs", None)
        return told

    @model_validator(mode="after")
    def _departs_from_an_order(self) -> Self:
        if self.departs and self.order_id is None:
            raise ValueError("Only from an order anything differs.")
        return self

    @model_validator(mode="after")
    def _what_is_not_given_says_why(self) -> Self:
        if self.decision is not Decision.GO and self.words is None:
            raise ValueError("To hold or cancel a dose needs its reason: say why.")
        return self
