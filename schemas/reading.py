"""A reading: the signs taken at one moment; each a value, or not measured with a reason, or not spoken of."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Final, Literal, Self
from uuid import UUID

from pydantic import Field, model_validator

from schemas import quantities as q
from schemas.fact import ClinicalFact, Instant, Prose, TimeStated, Words

if TYPE_CHECKING:
    from collections.abc import Mapping


class NotMeasured(StrEnum):
    """Why a sign has no value. It is never 0, blank or the previous value."""

    DECLINED = "declined"
    ASLEEP = "asleep"
    PROBE_OFF = "probe_off"
    EQUIPMENT = "equipment"
    NO_READING = "no_reading"
    OTHER = "other"


class Position(StrEnum):
    """How the patient was placed while the pressure was taken."""

    SITTING = "sitting"
    SUPINE = "supine"
    SEMI_RECLINED = "semi_reclined"
    STANDING = "standing"


class CuffSite(StrEnum):
    """Where the cuff lay."""

    LEFT_ARM = "left_arm"
    RIGHT_ARM = "right_arm"
    LEFT_LEG = "left_leg"
    RIGHT_LEG = "right_leg"


class Source(StrEnum):
    """How the reading reached the record."""

    LINE = "line"
    FIELDS = "fields"
    IMPORT = "import"


SignName = Literal[
    "systolic",
    "diastolic",
    "pulse",
    "spo2",
    "respirations",
    "temperature_c",
    "weight_kg",
    "oxygen_l_min",
    "moaas",
    "dissociation",
    "pain",
]
NAMES: Final[tuple[SignName, ...]] = (
    "systolic",
    "diastolic",
    "pulse",
    "spo2",
    "respirations",
    "temperature_c",
    "weight_kg",
    "oxygen_l_min",
    "moaas",
    "dissociation",
    "pain",
)


class Signs(ClinicalFact):
    """The columns of a reading: units as in `schemas.quantities`."""

    systolic: Annotated[int, q.bounds(q.SYSTOLIC)] | None = None
    diastolic: Annotated[int, q.bounds(q.DIASTOLIC)] | None = None
    pulse: Annotated[int, q.bounds(q.PULSE)] | None = None
    spo2: Annotated[int, q.bounds(q.SPO2)] | None = None
    respirations: Annotated[int, q.bounds(q.RESPIRATIONS)] | None = None
    temperature_c: Annotated[float, q.bounds(q.TEMPERATURE), q.TENTHS] | None = None
    weight_kg: Annotated[float, q.bounds(q.WEIGHT), q.TENTHS] | None = None
    oxygen_l_min: Annotated[float, q.bounds(q.OXYGEN), q.TENTHS] | None = None
    moaas: Annotated[int, q.bounds(q.MOAAS)] | None = None
    dissociation: Annotated[int, q.bounds(q.DISSOCIATION)] | None = None
    pain: Annotated[int, q.bounds(q.PAIN)] | None = None


class Reading(Signs):
    """The signs taken at `taken_at`; `time_stated` is what was said of it: None, an instant, an age in minutes."""

    taken_at: Instant
    time_stated: TimeStated | None = None
    not_measured: dict[SignName, NotMeasured] = Field(default_factory=dict)
    reason_words: dict[SignName, Words] = Field(default_factory=dict)
    position: Position | None = None
    cuff_site: CuffSite | None = None
    note: Prose | None = None
    source: Source
    repeat_of: UUID | None = None

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        for problem in _contradictions(self.values(), self.not_measured, self.reason_words):
            raise ValueError(problem)
        return self

    def values(self) -> "dict[str, float]":
        """The signs that were measured, by name."""
        return {name: value for name in NAMES if (value := getattr(self, name)) is not None}


def _contradictions(
    values: "Mapping[str, float]",
    refused: "Mapping[SignName, NotMeasured]",
    words: "Mapping[SignName, str]",
) -> list[str]:
    """Sentences on what cannot be true together; empty for a sound reading."""
    problems = []
    if not values and not refused:
        problems.append("A reading needs at least one sign, measured or with the reason why not.")
    problems += [f"{q.BY_NAME[name].label} is both a value and not measured." for name in refused if name in values]
    if "systolic" in values and "diastolic" in values and values["systolic"] <= values["diastolic"]:
        problems.append("The systolic must be above the diastolic.")
    others = {name for name, reason in refused.items() if reason is NotMeasured.OTHER}
    problems += [
        f"{q.BY_NAME[name].label}: not measured for another reason needs its words."
        for name in refused
        if name in others and name not in words
    ]
    problems += [
        f"{q.BY_NAME[name].label} has words for a reason it does not give." for name in words if name not in others
    ]
    return problems
