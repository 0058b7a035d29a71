"""What every fact has in common: frozen, no stray fields, who entered it and when, and what it corrects."""

import unicodedata
from datetime import UTC, date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

# Marks that turn the direction of the text around them: a name holding one reads differently from what is stored.
_DIRECTION_MARKS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Marks that take no room: a name holding one looks like another name, or like none. Joiners are letters' own, and stay.
_UNSEEN_MARKS = frozenset("\u00ad\u200b\u2060\ufeff")
_LOST = "\ufffd"  # what is put in place of half a character on its way here
EARLIEST = date(1900, 1, 1)


def _said_as_a_time(told: object) -> object:
    """A bare number is no time: it would be read as seconds since 1970, silently."""
    if isinstance(told, datetime) or (isinstance(told, str) and "-" in told[1:]):
        return told
    message = "is not a date and time with its zone"
    raise ValueError(message)


def _in_utc(instant: datetime) -> datetime:
    try:
        return instant.astimezone(UTC)
    except OverflowError:
        message = "lies outside the calendar"
        raise ValueError(message) from None


def _readable(text: str) -> str:
    """Text as a person would write it: composed, trimmed, without marks that hide or reorder what is read."""
    for character in text:
        if 0xD800 <= ord(character) <= 0xDFFF:  # noqa: PLR2004 - the surrogates' range, as Unicode defines it
            message = "holds half a character: type it again"
            raise ValueError(message)
        if character in _DIRECTION_MARKS:
            message = "holds a mark that turns the direction of the text: type it without"
            raise ValueError(message)
        if character == _LOST:
            message = "holds a sign that could not be read: type it again"
            raise ValueError(message)
        if character in _UNSEEN_MARKS:
            message = "holds a mark that cannot be seen: type it without"
            raise ValueError(message)
        if unicodedata.category(character) == "Cc" and character not in "\n\t":
            message = "holds a control character: type it without"
            raise ValueError(message)
    return unicodedata.normalize("NFC", text).strip()


def _on_one_line(text: str) -> str:
    if len(text.splitlines()) > 1 or "\t" in text:
        message = "goes over one line: type it on one, without tabs"
        raise ValueError(message)
    return text


def _since_1900(day: date) -> date:
    if day < EARLIEST:
        message = "lies before 1900: check the year"
        raise ValueError(message)
    return day


Instant = Annotated[AwareDatetime, BeforeValidator(_said_as_a_time), AfterValidator(_in_utc)]
Day = Annotated[date, AfterValidator(_since_1900)]
Text = Annotated[str, AfterValidator(_readable)]
Line = Annotated[Text, AfterValidator(_on_one_line)]
Name = Annotated[Line, Field(min_length=1, max_length=100)]
Words = Annotated[Text, Field(min_length=1, max_length=500)]
Prose = Annotated[Text, Field(min_length=1, max_length=2000)]
TimeStated = Annotated[Line, Field(max_length=40)]
# Numbers only: what looks like one (text, true) is refused, here as in every quantity.
MilliGrams = Annotated[float, Field(gt=0, le=2000, strict=True)]


class Shape(BaseModel):
    """A frozen value: no stray fields, and no input in its error texts, since those reach logs."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, allow_inf_nan=False)


class Fact(Shape):
    """Something somebody entered: `id` was minted before it existed, `entered_at` is the server's clock."""

    id: UUID
    entered_at: Instant
    entered_by: UUID


class ClinicalFact(Fact):
    """A fact of one session. A correction names the fact it `replaces` and the `reason`; neither stands alone."""

    treatment_id: UUID
    replaces: UUID | None = None
    reason: Words | None = None

    @model_validator(mode="after")
    def _a_correction_says_why(self) -> Self:
        if (self.replaces is None) != (self.reason is None):
            message = "A correction needs both: what it replaces and the reason."
            raise ValueError(message)
        if self.replaces == self.id:
            message = "A fact cannot replace itself."
            raise ValueError(message)
        return self
