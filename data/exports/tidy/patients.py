"""background.csv, orders.csv: what was said of each patient and ordered for her, whether it holds or not."""

from collections.abc import Iterator
from typing import Final

from data.exports.tidy.column import PATIENT, Column, Kind, Row, ids, times, words
from data.exports.tidy.visit import Visit
from schemas.background import BackgroundItem, BackgroundSays
from schemas.order import OrderChange
from schemas.protocol import Drug, Route

BACKGROUND: Final = (
    ids("background_id", "What was said of one item, in the order in which it was said."),
    PATIENT,
    ids("registered_as", "The registration that it was said of, where the patient was registered twice."),
    Column("item", Kind.CODE, "What was asked.", "", words(BackgroundItem)),
    Column("says", Kind.CODE, "The answer; of a pregnancy test yes is positive.", "", words(BackgroundSays)),
    Column("words", Kind.TEXT, "Which, or the answer in words; empty: none."),
    Column("asked_on", Kind.DAY, "The day it was asked; of a pregnancy test the day of the test."),
    Column("holds", Kind.YES_NO, "false: something was said of this item later.", "", ("true", "false")),
    Column("entered_by", Kind.PERSON, "Who said it."),
    times("entered_at", "When it was said, by the server's clock."),
)

ORDERS: Final = (
    ids("order_id", "The order for a next dose, in the order in which they were written."),
    PATIENT,
    ids("session_id", "The session after which it was written; empty: before the first."),
    Column(
        "change", Kind.CODE, "How it stands to the session before; stop: no more of the drug.", "", words(OrderChange)
    ),
    Column("drug", Kind.CODE, "What is to be given.", "", words(Drug)),
    Column("route", Kind.CODE, "How.", "", words(Route)),
    Column("dose_mg", Kind.NUMBER, "The dose, where it was ordered in mg.", "mg"),
    Column("dose_mg_per_kg", Kind.NUMBER, "The dose, where it was ordered by weight.", "mg/kg"),
    Column("weight_kg", Kind.NUMBER, "The last weight by then; empty: none was known.", "kg"),
    times("weighed_at", "When that was taken."),
    Column("minutes", Kind.WHOLE, "Over how long; empty: not ordered.", "min"),
    Column("rate_ml_h", Kind.NUMBER, "At which rate; empty: not ordered.", "mL/h"),
    Column("if_needed", Kind.TEXT, "Medicines if needed."),
    Column("hold_if", Kind.TEXT, "When the dose is not to be given."),
    Column("words", Kind.TEXT, "Why it is ordered so."),
    Column("ordered_by", Kind.PERSON, "The prescriber."),
    times("entered_at", "When it was written, by the server's clock."),
)
_ORDERED: Final = (
    *("change", "drug", "route", "dose_mg", "dose_mg_per_kg", "weight_kg", "weighed_at", "minutes", "rate_ml_h"),
    *("if_needed", "hold_if", "words", "entered_at"),
)


def background(visit: Visit) -> Iterator[Row]:
    """The rows of the session's patient in background.csv."""
    said = visit.beside.background
    newest = {(one.patient_id, one.item): one.id for one in said}
    for one in said:
        yield {
            "background_id": one.id,
            "patient_id": visit.record.patient.id,
            "registered_as": one.patient_id,
            "item": one.item,
            "says": one.says,
            "words": one.words,
            "asked_on": one.asked_on,
            "holds": newest[one.patient_id, one.item] == one.id,
            "entered_by": one.entered_by,
            "entered_at": one.entered_at,
        }


def orders(visit: Visit) -> Iterator[Row]:
    """The rows of the session's patient in orders.csv; a record holds all of its patient's."""
    for one in visit.record.orders:
        yield {
            "order_id": one.id,
            "patient_id": visit.record.patient.id,
            "session_id": one.treatment_id,
            "ordered_by": one.entered_by,
            **{name: getattr(one, name) for name in _ORDERED},
        }
