"""An emergency entry: signs as a line and words, of now, by nobody; parsed as at the chair, and asked about nothing.

What is unlikely is what an emergency is about; and a question compares with what was entered before, which a tablet
without a person must not tell. Only what cannot be is refused.
"""

from typing import Final
from uuid import uuid5

from app.entries import reading
from app.entries.faults import Faults
from app.entries.sent import Sent, fact, refusal
from schemas.action import Note
from schemas.fact import ClinicalFact
from schemas.rules import course, minutes

_STATES_A_TIME: Final = "@"
_OF_AN_EFFECT: Final = "+"


def build(entry: Sent) -> tuple[ClinicalFact, ...]:
    """The reading of the line, then the note of the words; one of both may be left out. Raises Problems."""
    line, words = (entry.line or "").strip(), (entry.text("remark") or "").strip()
    if not line and not words:
        raise refusal("emergency.empty", "Nothing is written yet: write signs like 148/92 88 97, or a note.")
    if minutes.between(course.course(entry.record).arrived_at, entry.entered) < 0:
        # Said here, since the sentence of any other entry would tell when the person came.
        raise refusal(
            "emergency.before", "This was pressed before the session began: nothing was saved. Sign in, and enter it."
        )
    faults = Faults()
    made = (
        faults.of(lambda: _reading(entry, line)) if line else None,
        faults.of(lambda: _note(entry, words)) if words else None,
    )
    faults.tell()
    return tuple(one for one in made if one is not None)


def _reading(entry: Sent, line: str) -> ClinicalFact:
    if _STATES_A_TIME in line:
        raise refusal(
            "emergency.time", "Vitals: an emergency entry is of now. Leave the time out, or write it as a note."
        )
    if line.startswith(_OF_AN_EFFECT):
        raise refusal("emergency.effect", "Vitals: an effect goes into the note here.")
    return reading.build(entry)


def _note(entry: Sent, words: str) -> ClinicalFact:
    common = entry.common() | {"id": uuid5(entry.draft, "note")}
    return fact(Note, **common, words=words, at=entry.entered)
