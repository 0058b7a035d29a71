"""What a published score asks for that no reading holds: judged at the chair, answered as the score's own words."""

from enum import StrEnum
from typing import Annotated, Final, Self

from pydantic import Field, model_validator

from schemas.fact import ClinicalFact, Instant, TimeStated


class ScorePart(StrEnum):
    """A part that is asked for; its answers are those of its score."""

    ACVPU = "acvpu"
    ACTIVITY = "activity"
    BREATHING = "breathing"
    WAKEFULNESS = "wakefulness"


ACVPU: Final = ("A", "C", "V", "P", "U")
POINTS: Final = ("2", "1", "0")
ANSWERS: Final = {
    ScorePart.ACVPU: ACVPU,
    ScorePart.ACTIVITY: POINTS,
    ScorePart.BREATHING: POINTS,
    ScorePart.WAKEFULNESS: POINTS,
}


class ScoreAnswer(ClinicalFact):
    """One part judged at a time: a letter of ACVPU, or the points of a part of the modified Aldrete score."""

    part: ScorePart
    says: Annotated[str, Field(min_length=1, max_length=1)]
    at: Instant
    time_stated: TimeStated | None = None

    @model_validator(mode="after")
    def _says_what_its_score_knows(self) -> Self:
        if self.says not in ANSWERS[self.part]:
            raise ValueError(f"This part is answered by one of {', '.join(ANSWERS[self.part])}.")
        return self
