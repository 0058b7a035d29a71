"""What became of alerts: when the rules raised or withdrew one, who answered it, and who was called.

Which alerts a session has follows from its facts (`schemas/rules/alerts/`); an `AlertEvent` keeps what followed when.
"""

from enum import StrEnum
from typing import Self
from uuid import UUID

from pydantic import model_validator

from schemas.fact import ClinicalFact, Instant, Name, Shape, TimeStated, Words
from schemas.protocol import Limit
from schemas.reading import SignName


class Rank(StrEnum):
    """How bad it is: within the limits, caution, or red (the prescriber is called)."""

    WITHIN = "within"
    CAUTION = "caution"
    RED = "red"


class AlertEvent(Shape):
    """The rules raised an alert, or took one back that no longer follows (`withdraws` names what was raised).

    `key` is what it is about within its session, such as "systolic:high:value"; `why` is the rule's own word, `source`
    what it follows from: a reading's id, or a time. `true_at` is when it was so, `known_at` when that was written down,
    `stored_at` when it was kept here. `carries` names the event whose place it takes after a correction.
    """

    id: UUID
    treatment_id: UUID
    stored_at: Instant
    key: Name
    source: Name
    rank: Rank
    why: Name
    label: Name | None = None
    signs: tuple[SignName, ...] = ()
    value: float | None = None
    crossed: Limit | None = None
    reading_id: UUID | None = None
    due_at: Instant | None = None
    true_at: Instant
    known_at: Instant
    carries: UUID | None = None
    withdraws: UUID | None = None


class AlertAct(StrEnum):
    """What somebody did about an alert: it was seen, or it is over."""

    ACKNOWLEDGED = "acknowledged"
    RESOLVED = "resolved"


class AlertAnswer(ClinicalFact):
    """Somebody acknowledged or resolved an alert: `alert_id` is the newest of its events that the person saw.

    `words` are a note beside it; the reason, where an alert is resolved whose value is not back within its limits.
    """

    alert_id: UUID
    act: AlertAct
    at: Instant
    words: Words | None = None
    time_stated: TimeStated | None = None


class PrescriberCall(ClinicalFact):
    """The prescriber was called: who, when, by whom (`called_by` where it was not who entered it), and the answer.

    `read_back` says whether the answer was repeated to the prescriber; None: not said.
    """

    at: Instant
    called: Name
    called_by: Name | None = None
    answer: Words | None = None
    read_back: bool | None = None
    alert_id: UUID | None = None
    time_stated: TimeStated | None = None

    @model_validator(mode="after")
    def _only_an_answer_is_read_back(self) -> Self:
        if self.read_back and self.answer is None:
            raise ValueError("Only an answer can be read back: write down what was answered.")
        return self
