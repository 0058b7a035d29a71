"""Triggers, one list, made again after migrations.

No fact is changed or removed, by INSERT OR REPLACE neither. A signed session takes nothing new but what corrects it or
comes with an addendum, and both make its signatures void: the database itself sees to it, whoever writes.
"""

from collections.abc import Iterator
from typing import Final

from sqlalchemy import Connection, Table, UniqueConstraint, inspect, text

from data.tables import APPEND_ONLY, METADATA, AddendumRow, RetractionRow, SignatureRow, VoidingRow
from data.tables.shape import ClinicalColumns

_GUARDED: Final = tuple(METADATA.tables[str(row.__tablename__)] for row in APPEND_ONLY)
CLINICAL: Final = tuple(str(row.__tablename__) for row in APPEND_ONLY if issubclass(row, ClinicalColumns))
VOIDING: Final = tuple(str(row.__tablename__) for row in (RetractionRow, AddendumRow))  # whatever they say
_SIGNING: Final = frozenset(str(row.__tablename__) for row in (SignatureRow, AddendumRow, VoidingRow))

_ADDENDA: Final = "(SELECT count(*) FROM addendum WHERE treatment_id = NEW.treatment_id)"
_OF_SESSION: Final = "FROM signature WHERE treatment_id = NEW.treatment_id AND about IS NULL"
_VOID: Final = (
    f"INSERT INTO voiding (signature_id, by_id, at) SELECT id, NEW.id, NEW.entered_at {_OF_SESSION} "  # noqa: S608 - ours
    "AND NOT EXISTS (SELECT 1 FROM voiding WHERE signature_id = signature.id);"
)


def statements(there: frozenset[str]) -> Iterator[str]:
    """The statements that make all triggers of the tables that are there, each dropped first."""
    for table in _GUARDED:
        if table.name in there:
            for name, moment, when in (
                ("no_update", "BEFORE UPDATE", ""),
                ("no_delete", "BEFORE DELETE", ""),
                ("no_replace", "BEFORE INSERT", f"WHEN {' OR '.join(_taken(table))} "),
            ):
                never = f"SELECT RAISE(ABORT, '{table.name}: a fact is never changed');"
                yield from _trigger(table.name, name, moment, when, never)
    if there >= _SIGNING:
        yield from _of_signing(there)


def _of_signing(there: frozenset[str]) -> Iterator[str]:
    """What a signed session takes, and what that does to its signatures."""
    closed = f"NEW.replaces IS NULL AND EXISTS (SELECT 1 {_OF_SESSION} AND addenda = {_ADDENDA})"
    for table in sorted(there.intersection(CLINICAL)):
        signed = f"SELECT RAISE(ABORT, '{table}: the session is signed');"
        yield from _trigger(table, "not_when_signed", "BEFORE INSERT", f"WHEN {closed} ", signed)
        yield from _trigger(table, "voids", "AFTER INSERT", "WHEN NEW.replaces IS NOT NULL ", _VOID)
    for table in VOIDING:
        yield from _trigger(table, "voids", "AFTER INSERT", "", _VOID)
    # A signature that has not seen every addendum would leave the session open behind it.
    late = f"WHEN NEW.about IS NULL AND NEW.addenda <> {_ADDENDA} "
    told = "SELECT RAISE(ABORT, 'signature: an addendum came before it');"
    yield from _trigger("signature", "sees_addenda", "BEFORE INSERT", late, told)


def make(connection: Connection) -> None:
    """Makes every trigger on this connection, inside its transaction."""
    for statement in statements(frozenset(inspect(connection).get_table_names())):
        connection.execute(text(statement))


def _trigger(table: str, name: str, moment: str, when: str, does: str) -> Iterator[str]:
    yield f"DROP TRIGGER IF EXISTS {table}_{name}"
    yield f"CREATE TRIGGER {table}_{name} {moment} ON {table} {when}BEGIN {does} END"


def _taken(table: Table) -> Iterator[str]:
    """Conditions under which a new row would take an old one's place: SQLite then deletes without asking a trigger."""
    keys = [tuple(key.columns.keys()) for key in table.constraints if isinstance(key, UniqueConstraint)]
    keys += [tuple(table.primary_key.columns.keys())]
    if table.dialect_options["sqlite"]["with_rowid"]:
        keys.append(("rowid",))
    for key in sorted(key for key in keys if not any(set(shorter) < set(key) for shorter in keys)):
        same = " AND ".join(f"{column} = NEW.{column}" for column in key)
        yield f"EXISTS (SELECT 1 FROM {table.name} WHERE {same})"  # noqa: S608 - our own tables' names
