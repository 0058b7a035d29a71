"""Opening a record: what is made, what is refused with a sentence, and that a refusal changes nothing."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlcipher3.dbapi2

from data import connecting, engine, migrations
from data.engine import Database
from data.folder import Folder, FolderError
from tests import facts
from tests.data import opened


def everything(folder: Folder) -> dict[str, bytes]:
    """Every file beside and inside the folder, byte for byte."""
    home = folder.path.parent
    return {str(path.relative_to(home)): path.read_bytes() for path in home.rglob("*") if path.is_file()}


def flip(path: Path, place: int, length: int = 64) -> None:
    with path.open("r+b") as file:
        file.seek(place)
        old = file.read(length)
        file.seek(place)
        file.write(bytes(byte ^ 0xFF for byte in old))


def key(folder: Folder, content: str) -> None:
    folder.key_file.write_text(content)


def forget(folder: Folder) -> None:
    folder.fingerprint.unlink()
    key(folder, "ab" * 32)


def other_key(folder: Folder) -> None:
    key(folder, "ab" * 32)


def sql(*said: str) -> Callable[[Folder], None]:
    def run(folder: Folder) -> None:
        with opened.plainly(folder) as other:
            for one in said:
                other.execute(one)

    return run


def strangers(folder: Folder) -> None:
    """A sound database of another program, with this record's key."""
    folder.database.unlink()
    sql("CREATE TABLE cooking (recipe TEXT)", "INSERT INTO cooking VALUES ('soup')")(folder)


def empty(folder: Folder) -> None:
    for path in folder.path.iterdir():
        path.unlink()


def plain(folder: Folder) -> None:
    folder.database.unlink()
    with sqlite3.connect(folder.database) as other:
        other.execute("CREATE TABLE alembic_version (version_num TEXT)")
    other.close()


OUT_OF_BOUNDS = (
    "PRAGMA ignore_check_constraints = ON",
    "CREATE TEMP TABLE odd AS SELECT * FROM treatment LIMIT 1",
    "UPDATE odd SET id = 'odd', planned_doses = 99",
    "INSERT INTO treatment SELECT * FROM odd",
)
FAULTS: list[tuple[str, Callable[[Folder], object], str]] = [
    ("the wrong key", other_key, "is not the key that this record was made with"),
    ("the wrong key and no fingerprint", forget, "is damaged, or the key is another's"),
    ("no key", lambda folder: folder.key_file.unlink(), "key file data.key is missing"),
    ("its first bytes flipped", lambda folder: flip(folder.database, 0), "is damaged, or the key is another's"),
    ("bytes flipped in its first page", lambda folder: flip(folder.database, 2000), "is damaged, or the key"),
    ("bytes flipped in its middle", lambda folder: flip(folder.database, 4096 * 20 + 1000), "damaged"),
    (
        "one bit flipped in its last page",
        lambda folder: flip(folder.database, -1 + folder.database.stat().st_size, 1),
        "damaged",
    ),
    ("0 bytes", lambda folder: folder.database.write_bytes(b""), r"is empty \(0 bytes\)"),
    ("half its bytes", lambda folder: folder.database.write_bytes(folder.database.read_bytes()[: 4096 * 9]), "damaged"),
    ("no database", lambda folder: folder.database.unlink(), "is missing, though this folder held a record"),
    ("nothing any more, as where its disk is not mounted", empty, "holds no record, though data.key lies beside it"),
    (
        "words instead of a database",
        lambda folder: folder.database.write_text("words " * 2000),
        "is damaged, or the key",
    ),
    ("a database without encryption", plain, "is damaged, or the key"),
    ("a database of something else", strangers, "holds no record of this product"),
    (
        "a newer schema",
        sql("UPDATE alembic_version SET version_num = '9999'"),
        "schema 9999 is newer than this program",
    ),
    ("a row that its table cannot hold", sql(*OUT_OF_BOUNDS), "is damaged: put the newest backup back"),
    ("no version", sql("DELETE FROM alembic_version"), "holds no record of this product"),
]


@pytest.mark.parametrize(("name", "spoil", "sentence"), FAULTS, ids=[row[0] for row in FAULTS])
def test_what_cannot_be_worked_with_is_refused_with_a_sentence_and_nothing_changes(
    name: str, spoil: Callable[[Folder], object], sentence: str, clinic: Database, folder: Folder
) -> None:
    clinic.close()
    spoil(folder)
    before = everything(folder)
    with pytest.raises(FolderError, match=sentence) as refused:
        engine.open_record(folder)
    assert everything(folder) == before
    assert str(refused.value).endswith(".")


