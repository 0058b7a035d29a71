"""Receipts: one sentence on what lies in the database now, with its time and who entered it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from app import words
from app.live import flowsheet
from schemas.correction import Retraction
from schemas.fact import ClinicalFact, Fact
from schemas.record import Record
from schemas.rules import minutes
from schemas.staff import Staff


def receipt(record: Record, fact: Fact, staff: Mapping[UUID, Staff]) -> dict[str, Any]:
    """`id`, and `words` that begin with "Saved"."""
    initials = staff[fact.entered_by].initials if fact.entered_by in staff else "?"
    return {"id": str(fact.id), "words": f"Saved {_when(record, fact)} · {said(record, fact)} · {initials}"}


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
    return flowsheet.said(record, minutes.firsts(record.effects), fact)


def _when(record: Record, fact: Fact) -> str:
    at = flowsheet.moment(fact) if isinstance(fact, ClinicalFact) else fact.entered_at
    return words.clock_time(at, record.treatment.zone)
