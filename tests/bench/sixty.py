"""A patient with sixty infusions in the real record: 720 readings and 200 effects, entered through the data layer."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID, uuid4

from sqlalchemy import Connection

from app import words
from data import facts, patients, protocols, staff, treatments
from schemas.fact import ClinicalFact
from schemas.record import Record
from schemas.rules import episodes, preview
from schemas.staff import Role
from tests import facts as made

SESSIONS, READINGS, EFFECTS = 60, 720, 200
# In the midst of all ids, always the same: it decides where in the record's table the readings lie.
_PATIENT: Final = UUID("6d1f0c52-9a34-4e0b-8f4e-2b7c5a901d3e")
HALF: Final = "0.5 mg/kg"  # what every other session was given; the others had 0.8
_MG_PER_KG: Final = (0.8, 0.5)
_LASTS: Final = 40
# The minutes of the readings, two before the start and then every due, and what is left of the rise at each.
_AT: Final = (-12, -4, 10, 20, 30, 40, 55, 70, 85, 100, 115, 130)
_LEFT: Final = (0.0, 0.0, 0.5, 0.8, 1.0, 0.9, 0.6, 0.3, 0.1, 0.1, 0.0, 0.0)
_EFFECTS: Final = ("dissociation", "dizziness", "nausea", "headache", "drowsiness")
_SCHEMA: Final = (
    "CREATE TABLE patient (id TEXT PRIMARY KEY, name TEXT, born TEXT, number TEXT) WITHOUT ROWID",
    """CREATE TABLE session (
        patient TEXT, number INTEGER, id TEXT, arrived INTEGER, started INTEGER, stopped INTEGER, ended INTEGER,
        dose REAL, drug TEXT, protocol TEXT, PRIMARY KEY (patient, number)
    ) WITHOUT ROWID""",
    """CREATE TABLE reading (
        patient TEXT, session INTEGER, at INTEGER, systolic INTEGER, diastolic INTEGER, pulse INTEGER, spo2 INTEGER,
        respirations INTEGER, weight REAL, moaas INTEGER, dissociation INTEGER, PRIMARY KEY (patient, session, at)
    ) WITHOUT ROWID""",
    """CREATE TABLE effect (
        patient TEXT, session INTEGER, onset INTEGER, label TEXT, severity INTEGER, ended INTEGER,
        PRIMARY KEY (patient, session, onset, label)
    ) WITHOUT ROWID""",
    "CREATE TABLE due (minute INTEGER PRIMARY KEY)",
)
_SIGNS: Final = ("systolic", "diastolic", "pulse", "spo2", "respirations", "weight_kg", "moaas", "dissociation")


def enter(connection: Connection, nurse: UUID, first: datetime, every: timedelta, zone: str = "UTC") -> UUID:
    """The patient, whose first session arrived at `first` and the others so long one after the other; their id."""
    patient = made.patient(id=_PATIENT, record_number=f"S-{uuid4().hex[:8]}", entered_by=nurse, entered_at=first)
    patients.register(connection, patient)
    protocol = next(one.id for one in protocols.shipped() if one.key == "iv_q10_q15")
    for number in range(1, SESSIONS + 1):
        arrived, session = first + (number - 1) * every, uuid4()
        begun = {"id": session, "patient_id": patient.id, "protocol_id": protocol, "entered_by": nurse, "zone": zone}
        treatments.begin(connection, made.treatment(arrived, **begun))
        for fact in _session(number, arrived + timedelta(minutes=20)):
            facts.record(connection, fact.model_copy(update={"treatment_id": session, "entered_by": nurse}))
    return patient.id


def somebody(connection: Connection) -> UUID:
    """A nurse of the clinic's, to enter it."""
    return next(one.id for one in staff.all_of(connection) if Role.NURSE in one.roles)


def _session(number: int, start: datetime) -> Iterator[ClinicalFact]:
    """The readings, the infusion, three effects or four, and the end."""
    weight = 80 + (number % 9 - 4) / 2
    rise = 8 + 7 * number % 29
    for place, (minute, left) in enumerate(zip(_AT, _LEFT, strict=True)):
        more: dict[str, Any] = {"weight_kg": weight} if place == 0 else {}
        yield made.reading(start + timedelta(minutes=minute), **_signs(number, place, rise * left), **more)
    dose = float(round(weight * _MG_PER_KG[number % 2]))
    yield made.event("start", start, dose_mg=dose, duration_minutes=_LASTS)
    yield made.event("stop", start + timedelta(minutes=_LASTS), stop_says="planned")
    for place in range(4 if number % 3 == 0 else 3):
        yield from _effect(number, place, start + timedelta(minutes=6 + 7 * place))
    yield made.end(start + timedelta(minutes=140))


def _signs(number: int, place: int, rise: float) -> dict[str, int]:
    """Plausible values, no session's like those of the one before."""
    return {
        "systolic": 112 + number % 11 + round(rise),
        "diastolic": 70 + number % 6 + round(rise / 2),
        "pulse": 64 + number % 8 + round(rise / 3) + place % 2,
        "spo2": 98 - (number + place) % 3,
        "respirations": 13 + (number + place) % 4,
        "moaas": 5,
        "dissociation": min(2, round(rise / 12)),
    }


def _effect(number: int, place: int, onset: datetime) -> Iterator[ClinicalFact]:
    effect = made.effect(onset, effect=_EFFECTS[(number + place) % len(_EFFECTS)])
    yield effect
    yield made.change(effect, onset + timedelta(seconds=20), severity=1 + (number + place) % 3)
    yield made.change(effect, onset + timedelta(minutes=12 + (number + 5 * place) % 30), ended=True)


def copy(found: Sequence[Record], database: Path) -> None:
    """Makes the peer's database with the same facts: a plain file, its tables lying as its queries read them."""
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("PRAGMA journal_mode = WAL")
        for statement in _SCHEMA:
            connection.execute(statement)
        patient = found[0].patient
        name = f"{patient.given_name} {patient.family_name}"
        _insert(connection, "patient", patient.id.hex, name, patient.date_of_birth.isoformat(), patient.record_number)
        for number, record in enumerate(found, start=1):
            _copy(connection, number, record)
        for due in preview.timetable(found[-1].protocol):
            _insert(connection, "due", due.minute)


def _copy(connection: sqlite3.Connection, number: int, record: Record) -> None:
    of, start, stop = record.patient.id.hex, *record.drug_events
    times = (record.treatment.arrived_at, start.at, stop.at, record.ends[0].ended_at)
    kind = f"{words.DRUGS[record.protocol.drug]} {words.ROUTES[record.protocol.route]}"
    told = (start.dose_mg, kind, f"{record.protocol.key} v{record.protocol.version}")
    _insert(connection, "session", of, number, str(record.treatment.id), *map(_seconds, times), *told)
    for reading in record.readings:
        signs = [getattr(reading, sign) for sign in _SIGNS]
        _insert(connection, "reading", of, number, _seconds(reading.taken_at), *signs)
    for one in episodes.episodes(record):
        severity, ended = one.worst and int(one.worst), one.ended_at and _seconds(one.ended_at)
        _insert(connection, "effect", of, number, _seconds(one.onset_at), one.label, severity, ended)


def _insert(connection: sqlite3.Connection, table: str, *values: float | str | None) -> None:
    connection.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(values))})", values)  # noqa: S608 - our names


def _seconds(at: datetime) -> int:
    return int(at.timestamp())
