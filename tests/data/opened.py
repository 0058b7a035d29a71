"""A real encrypted record for tests: who works there, a patient with a session, and a plain second connection."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import UUID

import sqlcipher3.dbapi2
from sqlalchemy import Connection, func, select, text

from data import alerts, patients, protocols, records, rows, staff, statements, tables, treatments
from data import facts as stored
from data.engine import Database
from data.folder import Folder
from schemas.alert import AlertEvent
from schemas.assessment import Assessment
from schemas.fact import Fact
from schemas.identity import Demographics
from schemas.record import Record
from schemas.rules import scales
from schemas.statement import Statement
from tests import facts

OTHER_PATIENT, OTHER_TREATMENT = UUID(int=11), UUID(int=31)
BORN = date(1971, 12, 31)


def protocol_id() -> UUID:
    """The infusion that the sessions here follow."""
    return next(one.id for one in protocols.shipped() if one.key == "iv_q10_q15")


def people(connection: Connection) -> None:
    """Two nurses, the shipped protocols, Alice with one session and Otto with another."""
    protocols.store(connection)
    staff.add(connection, facts.staff())
    staff.add(connection, facts.staff("Otto Other", id=facts.OTHER_NURSE, initials="OO", roles=facts.OTTOS))
    patients.register(connection, facts.patient())
    patients.register(
        connection,
        facts.patient(
            id=OTHER_PATIENT, record_number="C-0002", given_name="Otto", family_name="Ort", date_of_birth=BORN
        ),
    )
    treatments.begin(connection, facts.treatment(protocol_id=protocol_id()))
    treatments.begin(
        connection, facts.treatment(id=OTHER_TREATMENT, patient_id=OTHER_PATIENT, protocol_id=protocol_id())
    )


def save(database: Database, *told: Fact, line: str | None = None) -> stored.Receipt:
    """Records the facts in one transaction; the last one's receipt."""
    with database.write() as connection:
        receipts = [stored.record(connection, fact, line=line) for fact in told]
    return receipts[-1]


def say(database: Database, *told: Statement) -> None:
    """Says them in one transaction."""
    with database.write() as connection:
        for one in told:
            more: dict[str, object] = {"search": "found"} if isinstance(one, Demographics) else {}
            more |= {"urgent": scales.tells(one) is not None} if isinstance(one, Assessment) else {}
            statements.say(connection, one, **more)


def keep(database: Database, *events: AlertEvent) -> None:
    """Stores what the rules raised."""
    with database.write() as connection:
        alerts.store(connection, events, facts.PATIENT)


def record(database: Database, treatment: UUID = facts.TREATMENT) -> Record:
    """The session as it lies in the database now."""
    with database.read() as connection:
        found = records.of_treatment(connection, treatment)
    assert found is not None
    return found


def audit(database: Database, object_id: UUID | None = None) -> list[dict[str, Any]]:
    """The rows of the audit, of one object or all, in order."""
    table = tables.METADATA.tables["audit"]
    query = select(table).order_by(table.c.seq)
    if object_id is not None:
        query = query.where(table.c.object_id == object_id)
    with database.read() as connection:
        return [dict(row) for row in connection.execute(query).mappings()]


def numbers(database: Database) -> dict[str, int]:
    """How many rows lie in each table, but for what follows from the others."""
    with database.read() as connection:
        return {
            name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for name, table in tables.METADATA.tables.items()
            if name != "open_treatment"
        }


def fact(database: Database, kind: type[Fact], fact_id: UUID) -> Fact | None:
    """One fact as it lies there."""
    with database.read() as connection:
        return rows.by_id(connection, kind, fact_id)


def pragma(database: Database, name: str, *, writer: bool) -> object:
    """What a pragma says on the writer's or on a reader's connection."""
    with database.write() if writer else database.read() as connection:
        return connection.execute(text(f"PRAGMA {name}")).scalar()


@contextmanager
def plainly(folder: Folder, *, key: str | None = None, timeout: float = 5) -> Iterator[Any]:
    """A second program's connection: its own key pragma and nothing else set."""
    connection = sqlcipher3.dbapi2.connect(str(folder.database), timeout=timeout, isolation_level=None)
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key or folder.key_file.read_text()}'\"")
    try:
        yield connection
    finally:
        connection.close()
