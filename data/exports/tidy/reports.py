"""effect_changes.csv and effects_asked.csv: what was said of effects, each time it was."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from data.exports.tidy.column import ENTRY, SESSION, Column, Kind, Row, ids, times
from data.exports.tidy.effects import SEVERITIES, stated
from data.exports.tidy.visit import Visit
from schemas.effect import EffectChange
from schemas.fact import ClinicalFact
from schemas.rules import minutes
from schemas.rules.episodes import NONE, SOME

ENDED: Final = "ended"

CHANGES: Final = (
    ids("change_id", "The change: a severity, an action or the end, stated at a time."),
    ids("effect_id", "The first fact of the episode; the rows of effects.csv that correct it lead to it by replaces."),
    times("at", "When it was so."),
    Column(
        "severity",
        Kind.CODE,
        "The severity from then on; not_stated: only an action was recorded; ended: the episode ended.",
        "",
        (*SEVERITIES, ENDED),
    ),
    Column("action", Kind.TEXT, "What was done about it."),
    *ENTRY,
)
ASKED: Final = (
    ids("asked_id", "The answer: none reported, or the row of effects.csv or effect_changes.csv that says some."),
    SESSION,
    times("at", "When the patient was asked or told it; of an effect's beginning, its onset."),
    Column("answer", Kind.CODE, "none: no effect was reported; some: one began or changed.", "", (NONE, SOME)),
    *ENTRY,
)


def changes(visit: Visit) -> Iterator[Row]:
    """The rows of a session in effect_changes.csv, by time."""
    for change in minutes.in_order(visit.record.effect_changes, lambda told: told.at):
        yield {
            "change_id": change.id,
            "effect_id": change.effect_id,
            "at": change.at,
            "severity": _severity(change),
            "action": change.action,
            **visit.entry(change),
        }


def asked(visit: Visit) -> Iterator[Row]:
    """The rows of a session in effects_asked.csv, by time."""
    record = visit.record
    told: list[tuple[datetime, ClinicalFact, str]] = []
    told += [(fact.at, fact, NONE) for fact in record.none_reported]
    told += [(fact.onset_at, fact, SOME) for fact in record.effects]
    told += [(fact.at, fact, SOME) for fact in record.effect_changes]
    for at, fact, answer in sorted(told, key=lambda answer: (answer[0], answer[1].entered_at, answer[1].id)):
        yield {
            "asked_id": fact.id,
            "session_id": record.treatment.id,
            "at": at,
            "answer": answer,
            **visit.entry(fact),
        }


def _severity(change: EffectChange) -> str:
    return ENDED if change.ended else stated(change.severity)
