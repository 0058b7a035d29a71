"""Receipts: one sentence on what lies in the database now, with its time and who entered it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from app import words
from app.live import authors, flowsheet
from app.live import said as saying
from schemas.correction import Retraction
from schemas.effect import Effect, EffectChange, Severity
from schemas.fact import ClinicalFact, Fact
from schemas.reading import Reading
from schemas.record import Record
from schemas.rules import course, minutes
from schemas.staff import Staff


def receipt(record: Record, made: Sequence[Fact], staff: Mapping[UUID, Staff]) -> dict[str, Any]:
    """`id`, and `words` that begin with "Saved"; `made` is what one entry made, at least one fact."""
    fact, *more = made
    said_of_it = ", ".join((said(record, fact), *_more(more)))
    return {
        "id": str(fact.id),
        "words": f"Saved {_when(record, fact)} · {said_of_it} · {authors.whole(record, fact, staff)}",
    }


def _more(made: Sequence[Fact]) -> list[str]:
    """What stands beside the first fact of an entry: how severe the effect began."""
    changes = [fact for fact in made if isinstance(fact, EffectChange)]
    return [Severity(change.severity).word for change in changes if change.severity is not None]


def corrects(fact: Fact) -> bool:
    """Whether the fact takes the place of another or takes one back."""
    return isinstance(fact, Retraction) or (isinstance(fact, ClinicalFact) and fact.replaces is not None)


def said(record: Record, fact: Fact) -> str:
    """The fact in one line of words; of a withdrawal, what it withdraws."""
    if isinstance(fact, Retraction):
        old = next((one for one in record.facts() if one.id == fact.fact_id), None)
        return f"withdrawn: {said(record, old)}" if old is not None else "withdrawn"
    if not isinstance(fact, ClinicalFact):
        return ""
    return saying.said(record, minutes.firsts(record.effects), fact)


def at_its_time(record: Record, fact: ClinicalFact) -> str:
    """The same whole, with when it was: two versions that stand beside each other may differ in anything."""
    return " · ".join((_when(record, fact), said(record, fact), *_beside(fact)))


def _beside(fact: ClinicalFact) -> Iterator[str]:
    """What a fact holds that its line of words leaves out."""
    if isinstance(fact, Effect):
        yield f"relatedness {fact.relatedness or 'not judged'}"
        yield {True: "serious", False: "not serious", None: "serious: not judged"}[fact.serious]
    if isinstance(fact, Reading):
        told = {"position": fact.position, "cuff": fact.cuff_site, "note": fact.note}
        yield from (f"{name} {str(value).replace('_', ' ')}" for name, value in told.items() if value)


def _when(record: Record, fact: Fact) -> str:
    at = flowsheet.moment(fact) if isinstance(fact, ClinicalFact) else fact.entered_at
    return words.moment(at, course.course(record).arrived_at, record.treatment.zone)
