"""What was sent: the body of a save with who sent it, when Enter was pressed, and the session it speaks of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final, TypeVar
from uuid import UUID

from pydantic import ValidationError

from schemas.fact import ClinicalFact, Fact
from schemas.record import Record
from schemas.staff import Staff

Kind = TypeVar("Kind", bound=Fact)
Corrected = TypeVar("Corrected", bound=ClinicalFact)
# Waiting for the server takes minutes, a forgotten tablet a day; more than that is no age but a fault.
LONGEST_WAIT = timedelta(days=2)


class MalformedError(Exception):
    """The body is not of the form that any panel sends; the text is a sentence."""


# Not frozen: Python itself writes the traceback into an error that passes through a transaction.
@dataclass(eq=False)
class Problems(Exception):  # noqa: N818 - an answer to the person, not a fault of the program
    """Why nothing was saved: refusals, choices and questions, each a dictionary with `text`."""

    refusals: tuple[Mapping[str, Any], ...] = ()
    choices: tuple[Mapping[str, Any], ...] = ()
    questions: tuple[Mapping[str, Any], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """As the panel reads it."""
        return {"refusals": list(self.refusals), "choices": list(self.choices), "questions": list(self.questions)}


@dataclass(frozen=True)
class Sent:
    """One save on its way: `entered` is the moment of Enter by the server's clock, `received` that of the receipt.

    `not_prescribers` are names and initials of the clinic's people who may not decide on a dose, in small letters;
    `prescribers` those of the people who may.
    `stored` is what this draft became when it was saved before; `record` is then the session as it stood at that time.
    """

    body: Mapping[str, Any]
    record: Record
    author: Staff
    received: datetime
    draft: UUID
    entered: datetime
    confirmed: frozenset[str] = field(default_factory=frozenset)
    stored: Fact | None = None
    own_effects: tuple[str, ...] = ()
    not_prescribers: frozenset[str] = frozenset()
    prescribers: frozenset[str] = frozenset()

    @property
    def line(self) -> str | None:
        """The line as typed, or None where fields or buttons were used."""
        return self.text("line")

    def text(self, name: str) -> str | None:
        """A text of the body, or None. Raises MalformedError for anything else."""
        value = self.body.get(name)
        if value is None or isinstance(value, str):
            return value or None
        raise MalformedError(f"The field {name} is to be a text.")

    def flag(self, name: str) -> bool:
        """A yes or no of the body; not said is no. Raises MalformedError for anything else."""
        value = self.body.get(name)
        if value is None or isinstance(value, bool):
            return value is True
        raise MalformedError(f"The field {name} is to be true or false.")

    def corrected(self, kept: Iterable[Corrected]) -> Corrected | None:
        """Which of the session's facts this entry corrects, as its author saw it; None for a new one, or one not here.

        What a correction does not say anew is kept from it. It is what `replaces` names, or `seen`, where somebody
        corrected that meanwhile and the author chose her own version in full knowledge. Raises Problems where what
        `replaces` names did not come of what was seen.
        """
        replaces, seen = self.text("replaces"), self.text("seen")
        known = {str(one.id): one for one in kept}
        at = known.get(replaces or "")
        while seen is not None and at is not None and str(at.id) != seen:
            at = known.get(str(at.replaces))
        if seen is not None and replaces in known and at is None:
            raise refusal("seen", "What you saw is not what stands here was made of: look at it, and correct it anew.")
        return at

    def common(self) -> dict[str, Any]:
        """The columns that every clinical fact of this save has."""
        return {
            "id": self.draft,
            "entered_at": self.received,
            "entered_by": self.author.id,
            "treatment_id": self.record.treatment.id,
            "replaces": self.text("replaces"),
            "reason": self.text("reason"),
        }


def read(body: Any, record: Record, author: Staff, received: datetime, own_effects: tuple[str, ...] = ()) -> Sent:  # noqa: ANN401 - parsed at this edge
    """The body as a `Sent`. Raises MalformedError with a sentence."""
    if not isinstance(body, dict):
        raise MalformedError("The body is to be a JSON object.")
    try:
        draft = UUID(str(body.get("id")))
    except ValueError:
        raise MalformedError("The entry has no id of its own.") from None
    age = body.get("age_ms", 0)
    if (
        isinstance(age, bool)
        or not isinstance(age, int | float)
        or not 0 <= age <= LONGEST_WAIT / timedelta(milliseconds=1)
    ):
        raise MalformedError("The age of the entry is to be milliseconds, at most two days.")
    confirmed = body.get("confirmed", [])
    if not isinstance(confirmed, list) or not all(isinstance(code, str) for code in confirmed):
        raise MalformedError("What was confirmed is to be a list of texts.")
    return Sent(
        body=body,
        record=record,
        author=author,
        received=received,
        draft=draft,
        entered=received - timedelta(milliseconds=age),
        confirmed=frozenset(confirmed),
        own_effects=own_effects,
    )


def refusal(code: str, text: str, name: str | None = None) -> Problems:
    """One refusal."""
    return Problems(refusals=({"code": code, "sign": name, "text": text},))


def fact(kind: type[Kind], **columns: Any) -> Kind:  # noqa: ANN401 - checked by the shape itself
    """A fact of this kind. Raises Problems with the shape's own sentences."""
    try:
        return kind.model_validate(columns)
    except ValidationError as error:
        raise Problems(refusals=tuple(_sentences(error))) from None


# What the shapes' own checks say, as a person would.
_REASONS: Final = {
    "less_than_equal": "at most {le}; check the number and its unit",
    "greater_than_equal": "at least {ge}; check the number and its unit",
    "greater_than": "more than {gt}; check the number and its unit",
    "less_than": "less than {lt}; check the number and its unit",
    "int_type": "a whole number is needed",
    "int_from_float": "a whole number is needed",
    "float_type": "a number is needed",
    "string_too_long": "at most {max_length} characters; make it shorter",
    "too_long": "at most {max_length} characters; make it shorter",
    "string_too_short": "this is needed",
    "too_short": "this is needed",
}


def _reason(error: Mapping[str, Any]) -> str:
    """The sentence of one fault; numbers as they are read."""
    told = _REASONS.get(error["type"])
    if told is None:
        return str(error["msg"]).removeprefix("Value error, ")
    return told.format(**{name: f"{value:g}" for name, value in error.get("ctx", {}).items() if _is_number(value)})


def _is_number(value: object) -> bool:
    return isinstance(value, int | float)


def _sentences(error: ValidationError) -> list[dict[str, Any]]:
    said = []
    for one in error.errors(include_url=False, include_input=False):
        name = str(one["loc"][0]) if one["loc"] else None
        reason = _reason(one)
        place = f"{name.replace('_', ' ').capitalize()}: " if name else ""
        said.append(
            {"code": "shape", "sign": name, "text": f"{place}{reason[0].lower() if place else reason[0]}{reason[1:]}"}
        )
    return said
