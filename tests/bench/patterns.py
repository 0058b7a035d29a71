"""Patterns: ended sessions recorded through the data layer, read back as they lie in the file, to be copied from there.

A copy has ids, patient and days of its own; its values, its times of day and what its audit rows say are the pattern's,
the digests in them included.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID, uuid4

from sqlalchemy import Connection

from data import facts, patients, protocols, treatments
from schemas.fact import ClinicalFact
from schemas.reading import Reading
from tests import facts as made

READINGS = 12  # a session: one every ten minutes for two hours
_DAY = made.DAY.isoformat()
_TABLES = ("treatment", "reading", "drug_event", "effect", "effect_change", "treatment_end", "audit")
_EFFECTS = ("dissociation", "dizziness", "drowsiness", "headache", "nausea")
_PERSON = (("patient", "id"), ("audit", "object_id"))
Cell = str | int | float | None
Row = Sequence[Cell]


@dataclass(frozen=True)
class Copied:
    """One stored row: its cells, which of them hold which new id, and which begin with the day."""

    table: str
    cells: Row
    ids: tuple[tuple[int, int], ...]
    times: tuple[tuple[int, str], ...]

    def row(self, ids: Sequence[str], day: str) -> list[Cell]:
        """The row with these ids on this day (both as they are stored)."""
        cells = list(self.cells)
        for place, number in self.ids:
            cells[place] = ids[number]
        for place, rest in self.times:
            cells[place] = day + rest
        return cells


@dataclass(frozen=True)
class Pattern:
    """The rows of one session and its patient's; new id 0 is the patient's, the others are the session's own."""

    rows: tuple[Copied, ...]
    patient: tuple[Copied, ...]
    ids: int
    number: str

    def person(self, patient: str, day: str, number: str) -> Iterator[tuple[str, list[Cell]]]:
        """Table and row of everything stored of a new patient with this record number."""
        for copied in self.patient:
            row = copied.row((patient,), day)
            renamed = (cell.replace(self.number, number) if isinstance(cell, str) else cell for cell in row)
            yield copied.table, list(renamed)


def recorded(connection: Connection, nurse: UUID, random: Random, number: int) -> Pattern:
    """Records one more patient and session through the data layer; the pattern that they make."""
    patient, treatment = made.patient(id=uuid4(), **_person(random, number)), uuid4()
    told = {"treatment_id": treatment, "entered_by": nurse}
    patients.register(connection, patient.model_copy(update={"entered_by": nurse}))
    protocol = next(one.id for one in protocols.shipped() if one.key == "iv_q10_q15")
    begun = {"id": treatment, "patient_id": patient.id, "protocol_id": protocol, "entered_by": nurse}
    treatments.begin(connection, made.treatment("09:00", **begun))
    for fact in _session(random):
        line = "128/76 72 98 14" if isinstance(fact, Reading) else None
        facts.record(connection, fact.model_copy(update=told), line=line)
    return _read(connection, patient.id, treatment, patient.record_number)


def _person(random: Random, number: int) -> dict[str, str]:
    given, family = random.choice(("Ana", "Ben", "Cem", "Dana")), random.choice(("Ortiz", "Haas", "Lind", "Okoro"))
    return {"record_number": f"P-{number:08}", "given_name": given, "family_name": family}


def _session(random: Random) -> Iterator[ClinicalFact]:
    first = made.instant("09:10") + timedelta(minutes=random.randint(0, 200), seconds=random.randint(0, 59))
    weight = round(random.uniform(48, 110), 1)
    yield _reading(random, first, weight_kg=weight)
    start = first + timedelta(minutes=8)
    yield made.event("start", start, dose_mg=round(weight / 2, 1), duration_minutes=40)
    for number in range(1, READINGS):
        yield _reading(random, start + timedelta(minutes=10 * number - 1), moaas=5, dissociation=random.randint(0, 2))
    yield made.event("stop", start + timedelta(minutes=40), stop_says="planned")
    yield from _episode(random, start + timedelta(minutes=random.randint(5, 30)))
    yield made.end(start + timedelta(minutes=10 * READINGS))


def _reading(random: Random, at: datetime, **more: float) -> ClinicalFact:
    systolic = random.randint(105, 155)
    values = {"systolic": systolic, "diastolic": systolic - random.randint(30, 55), "pulse": random.randint(56, 104)}
    return made.reading(at, **values, spo2=random.randint(94, 100), respirations=random.randint(11, 20), **more)


def _episode(random: Random, onset: datetime) -> Iterator[ClinicalFact]:
    effect = made.effect(onset, effect=random.choice(_EFFECTS))
    yield effect
    yield made.change(effect, onset + timedelta(seconds=5), severity=random.choice((1, 1, 1, 2)))
    yield made.change(effect, onset + timedelta(minutes=random.randint(10, 40)), ended=True)


def _read(connection: Connection, patient: UUID, treatment: UUID, number: str) -> Pattern:
    new = {patient.hex: 0, treatment.hex: 1}
    rows = [
        (table, row)
        for table in _TABLES
        for row in _stored(connection, table, "id" if table == "treatment" else "treatment_id", treatment)
    ]
    for table, row in rows:
        if table != "audit":
            new.setdefault(_fact_id(connection, table, row), len(new))
    person = [(table, row) for table, key in _PERSON for row in _stored(connection, table, key, patient)]
    whole, own = (tuple(_copied(table, row, new) for table, row in found) for found in (rows, person))
    return Pattern(whole, own, len(new), number)


def _stored(connection: Connection, table: str, key: str, wanted: UUID) -> list[Row]:
    """The rows as the driver gives them: ids and times are the texts that lie in the file."""
    order = "ORDER BY seq" if table == "audit" else ""
    statement = f"SELECT * FROM {table} WHERE {key} = ? {order}"  # noqa: S608 - our own tables' names
    return [tuple(row) for row in connection.exec_driver_sql(statement, (wanted.hex,))]


def _fact_id(connection: Connection, table: str, row: Row) -> str:
    names = [str(column[1]) for column in connection.exec_driver_sql(f"PRAGMA table_info({table})")]
    return str(row[names.index("id")])


def _copied(table: str, row: Row, new: Mapping[str, int]) -> Copied:
    cells = (None, *row[1:]) if table == "audit" else row  # the audit numbers its rows itself
    texts = [(place, cell) for place, cell in enumerate(cells) if isinstance(cell, str)]
    ids = tuple((place, new[cell]) for place, cell in texts if cell in new)
    times = tuple((place, cell[len(_DAY) :]) for place, cell in texts if cell.startswith(f"{_DAY} "))
    return Copied(table, cells, ids, times)