def test_another_program_that_holds_the_record_is_named_as_the_reason(clinic: Database, folder: Folder) -> None:
    clinic.close()
    with opened.plainly(folder) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(FolderError, match="is held by another program"):
            engine.open_record(folder)


def test_a_new_record_has_every_table_a_key_and_a_fingerprint(folder: Folder) -> None:
    database = engine.open_record(folder)
    assert engine.intact(database) == []
    with database.read() as connection:
        assert migrations.version(connection) == migrations.HEAD
    database.close()
    assert sorted(path.name for path in folder.path.iterdir()) == ["chairside.db", "chairside.key-fingerprint"]


def test_a_record_is_opened_again_with_what_was_stored(clinic: Database, folder: Folder) -> None:
    reading = facts.reading(systolic=148, diastolic=92)
    opened.save(clinic, reading)
    clinic.close()
    again = engine.open_record(folder)
    assert opened.record(again).readings == (reading,)
    again.close()


def test_making_a_record_that_was_cut_off_is_finished(folder: Folder) -> None:
    folder.prepare()
    connecting.make_file(folder.database, folder.key(new=True))
    database = engine.open_record(folder)
    assert engine.intact(database) == []
    database.close()
    assert folder.fingerprint.exists()


def test_a_lost_fingerprint_is_written_again(clinic: Database, folder: Folder) -> None:
    said = folder.fingerprint.read_text()
    clinic.close()
    folder.fingerprint.unlink()
    engine.open_record(folder).close()
    assert folder.fingerprint.read_text() == said


def test_a_migration_that_fails_leaves_the_record_as_it_was(folder: Folder) -> None:
    folder.prepare()
    connecting.make_file(folder.database, folder.key(new=True))
    sql("CREATE VIEW patient AS SELECT 1 AS id")(folder)
    before = everything(folder)
    with pytest.raises(FolderError, match=r"could not be brought up to date: .*patient already exists.*Nothing was"):
        engine.open_record(folder)
    assert everything(folder) == before


def test_plain_sqlite_can_read_nothing_of_it(clinic: Database, folder: Folder) -> None:
    opened.save(clinic, facts.note(words="Seen by nobody else"))
    clinic.close()
    whole = b"".join(everything(folder).values())
    assert b"Example" not in whole
    assert b"Seen by nobody" not in whole
    assert not folder.database.read_bytes().startswith(b"SQLite format 3")
    other = sqlite3.connect(folder.database)
    with pytest.raises(sqlite3.DatabaseError, match="not a database"):
        other.execute("SELECT * FROM patient")
    other.close()


def test_the_log_that_is_written_ahead_is_encrypted_too(clinic: Database, folder: Folder) -> None:
    opened.save(clinic, facts.note(words="Seen by nobody else"))
    log = folder.database.with_name("chairside.db-wal").read_bytes()
    assert len(log) > 4096
    assert b"Seen by nobody" not in log


def test_a_wrong_key_says_nothing_on_the_console(
    clinic: Database, folder: Folder, capfd: pytest.CaptureFixture[str]
) -> None:
    clinic.close()
    forget(folder)
    with pytest.raises(FolderError):
        engine.open_record(folder)
    assert capfd.readouterr() == ("", "")


def test_a_database_that_vanishes_under_a_running_server_is_not_made_again(clinic: Database, folder: Folder) -> None:
    clinic.close()
    folder.database.unlink()
    with pytest.raises(Exception, match="unable to open database file"), clinic.write():
        pass
    assert not folder.database.exists()


def test_the_command_line_reads_and_writes_beside_the_server(clinic: Database, folder: Folder) -> None:
    with folder.locked():
        beside = engine.open_record(folder)
        with beside.read() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM patient")
            opened.save(clinic, facts.note())
        opened.save(beside, facts.note())
        assert len(opened.record(clinic).notes) == len(opened.record(beside).notes) == 2
        beside.close()


def test_the_driver_carries_a_sqlite_without_the_fault_of_the_log() -> None:
    assert sqlcipher3.dbapi2.sqlite_version_info >= (3, 51, 3)
