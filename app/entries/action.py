"""Actions and notes: what else was done or said, at a time."""

from typing import Final

from app.entries import moment
from app.entries.sent import Sent, fact
from schemas.action import Intervention, Note
from schemas.fact import ClinicalFact

_MEDICINE: Final = ("drug", "dose", "route", "ordered_by", "response", "words")


def intervention(sent: Sent) -> tuple[ClinicalFact, ...]:
    """A medicine given or another action; a correction keeps what it does not speak of."""
    old = sent.corrected(sent.record.interventions)
    said = {name: sent.text(name) or (getattr(old, name) if old is not None else None) for name in _MEDICINE}
    if old is not None and sent.text("stated") is None:
        return (fact(Intervention, **sent.common(), **said, at=old.at, time_stated=old.time_stated),)
    when = moment.of(sent)
    return (fact(Intervention, **sent.common(), **said, at=when.at, time_stated=when.stated),)


def note(sent: Sent) -> tuple[ClinicalFact, ...]:
    """Words at a time."""
    old = sent.corrected(sent.record.notes)
    words = sent.text("words") or (old.words if old is not None else None)
    if old is not None and sent.text("stated") is None:
        return (fact(Note, **sent.common(), words=words, at=old.at, time_stated=old.time_stated),)
    when = moment.of(sent)
    return (fact(Note, **sent.common(), words=words, at=when.at, time_stated=when.stated),)
