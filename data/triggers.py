"""Triggers that refuse to change or remove a fact, by INSERT OR REPLACE too: one list, made again after migrations."""

from collections.abc import Iterator
from typing import Final

from sqlalchemy import Connection, Table, UniqueConstraint, inspect, text

from data.tables import APPEND_ONLY, METADATA

_GUARDED: Final = tuple(METADATA.tables[str(row.__tablename__)] for row in APPEND_ONLY)


def statements(there: frozenset[str]) -> Iterator[str]:
    """The statements that make all triggers of the tables that are there, each dropped first."""
    for table in _GUARDED:
        if table.name not in there:
            continue
        for name, moment, when in (
            ("no_update", "BEFORE UPDATE", ""),
            ("no_delete", "BEFORE DELETE", ""),
            ("no_replace", "BEFORE INSERT", f"WHEN {' OR '.join(_taken(table))} "),
        ):
            yield f"DROP TRIGGER IF EXISTS {table.name}_{name}"
            yield (
                f"CREATE TRIGGER {table.name}_{name} {moment} ON {table.name} {when}"
                f"BEGIN SELECT RAISE(ABORT, '{table.name}: a fact is never changed'); END"
            )


def make(connection: Connection) -> None:
    """Makes every trigger on this connection, inside its transaction."""
    for statement in statements(frozenset(inspect(connection).get_table_names())):
        connection.execute(text(statement))


def _taken(table: Table) -> Iterator[str]:
    """Conditions under which a new row would take an old one's place: SQLite then deletes without asking a trigger."""
    keys = [tuple(key.columns.keys()) for key in table.constraints if isinstance(key, UniqueConstraint)]
    keys += [tuple(table.primary_key.columns.keys())]
    if table.dialect_options["sqlite"]["with_rowid"]:
        keys.append(("rowid",))
    for key in sorted(key for key in keys if not any(set(shorter) < set(key) for shorter in keys)):
        same = " AND ".join(f"{column} = NEW.{column}" for column in key)
        yield f"EXISTS (SELECT 1 FROM {table.name} WHERE {same})"  # noqa: S608 - our own tables' names
