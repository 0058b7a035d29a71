"""readings.csv: one row for each sign of a reading that has a value or a reason why not."""

from collections.abc import Iterator
from typing import Final

from data.exports.tidy.column import EMERGENCY, ENTRY, MINUTES, PATIENT, SESSION, Column, Kind, Row, ids, times, words
from data.exports.tidy.visit import Visit
from schemas import quantities
from schemas.reading import NAMES, CuffSite, NotMeasured, Position, Reading, SignName, Source
from schemas.rules import course, minutes
from schemas.rules.course import Phase

COLUMNS: Final = (
    ids("reading_id", "The reading: all signs taken at one moment; one row for each sign."),
    SESSION,
    PATIENT,
    times("taken_at", "When it was measured."),
    MINUTES,
    Column(
        "phase", Kind.CODE, "Where in the session it was taken; dosing: the infusion of single doses.", "", words(Phase)
    ),
    Column("sign", Kind.CODE, "Which sign the row is about.", "", NAMES),
    Column(
        "value",
        Kind.NUMBER,
        "As entered: whole, but with one decimal for temperature_c, weight_kg and oxygen_l_min. Empty: not measured.",
        "see unit_ucum",
        tuple(f"{sign.name} {sign.low:g} to {sign.high:g}" for sign in quantities.SIGNS),
    ),
    Column("unit_ucum", Kind.CODE, "The unit of the sign.", "", tuple(dict.fromkeys(q.ucum for q in quantities.SIGNS))),
    Column("loinc", Kind.CODE, "The LOINC code of the sign, two for SpO2 with a blank between; empty: it has none."),
    Column("reason_not_measured", Kind.CODE, "Why there is no value; empty: there is one.", "", words(NotMeasured)),
    Column("reason_words", Kind.TEXT, "The reason in words, where it is other."),
    Column("position", Kind.CODE, "How the patient was placed; empty: not stated.", "", words(Position)),
    Column("cuff_site", Kind.CODE, "Where the cuff lay; empty: not stated.", "", words(CuffSite)),
    Column("note", Kind.TEXT, "The note on the whole reading, the same in each of its rows."),
    Column("source", Kind.CODE, "How the reading reached the record.", "", words(Source)),
    ids("repeat_of", "The reading that this one was taken to confirm."),
    *ENTRY,
    *EMERGENCY,
)


def rows(visit: Visit) -> Iterator[Row]:
    """The rows of a session, by the time of measuring; a sign that was not spoken of has none."""
    for reading in minutes.in_order(visit.record.readings, lambda told: told.taken_at):
        shared = _of_the_whole(visit, reading)
        for name in NAMES:
            if getattr(reading, name) is not None or name in reading.not_measured:
                yield shared | _of_the_sign(reading, name)


def _of_the_whole(visit: Visit, reading: Reading) -> dict[str, object]:
    return {
        "reading_id": reading.id,
        **visit.place(),
        "taken_at": reading.taken_at,
        "minutes_from_start": visit.minutes(reading.taken_at),
        "phase": course.phase(visit.course, reading.taken_at),
        "position": reading.position,
        "cuff_site": reading.cuff_site,
        "note": reading.note,
        "source": reading.source,
        "repeat_of": reading.repeat_of,
        **visit.entry(reading),
        **visit.emergency(reading),
    }


def _of_the_sign(reading: Reading, name: SignName) -> dict[str, object]:
    quantity = quantities.BY_NAME[name]
    return {
        "sign": name,
        "value": getattr(reading, name),
        "unit_ucum": quantity.ucum,
        "loinc": " ".join(quantity.loinc),
        "reason_not_measured": reading.not_measured.get(name),
        "reason_words": reading.reason_words.get(name),
    }
