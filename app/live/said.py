"""Said: each fact of a session in one line of words, for the flowsheet, receipts and questions."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final
from uuid import UUID

from app import words
from app.live import alert_words, check, scores
from schemas.action import Intervention, Note
from schemas.alert import AlertAnswer, PrescriberCall
from schemas.drug import DrugAct, DrugEvent
from schemas.effect import Effect, EffectChange, NoneReported, Severity
from schemas.fact import ClinicalFact
from schemas.predose import CheckAnswer, DoseDecision
from schemas.reading import Reading
from schemas.record import Record
from schemas.rules import course
from schemas.score import ScoreAnswer
from schemas.treatment import Arrival, TreatmentEnd


def said(record: Record, firsts: Mapping[UUID, Effect], fact: ClinicalFact) -> str:
    """The fact in one line of words; `firsts` leads from each effect to the first fact of its episode."""
    parts = _change(record, firsts, fact) if isinstance(fact, EffectChange) else _SAID[type(fact)](record, fact)
    return " ".join(part for part in parts if part)


_SAID: Final[dict[type[ClinicalFact], Callable[[Record, Any], Iterator[str]]]] = {
    Reading: lambda _, fact: iter((words.values(fact),)),
    Effect: lambda _, fact: iter((f"{fact.label} begins",)),
    NoneReported: lambda _, __: iter(("Asked: no effect reported",)),
    DrugEvent: lambda record, fact: iter((words.drug_event(fact), _device(record, fact))),
    Intervention: lambda _, fact: iter((words.intervention(fact),)),
    Note: lambda _, fact: iter((fact.words,)),
    AlertAnswer: lambda record, fact: iter((alert_words.answered(record, fact),)),
    PrescriberCall: lambda _, fact: iter((alert_words.called(fact),)),
    CheckAnswer: lambda _, fact: iter((check.answered(fact),)),
    ScoreAnswer: lambda _, fact: iter((scores.answered(fact),)),
    DoseDecision: lambda record, fact: iter((check.decided(record, fact),)),
    TreatmentEnd: lambda _, fact: iter((f"Session ended: {words.ENDS[fact.how]}",)),
    Arrival: lambda record, fact: iter((f"Arrival set to {words.clock_time(fact.arrived_at, record.treatment.zone)}",)),
}


def _change(record: Record, firsts: Mapping[UUID, Effect], fact: EffectChange) -> Iterator[str]:
    yield _effect_label(record, firsts, fact)
    yield Severity(fact.severity).word if fact.severity is not None else ""
    yield "ends" if fact.ended else ""
    yield f"({fact.action})" if fact.action else ""


def _device(record: Record, event: DrugEvent) -> str:
    """Which of the session's valid devices it is: they number themselves."""
    devices = [one.id for one in course.drug_events(record) if one.act is DrugAct.DEVICE]
    return f"(no. {devices.index(event.id) + 1})" if event.id in devices else ""


def _effect_label(record: Record, firsts: Mapping[UUID, Effect], change: EffectChange) -> str:
    """The newest name of the episode: a corrected effect keeps its changes."""
    first = firsts.get(change.effect_id)
    chain = [effect for effect in record.effects if first is not None and firsts[effect.id].id == first.id]
    return max(chain, key=lambda effect: (effect.entered_at, effect.id)).label if chain else "Effect"
