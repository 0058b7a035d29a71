"""The migrations make the tables that the code knows, with their triggers, from nothing and back again."""

from pathlib import Path

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from data import connecting, migrations, tables, triggers
from data.engine import Database
from data.folder import Folder, FolderError
from tests import facts
from tests.data import opened


def schema(connection: Connection) -> dict[tuple[str, str], list[str]]:
    """Every table, index and trigger with the lines of its statement; in which order constraints stand says nothing."""
    said = text(
        "SELECT type, name, sql FROM sqlite_master"
        " WHERE sql IS NOT NULL AND name NOT LIKE 'alembic%' AND name NOT LIKE 'sqlite%'"
    )
    found = {}
    for kind, name, sql in connection.execute(said):
        lines = (line.strip().rstrip(",") for line in sql.replace('"', "").splitlines())
        found[kind, name] = sorted(line for line in lines if line)
    return found


def test_the_migrations_make_the_same_as_the_tables_themselves(empty: Database, tmp_path: Path) -> None:
    folder = Folder(tmp_path / "other")
    folder.prepare()
    key = folder.key(new=True)
    connecting.make_file(folder.database, key)
    plain = Database(folder.database, key)
    with plain.write() as connection:
        tables.METADATA.create_all(connection)
        triggers.make(connection)
    with empty.read() as migrated, plain.read() as made:
        found = schema(migrated)
        assert found == schema(made)
    plain.close()
    assert {kind for kind, _ in found} == {"table", "index", "trigger"}
    assert (
        len([name for kind, name in found if kind == "trigger"])
        == 3 * len(tables.APPEND_ONLY) + 2 * len(triggers.CLINICAL) + len(triggers.VOIDING) + 1
    )
    assert "WITHOUT ROWID" in found["table", "reading"]


def test_alembic_finds_nothing_to_do(empty: Database) -> None:
    migrations.check(empty.engine)


def test_what_alembic_does_not_know_it_finds(empty: Database) -> None:
    with empty.write() as connection:
        connection.execute(text("ALTER TABLE draft ADD COLUMN more VARCHAR"))
    with pytest.raises(Exception, match="New upgrade operations detected"):
        migrations.check(empty.engine)


def test_down_and_up_again_is_the_same_with_every_trigger(empty: Database) -> None:
    with empty.read() as connection:
        before = schema(connection)
    migrations.downgrade(empty.engine, "base")
    with empty.read() as connection:
        assert migrations.version(connection) is None
        assert schema(connection) == {}
    migrations.upgrade(empty.engine)
    with empty.read() as connection:
        assert migrations.version(connection) == migrations.HEAD
        assert schema(connection) == before
    with empty.write() as connection:
        opened.people(connection)
    with pytest.raises(IntegrityError, match="never changed"), empty.write() as connection:
        connection.execute(text("DELETE FROM patient"))


def test_triggers_that_a_rebuild_dropped_are_made_again(empty: Database) -> None:
    with empty.write() as connection:
        before = schema(connection)
        connection.execute(text("DROP TRIGGER reading_no_update"))
    migrations.upgrade(empty.engine)
    with empty.read() as connection:
        assert schema(connection) == before


def test_a_migration_that_leaves_a_reference_to_nowhere_is_undone(clinic: Database, folder: Folder) -> None:
    with opened.plainly(folder) as other:
        other.execute("INSERT INTO tablet_token (token_sha256, tablet_id) VALUES (?, ?)", ("0" * 32, "f" * 32))
        other.execute("DROP TRIGGER note_no_update")
    with pytest.raises(FolderError, match="1 references that lead nowhere"):
        migrations.upgrade(clinic.engine)
    with opened.plainly(folder) as other:
        assert other.execute("SELECT 1 FROM sqlite_master WHERE name = 'note_no_update'").fetchone() is None
    assert opened.pragma(clinic, "foreign_keys", writer=True) == 1
    opened.save(clinic, facts.note())


def test_every_version_of_the_folder_is_known_in_order() -> None:
    found = sorted(path.name for path in (Path(migrations.__file__).parent / "versions").glob("*.py"))
    assert tuple(name[:4] for name in found) == migrations.KNOWN
