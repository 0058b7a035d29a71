"""Effects: the list that is offered, one episode of one effect, and each change of it.

The list with its codes: docs/clinical.md, effects. ICD-10-CM as of April 2026; CTCAE v5.0 terms where one exists.
"""

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Annotated, Final, Self
from uuid import UUID

from pydantic import Field, model_validator

from schemas.fact import ClinicalFact, Instant, TimeStated, Words


@dataclass(frozen=True)
class Term:
    """One effect of the list: its key, the label on screen, codes, and whether it is one of the twelve in sight."""

    key: str
    label: str
    icd10: str
    ctcae: str | None
    common: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """What one may type for it: each side of a slash is a name."""
        return tuple(name.strip().lower() for name in self.label.split("/"))


TERMS: Final = (
    Term("drowsiness", "Drowsiness / sedation", "R40.0", "Somnolence", common=True),
    Term("dissociation", "Dissociation", "R44.8", None, common=True),
    Term("dizziness", "Dizziness", "R42", "Dizziness", common=True),
    Term("nausea", "Nausea", "R11.0", "Nausea", common=True),
    Term("vertigo", "Vertigo", "R42", "Vertigo", common=True),
    Term("headache", "Headache", "R51.9", "Headache", common=True),
    Term("fatigue", "Fatigue", "R53.83", "Fatigue", common=True),
    Term("numbness", "Numbness / paraesthesia", "R20.0/R20.2", "Paresthesia", common=True),
    Term("blurred_vision", "Blurred vision / diplopia", "H53.8/H53.2", "Blurred vision", common=True),
    Term("anxiety", "Anxiety", "R45.0", "Anxiety", common=True),
    Term("confusion", "Confusion / cognitive disturbance", "R41.0", "Confusion", common=True),
    Term("perceptual_change", "Perceptual change / hallucination", "R44.1/R44.3", "Hallucinations", common=True),
    Term("vomiting", "Vomiting", "R11.10", "Vomiting"),
    Term("agitation", "Agitation / restlessness", "R45.1", "Agitation/Restlessness"),
    Term("euphoria", "Euphoria", "R45.89", "Euphoria"),
    Term("altered_taste", "Altered taste", "R43.2", "Dysgeusia"),
    Term("dry_mouth", "Dry mouth", "R68.2", "Dry mouth"),
    Term("slurred_speech", "Slurred speech", "R47.81", "Dysarthria"),
    Term("ataxia", "Ataxia", "R27.0", "Ataxia"),
    Term("tremor", "Tremor", "R25.1", "Tremor"),
    Term("sweating", "Sweating", "R61", "Hyperhidrosis"),
    Term("itching", "Itching", "L29.9", "Pruritus"),
    Term("palpitations", "Palpitations", "R00.2", "Palpitations"),
    Term("chest_pain", "Chest pain", "R07.9", "Non-cardiac chest pain"),
    Term("dyspnoea", "Dyspnoea", "R06.02", "Dyspnea"),
    Term("apnoea", "Apnoea", "R06.81", "Apnea"),
    Term("syncope", "Syncope", "R55", "Syncope"),
    Term("visual_loss", "Visual loss", "H53.9", None),
    Term("focal_weakness", "Focal weakness or speech loss", "R29.818", None),
    Term("stridor", "Stridor", "R06.1", "Stridor"),
    Term("anaphylaxis", "Anaphylaxis", "T78.2XXA", "Anaphylaxis"),
    Term("seizure", "Seizure", "R56.9", "Seizure"),
    Term("urinary", "Urinary frequency / urgency", "R35.0/R39.15", "Urinary frequency/Urinary urgency"),
    Term("suicidal_ideation", "Suicidal ideation", "R45.851", "Suicidal ideation"),
    Term("infusion_site_reaction", "Infusion-site reaction", "T80.90XA", None),
)
BY_KEY: Final = {term.key: term for term in TERMS}


class Severity(IntEnum):
    """The neutral scale; not stated is None, never mild."""

    MILD = 1
    MODERATE = 2
    SEVERE = 3
    LIFE_THREATENING = 4

    @property
    def word(self) -> str:
        """As it stands on screen and in exports."""
        return self.name.lower().replace("_", "-")


class Relatedness(StrEnum):
    """Whether the drug caused it, in the words of the WHO-UMC scale."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    UNLIKELY = "unlikely"
    UNASSESSABLE = "unassessable"


class Effect(ClinicalFact):
    """The beginning of one episode: an effect of the list (`effect`), or the patient's or clinic's own `words`."""

    effect: Annotated[str, Field(max_length=40)] | None = None
    words: Words | None = None
    onset_at: Instant
    relatedness: Relatedness | None = None
    judged_by: UUID | None = None
    serious: bool | None = None
    time_stated: TimeStated | None = None

    @model_validator(mode="after")
    def _named_once(self) -> Self:
        if (self.effect is None) == (self.words is None):
            message = "An effect is one of the list or in words of its own."
            raise ValueError(message)
        if self.effect is not None and self.effect not in BY_KEY:
            message = "This effect is not in the list: use words of its own."
            raise ValueError(message)
        if (self.relatedness is None) != (self.judged_by is None):
            message = "Relatedness needs the person who judged it."
            raise ValueError(message)
        return self

    @property
    def label(self) -> str:
        """What stands on screen."""
        return BY_KEY[self.effect].label if self.effect is not None else str(self.words)


class EffectChange(ClinicalFact):
    """What happened to an episode at a time: severity, action or end. `effect_id` is the id of its first fact."""

    effect_id: UUID
    at: Instant
    severity: Severity | None = None
    action: Words | None = None
    ended: bool = False
    time_stated: TimeStated | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.severity is None and self.action is None and not self.ended:
            message = "A change of an effect states a severity, an action or its end."
            raise ValueError(message)
        if self.ended and self.severity is not None:
            message = "An effect that has ended has no severity any more."
            raise ValueError(message)
        return self


class NoneReported(ClinicalFact):
    """The patient was asked and reported no effect, at a time: a fact, not an absence."""

    at: Instant
    time_stated: TimeStated | None = None
