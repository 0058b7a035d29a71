"""Judging: what a new entry is asked or refused before it is recorded, whatever its kind."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from app.entries import drug, effect, reading, sent, visit
from app.entries.sent import Sent
from schemas.drug import DrugEvent
from schemas.effect import Effect
from schemas.fact import Fact
from schemas.reading import Reading
from schemas.treatment import TreatmentEnd

_ASKED: Final[Mapping[type[Fact], tuple[Callable[[Sent, Any], None], ...]]] = {
    Reading: (reading.ask,),
    DrugEvent: (drug.refuse, drug.ask),
    Effect: (effect.ask,),
    TreatmentEnd: (visit.ask,),
}
_NOT_CONTENT: Final = {"id", "entered_at", "entered_by", "replaces", "reason", "time_stated", "source", "judged_by"}


def judge(entry: Sent, fact: Fact) -> None:
    """Raises Problems where the fact is impossible in the entry's session, or unlikely and not confirmed."""
    for asks in _ASKED.get(type(fact), ()):
        asks(entry, fact)


def refuse_idle(entry: Sent, fact: Fact) -> None:
    """A correction that says what stands there already would strike out a fact for its own copy. Raises Problems."""
    old = next((one for one in entry.record.facts() if one.id == getattr(fact, "replaces", None)), None)
    if old is not None and old.model_dump(exclude=_NOT_CONTENT) == fact.model_dump(exclude=_NOT_CONTENT):
        raise sent.refusal(
            "correction.same", "This says what stands there already: change something, or discard the correction."
        )
