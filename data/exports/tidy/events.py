"""drug_events.csv, interventions.csv and notes.csv: what was done or said at a time, one row each."""

from collections.abc import Iterator
from typing import Final

from data.exports.tidy.column import EMERGENCY, ENTRY, MINUTES, PATIENT, SESSION, Column, Kind, Row, ids, times, words
from data.exports.tidy.visit import Visit
from schemas.drug import DrugAct, StopSays
from schemas.rules import minutes

_WHERE: Final = (SESSION, PATIENT, times("at", "When it was."), MINUTES)

DRUG_EVENTS: Final = (
    ids("event_id", "The event: one thing done with the drug."),
    *_WHERE,
    Column("event", Kind.CODE, "What was done.", "", words(DrugAct)),
    Column("device_number", Kind.WHOLE, "Which of the session's valid devices it is, from 1; empty: it is none."),
    Column("dose_mg", Kind.NUMBER, "At a start the dose planned for the infusion, else the dose given.", "mg"),
    Column("duration_minutes", Kind.WHOLE, "At a start the duration planned.", "min"),
    Column("rate_ml_h", Kind.NUMBER, "The rate from then on.", "mL/h"),
    Column("concentration_mg_ml", Kind.NUMBER, "What one millilitre holds.", "mg/mL"),
    Column(
        "stop_says",
        Kind.CODE,
        "What a stop says was given: planned: the whole planned dose; mg: so much as dose_mg; empty: nothing was said.",
        "",
        words(StopSays),
    ),
    Column(
        "no_more_follows",
        Kind.YES_NO,
        "Whether a stop says that no further dose follows; empty: the event is no stop.",
        "",
        ("true", "false"),
    ),
    *ENTRY,
)
INTERVENTIONS: Final = (
    ids("intervention_id", "The action: a medicine given, or what else was done."),
    *_WHERE,
    Column("drug", Kind.TEXT, "The medicine given; empty: the action is no medicine."),
    Column("dose", Kind.TEXT, "Its dose, as written."),
    Column("route", Kind.TEXT, "How it was given."),
    Column("ordered_by", Kind.TEXT, "Who ordered it, as written."),
    Column("response", Kind.TEXT, "What followed."),
    Column("words", Kind.TEXT, "The action in words."),
    *ENTRY,
)
NOTES: Final = (
    ids("note_id", "The note."),
    *_WHERE,
    Column("words", Kind.TEXT, "What it says."),
    *ENTRY,
    *EMERGENCY,
)


def drug_events(visit: Visit) -> Iterator[Row]:
    """The rows of a session in drug_events.csv, by time; its valid devices number themselves."""
    device = 0
    for event in minutes.in_order(visit.record.drug_events, lambda told: told.at):
        counts = event.act is DrugAct.DEVICE and visit.holds(event)
        device += counts
        yield {
            "event_id": event.id,
            **visit.place(),
            **visit.moment(event.at),
            "event": event.act,
            "device_number": device if counts else None,
            "dose_mg": event.dose_mg,
            "duration_minutes": event.duration_minutes,
            "rate_ml_h": event.rate_ml_h,
            "concentration_mg_ml": event.concentration_mg_ml,
            "stop_says": event.stop_says,
            "no_more_follows": event.no_more_follows if event.act is DrugAct.STOP else None,
            **visit.entry(event),
        }


def interventions(visit: Visit) -> Iterator[Row]:
    """The rows of a session in interventions.csv, by time."""
    for action in minutes.in_order(visit.record.interventions, lambda told: told.at):
        yield {
            "intervention_id": action.id,
            **visit.place(),
            **visit.moment(action.at),
            "drug": action.drug,
            "dose": action.dose,
            "route": action.route,
            "ordered_by": action.ordered_by,
            "response": action.response,
            "words": action.words,
            **visit.entry(action),
        }


def notes(visit: Visit) -> Iterator[Row]:
    """The rows of a session in notes.csv, by time."""
    for note in minutes.in_order(visit.record.notes, lambda told: told.at):
        yield {
            "note_id": note.id,
            **visit.place(),
            **visit.moment(note.at),
            "words": note.words,
            **visit.entry(note),
            **visit.emergency(note),
        }
