"""What was done with the drug: one event each, at a time."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from schemas.fact import ClinicalFact, Instant, MilliGrams, TimeStated


class DrugAct(StrEnum):
    """The kinds of event; `DOSE` is a single dose (intramuscular, sublingual), `DEVICE` one nasal device."""

    START = "start"
    RATE_CHANGE = "rate_change"
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"
    BOLUS = "bolus"
    DOSE = "dose"
    DEVICE = "device"


class StopSays(StrEnum):
    """What the stop of an infusion says of the dose given."""

    PLANNED = "planned"
    MG = "mg"
    NOT_KNOWN = "not_known"


# Which details an event may carry; one that means nothing there is refused, since it would be read as something else.
_DETAILS = {
    DrugAct.START: {"dose_mg", "duration_minutes", "rate_ml_h", "concentration_mg_ml"},
    DrugAct.RATE_CHANGE: {"rate_ml_h"},
    DrugAct.PAUSE: set(),
    DrugAct.RESUME: {"rate_ml_h"},
    DrugAct.STOP: {"dose_mg", "stop_says", "no_more_follows"},
    DrugAct.BOLUS: {"dose_mg"},
    DrugAct.DOSE: {"dose_mg"},
    DrugAct.DEVICE: {"dose_mg"},
}
_WORDS = {
    "dose_mg": "a dose in mg",
    "duration_minutes": "a duration",
    "rate_ml_h": "a rate",
    "concentration_mg_ml": "a concentration",
    "stop_says": "a statement of the dose given",
    "no_more_follows": "that no more follows",
}


class DrugEvent(ClinicalFact):
    """One event. `dose_mg`: at a start the planned infusion's, at bolus, dose, device and stop the dose given."""

    at: Instant
    act: DrugAct
    dose_mg: MilliGrams | None = None
    duration_minutes: Annotated[int, Field(ge=1, le=600, strict=True)] | None = None
    rate_ml_h: Annotated[float, Field(ge=0, le=2000, strict=True)] | None = None
    concentration_mg_ml: Annotated[float, Field(gt=0, le=200, strict=True)] | None = None
    stop_says: StopSays | None = None
    no_more_follows: bool = False
    time_stated: TimeStated | None = None

    @model_validator(mode="after")
    def _carries_only_what_it_means(self) -> Self:
        for name, words in _WORDS.items():
            if getattr(self, name) not in (None, False) and name not in _DETAILS[self.act]:
                message = f"{self.act.value.replace('_', ' ')} does not take {words}."
                raise ValueError(message)
        if self.act is DrugAct.RATE_CHANGE and self.rate_ml_h is None:
            message = "A change of rate needs the new rate in ml/h."
            raise ValueError(message)
        if (self.stop_says is StopSays.MG) != (self.act is DrugAct.STOP and self.dose_mg is not None):
            message = "A stop that states the dose given needs it in mg, and only then takes mg."
            raise ValueError(message)
        return self
