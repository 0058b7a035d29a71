"""Assessments, on screen scales: what a questionnaire or a rating said of a patient, item by item or in total.

Each is said whole; a correction says it anew and names what it replaces. Of its wording only what is free stands in the
product (NOTICE): items are numbers here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Final, Self
from uuid import UUID

from pydantic import Field, model_validator

from schemas.fact import Instant, Words
from schemas.statement import Statement


class Scale(StrEnum):
    """What can be recorded."""

    PHQ_9 = "phq_9"
    GAD_7 = "gad_7"
    PCL_5 = "pcl_5"
    MADRS = "madrs"
    QIDS = "qids"
    C_SSRS = "c_ssrs"
    CADSS = "cadss"
    PAIN = "pain"


class Behaviour(StrEnum):
    """Suicidal behaviour as the C-SSRS asks for it: none, longer ago than three months, within three months."""

    NONE = "none"
    EARLIER = "earlier"
    RECENT = "recent"


@dataclass(frozen=True)
class Form:
    """How a scale is answered: `items` of 0 to `item_high` each, or its total of 0 to `total_high` alone.

    `items` is 0 where only the total is recorded. `by_item`: without its items it is not taken. `total_high` is None
    where there is no total: the C-SSRS has a result.
    """

    label: str
    total_high: int | None
    items: int = 0
    item_high: int = 0
    by_item: bool = False


# Ranges as the publishers have them: Kroenke 2001; Spitzer 2006; National Center for PTSD (PCL-5); Montgomery and
# Asberg 1979; Rush 2003; Posner 2011; Bremner 1998 (23 items of 0 to 4); the eleven-point rating of pain.
FORMS: Final[Mapping[Scale, Form]] = {
    Scale.PHQ_9: Form("PHQ-9", 27, items=9, item_high=3, by_item=True),
    Scale.GAD_7: Form("GAD-7", 21, items=7, item_high=3, by_item=True),
    Scale.PCL_5: Form("PCL-5", 80, items=20, item_high=4),
    Scale.MADRS: Form("MADRS", 60),
    Scale.QIDS: Form("QIDS", 27),
    Scale.C_SSRS: Form("C-SSRS", None),
    Scale.CADSS: Form("CADSS", 92),
    Scale.PAIN: Form("Pain", 10),
}
_HIGHEST: Final = max(form.total_high or 0 for form in FORMS.values())
_ITEM_HIGHEST: Final = max(form.item_high for form in FORMS.values())
IDEATION_HIGHEST: Final = 5

_Item = Annotated[int, Field(ge=0, le=_ITEM_HIGHEST, strict=True)]


class Assessment(Statement):
    """One scale at one time. `replaces` is the statement that this one corrects, None for the first.

    An item that is None was left blank or is not known. `withdrawn`: it was entered in error and holds no more.
    """

    assessment_id: UUID
    patient_id: UUID
    treatment_id: UUID | None = None
    scale: Scale
    taken_at: Instant
    items: tuple[_Item | None, ...] = ()
    total: Annotated[int, Field(ge=0, le=_HIGHEST, strict=True)] | None = None
    ideation: Annotated[int, Field(ge=0, le=IDEATION_HIGHEST, strict=True)] | None = None
    behaviour: Behaviour | None = None
    words: Words | None = None
    withdrawn: bool = False
    replaces: UUID | None = None
    reason: Words | None = None

    @model_validator(mode="after")
    def _fits_its_scale(self) -> Self:
        form = FORMS[self.scale]
        if form.total_high is None:
            _refuse_no_result(self)
        elif self.ideation is not None or self.behaviour is not None:
            raise ValueError(f"{form.label}: ideation and behaviour are of the C-SSRS alone.")
        elif self.items:
            _refuse_items(self, form)
        else:
            _refuse_total(self, form)
        return self

    @model_validator(mode="after")
    def _a_correction_says_why(self) -> Self:
        if (self.replaces is None) != (self.reason is None):
            raise ValueError("A correction needs both: what it replaces and the reason.")
        if (self.replaces is None) != (self.assessment_id == self.id):
            raise ValueError("The first statement about a scale gives it its id, and no later one does.")
        if self.withdrawn and self.replaces is None:
            raise ValueError("What is withdrawn was said before.")
        return self


def _refuse_no_result(said: Assessment) -> None:
    if said.items or said.total is not None:
        raise ValueError("C-SSRS: it has a result, neither items nor a total.")
    if said.ideation is None and said.behaviour is None:
        raise ValueError("C-SSRS: say the ideation, the behaviour, or both.")


def _refuse_items(said: Assessment, form: Form) -> None:
    if not form.items:
        raise ValueError(f"{form.label}: the total is recorded, not its items.")
    if said.total is not None:
        raise ValueError(f"{form.label}: say its items or its total, not both; the items give the total.")
    if len(said.items) != form.items:
        raise ValueError(f"{form.label}: it has {form.items} items, and {len(said.items)} were said.")
    known = [item for item in said.items if item is not None]
    if not known:
        raise ValueError(f"{form.label}: no item was answered, so that there is nothing to save.")
    if max(known) > form.item_high:
        raise ValueError(f"{form.label}: each item is 0 to {form.item_high}.")


def _refuse_total(said: Assessment, form: Form) -> None:
    if form.by_item:
        raise ValueError(f"{form.label}: say it item by item; a total alone hides which were left blank.")
    if said.total is None:
        raise ValueError(f"{form.label}: say its total, 0 to {form.total_high}.")
    if form.total_high is not None and said.total > form.total_high:
        raise ValueError(f"{form.label}: the total is 0 to {form.total_high}.")


class RiskClosing(Statement):
    """What was done, and when, about a scale that tells of suicidal thoughts: the statement `said_id`, as it was read.

    `replaces` is the closing that this one corrects; `withdrawn`: it is not closed after all.
    """

    patient_id: UUID
    said_id: UUID
    at: Instant
    action: Words
    withdrawn: bool = False
    replaces: UUID | None = None
    reason: Words | None = None

    @model_validator(mode="after")
    def _a_correction_says_why(self) -> Self:
        if (self.replaces is None) != (self.reason is None):
            raise ValueError("A correction needs both: what it replaces and the reason.")
        if self.withdrawn and self.replaces is None:
            raise ValueError("What is taken back was said before.")
        return self
