"""What else was done or said at the chair: interventions, medicines among them, and notes."""

from typing import Self

from pydantic import model_validator

from schemas.fact import ClinicalFact, Instant, Name, Prose, TimeStated, Words


class Intervention(ClinicalFact):
    """An action: a medicine (`drug`, `dose` as ordered, route, who ordered it, the response), or `words`."""

    at: Instant
    drug: Name | None = None
    dose: Name | None = None
    route: Name | None = None
    ordered_by: Name | None = None
    response: Words | None = None
    words: Words | None = None
    time_stated: TimeStated | None = None

    @model_validator(mode="after")
    def _is_a_medicine_or_words(self) -> Self:
        if self.drug is None and self.words is None:
            raise ValueError("An action is a medicine or is said in words.")
        if self.drug is None and any((self.dose, self.route, self.ordered_by)):
            raise ValueError("Dose, route and who ordered it belong to a medicine: name it.")
        return self


class Note(ClinicalFact):
    """Words about the session at a time."""

    at: Instant
    words: Prose
    time_stated: TimeStated | None = None
