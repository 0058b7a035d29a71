"""Background: what is known of a patient that bears on the drug, item by item, each with the day it was last asked.

Nobody asks everything at once: who asked about one medicine has said nothing of the others, and so each item is said by
itself. Unknown is an answer; an item of which nothing was ever said is unknown too.
"""

from enum import StrEnum
from typing import Annotated, Final, Self
from uuid import UUID

from pydantic import Field, model_validator

from schemas.fact import Day, Line
from schemas.statement import Statement


class BackgroundItem(StrEnum):
    """What is asked: medicines that matter, allergies, and what speaks against the drug."""

    BENZODIAZEPINE = "benzodiazepine"
    STIMULANT = "stimulant"
    MAOI = "maoi"
    ANTIHYPERTENSIVE = "antihypertensive"
    OPIOID = "opioid"
    ALLERGIES = "allergies"
    ANEURYSM_OR_AVM = "aneurysm_or_avm"
    INTRACRANIAL_HAEMORRHAGE = "intracranial_haemorrhage"
    PSYCHOSIS_OR_MANIA = "psychosis_or_mania"
    PREGNANCY = "pregnancy"
    SLEEP_APNOEA = "sleep_apnoea"
    SUBSTANCE_USE = "substance_use"
    LIVER = "liver"
    URINARY_SYMPTOMS = "urinary_symptoms"


MEDICINES: Final = (
    BackgroundItem.BENZODIAZEPINE,
    BackgroundItem.STIMULANT,
    BackgroundItem.MAOI,
    BackgroundItem.ANTIHYPERTENSIVE,
    BackgroundItem.OPIOID,
)
NAMED: Final = (*MEDICINES, BackgroundItem.ALLERGIES)  # of which a bare yes says nothing


class BackgroundSays(StrEnum):
    """An answer. That an item does not apply is an answer to the pregnancy test alone."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    DOES_NOT_APPLY = "does_not_apply"


class Background(Statement):
    """One item as it was answered; `asked_on` is the day it was asked, of a pregnancy test the day of the test."""

    patient_id: UUID
    item: BackgroundItem
    says: BackgroundSays
    words: Annotated[Line, Field(min_length=1, max_length=120)] | None = None
    asked_on: Day

    @model_validator(mode="after")
    def _says_what_it_means(self) -> Self:
        if self.item in NAMED and self.says is BackgroundSays.YES and self.words is None:
            raise ValueError("A yes names what it is: say which.")
        if self.says is BackgroundSays.DOES_NOT_APPLY and self.item is not BackgroundItem.PREGNANCY:
            raise ValueError("Only a pregnancy test may not apply: say yes, no or unknown.")
        return self
