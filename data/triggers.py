"""Triggers that refuse to change or remove a fact, by INSERT OR REPLACE too: one list, made again after migrations."""

from collections.abc import Iterator

from sqlalchemy import Connection, text

from data.tables import APPEND_ONLY

_WHERE_THERE = "WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key}) "


def statements() -> Iterator[str]:
    """The statements that make all triggers, each dropped first so that making them again changes nothing."""
    for row in APPEND_ONLY:
        table = row.__tablename__
        key = "seq" if table == "audit" else "id"
        for name, moment, when in (
            ("no_update", "BEFORE UPDATE", ""),
            ("no_delete", "BEFORE DELETE", ""),
            ("no_replace", "BEFORE INSERT", _WHERE_THERE.format(table=table, key=key)),
        ):
            yield f"DROP TRIGGER IF EXISTS {table}_{name}"
            yield (
                f"CREATE TRIGGER {table}_{name} {moment} ON {table} {when}"
                f"BEGIN SELECT RAISE(ABORT, '{table}: a fact is never changed'); END"
            )


def make(connection: Connection) -> None:
    """Makes every trigger on this connection, inside its transaction."""
    for statement in statements():
        connection.execute(text(statement))
