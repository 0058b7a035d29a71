"""Unclaimed: what was entered at a tablet without a person and is nobody's yet, as panel and board tell it at once."""

from typing import Any

from app import words
from app.live import authors, flowsheet, said
from schemas.fact import ClinicalFact
from schemas.record import Record
from schemas.rules import emergency, minutes


def told(record: Record) -> list[dict[str, Any]]:
    """The entries that nobody has claimed, the newest first: `id`, `words` with their time, and `tablet`."""
    facts, firsts = {one.id: one for one in record.facts()}, minutes.firsts(record.effects)
    return [
        {
            "id": str(one.fact_id),
            "words": f"{_time(record, facts[one.fact_id])} {said.said(record, firsts, facts[one.fact_id])}",
            "tablet": authors.tablet(one),
        }
        for one in reversed(emergency.unclaimed(record))
    ]


def _time(record: Record, fact: ClinicalFact) -> str:
    return words.clock_time(flowsheet.moment(fact), record.treatment.zone)
