"""Twenty chairs with a session open at each, as a board shows them: the same on the product and on the stock page."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from data import alerts, facts, records, treatments
from schemas.fact import ClinicalFact
from schemas.record import Record
from schemas.rules import course, dose, episodes
from tests import facts as made
from tests.bench import stock_rows
from tests.served import Served

CHAIRS = 20
_NAMES = ("Ortiz", "Novak", "Haas", "Lind", "Okoro", "Petit", "Rossi", "Silva", "Tanaka", "Weber")
_EFFECTS = ("dissociation", "dizziness", "nausea")
_SCHEMA = (
    "CREATE TABLE chair (session TEXT, name TEXT, born TEXT, number TEXT, started REAL, minutes REAL, given TEXT)",
    f"CREATE TABLE reading (session TEXT, at REAL, {', '.join(stock_rows.SIGNS)})",
    "CREATE TABLE effect (session TEXT, at REAL, name TEXT, severity INTEGER)",
)


def readings(chair: int) -> int:
    """How many readings the session at this chair has: one so early that the drug has not begun, to eight."""
    return 1 + chair % 8


def fill(clinic: Served) -> tuple[UUID, ...]:
    """Opens sessions until there are twenty, each with what was entered so far; the ids of all twenty."""
    with clinic.database.read() as connection:
        there = len(treatments.open_ones(connection))
    for chair in range(there, CHAIRS):
        count = readings(chair)
        name = (("Ana", "Ben")[chair % 2], f"{_NAMES[chair % 10]} {chair}")
        treatment = clinic.session(minutes_ago=10 * count + 12, name=name)
        _enter(clinic, treatment, *_so_far(chair))
    with clinic.database.read() as connection:
        return tuple(one.id for one in treatments.open_ones(connection))


def save(clinic: Served, treatment: UUID, number: int) -> None:
    """One more reading in the session, as a save at its chair stores it."""
    at = datetime.now(UTC)
    _enter(clinic, treatment, made.reading(at, **_signs(number)))


def _enter(clinic: Served, treatment: UUID, *entered: ClinicalFact) -> None:
    """Stores the facts as this session's and this nurse's, and what the rules raise from them."""
    of = {"treatment_id": treatment, "entered_by": clinic.nurse}
    with clinic.database.write() as connection:
        for fact in entered:
            facts.record(connection, fact.model_copy(update=of))
        record = records.of_treatment(connection, treatment)
        if record is not None:
            alerts.keep(connection, record, datetime.now(UTC))


def _so_far(chair: int) -> Iterator[ClinicalFact]:
    """A baseline, the start, a reading every ten minutes, and at every other chair an effect that runs."""
    count, now = readings(chair), datetime.now(UTC)
    begun = now - timedelta(minutes=10 * count - 6 + chair % 5)  # some are due, some late
    for number in range(count):
        yield made.reading(begun + timedelta(minutes=10 * number - 4), **_signs(chair + number))
    if count > 1:
        yield made.event("start", begun, dose_mg=40, duration_minutes=40)
    if count > 1 and chair % 2:
        effect = made.effect(begun + timedelta(minutes=5), effect=_EFFECTS[chair % len(_EFFECTS)])
        yield effect
        yield made.change(effect, begun + timedelta(minutes=5, seconds=5), severity=1 + chair % 3)


def _signs(number: int) -> dict[str, int]:
    return dict(zip(stock_rows.SIGNS, stock_rows.values(number), strict=True))


def copy(found: Sequence[Record], database: Path) -> None:
    """Makes the stock page's database with the same people, readings and running effects."""
    now = datetime.now(UTC)
    with closing(sqlite3.connect(database)) as connection, connection:
        for statement in _SCHEMA:
            connection.execute(statement)
        for record in found:
            session = record.treatment.id.hex
            connection.execute("INSERT INTO chair VALUES (?, ?, ?, ?, ?, ?, ?)", (session, *_chair(record)))
            for reading in record.readings:
                _insert(connection, session, reading.taken_at, [getattr(reading, sign) for sign in stock_rows.SIGNS])
            for effect in episodes.running(record, now):
                at = effect.onset_at.timestamp()
                values = (session, at, effect.label, effect.severity and int(effect.severity))
                connection.execute("INSERT INTO effect VALUES (?, ?, ?, ?)", values)


def save_stock(database: Path, session: UUID, number: int) -> None:
    """The same reading on the other side."""
    with closing(sqlite3.connect(database)) as connection, connection:
        _insert(connection, session.hex, datetime.now(UTC), stock_rows.values(number))


def _chair(record: Record) -> tuple[str | float | None, ...]:
    started, patient = course.course(record).started_at, record.patient
    plan = dose.planned(record).mg
    return (
        f"{patient.given_name} {patient.family_name}",
        patient.date_of_birth.isoformat(),
        patient.record_number,
        None if started is None else started.timestamp(),
        record.protocol.planned_minutes,
        record.protocol.name if plan is None else f"{record.protocol.name}, {plan} mg planned",
    )


def _insert(connection: sqlite3.Connection, session: str, at: datetime, values: Sequence[int | None]) -> None:
    places = ", ".join("?" * (2 + len(values)))
    connection.execute(f"INSERT INTO reading VALUES ({places})", (session, at.timestamp(), *values))  # noqa: S608
