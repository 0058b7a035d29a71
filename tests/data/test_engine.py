"""The database under stress: how each connection is set, locked by others, full, killed, and used by many at once."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from data import engine
from data import facts as stored
from data.engine import BusyError, Database, FullError
from data.folder import Folder
from tests import facts, uncounted
from tests.data import opened

PRAGMAS = [
    ("journal_mode", "wal"),
    ("synchronous", 2),  # FULL
    ("foreign_keys", 1),
    ("recursive_triggers", 1),
    ("busy_timeout", 5000),
]
HOLDER = """
import sys, time, sqlcipher3.dbapi2
path, key, seconds = sys.argv[1], sys.argv[2], float(sys.argv[3])
connection = sqlcipher3.dbapi2.connect(path, isolation_level=None)
connection.execute(f"PRAGMA key = \\"x'{key}'\\"")
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
time.sleep(seconds)
connection.execute("ROLLBACK")
"""
KILLS, SEED = 50, 20260302


@pytest.mark.parametrize("writer", [True, False], ids=["writer", "reader"])
@pytest.mark.parametrize(("name", "value"), PRAGMAS)
def test_every_connection_is_set_for_durability(name: str, value: object, writer: bool, empty: Database) -> None:
    assert opened.pragma(empty, name, writer=writer) == value


def test_a_look_is_consistent_while_another_writes(clinic: Database) -> None:
    with clinic.read() as connection:
        count = text("SELECT count(*) FROM note")
        assert connection.execute(count).scalar() == 0
        opened.save(clinic, facts.note())
        assert connection.execute(count).scalar() == 0
    assert len(opened.record(clinic).notes) == 1


def test_a_transaction_that_fails_leaves_nothing_and_the_next_one_works(clinic: Database) -> None:
    before = opened.numbers(clinic)

    def fail() -> None:
        with clinic.write() as connection:
            stored.record(connection, facts.note())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert opened.numbers(clinic) == before
    assert opened.save(clinic, facts.note()).created


@contextmanager
def held(folder: Folder, seconds: float) -> Iterator[None]:
    """A real second program holds the write lock for that long."""
    command = [sys.executable, "-c", HOLDER, str(folder.database), folder.key_file.read_text(), str(seconds)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        try:
            assert holder.stdout.readline() == "held\n"
            yield
        finally:
            holder.terminate()


def test_a_save_waits_for_another_program_that_writes_for_three_seconds(clinic: Database, folder: Folder) -> None:
    note = facts.note()
    begun = time.monotonic()  # before it is held: however late this process goes on, it waited as long as it was held
    with held(folder, 3):
        assert opened.save(clinic, note).created
        assert time.monotonic() - begun >= 3
    assert opened.record(clinic).notes == (note,)


def test_another_program_that_writes_for_longer_is_an_answer_and_nothing_is_written(
    clinic: Database, folder: Folder
) -> None:
    before, note = opened.numbers(clinic), facts.note()
    with held(folder, 60):
        begun = time.monotonic()
        with pytest.raises(BusyError, match="busy with another program"):
            opened.save(clinic, note)
        assert engine.BUSY_SECONDS - 1 < time.monotonic() - begun < engine.BUSY_SECONDS + 4
        assert opened.numbers(clinic) == before, "reading goes on"
    assert opened.save(clinic, note).created


def test_what_can_be_written_later_gives_up_at_once_and_leaves_the_next_save_its_patience(
    clinic: Database, folder: Folder
) -> None:
    note = facts.note()
    with held(folder, 60):
        begun = time.monotonic()
        with pytest.raises(BusyError, match="busy with another program"), clinic.write(waits=False):
            pass
        assert time.monotonic() - begun < 2
        assert opened.pragma(clinic, "busy_timeout", writer=False) == engine.BUSY_SECONDS * 1000
    with held(folder, 2):
        assert opened.save(clinic, note).created, "it waits until the other program is done"
    with clinic.write(waits=False) as connection:
        assert stored.record(connection, facts.note()).created


def test_what_can_be_written_later_never_stands_behind_a_save_that_is_stuck(clinic: Database) -> None:
    inside, free = threading.Event(), threading.Event()

    def stuck() -> None:
        with clinic.write():
            inside.set()
            free.wait(10)

    first = threading.Thread(target=stuck)
    first.start()
    try:
        assert inside.wait(5)
        with pytest.raises(BusyError, match="busy with another program"), clinic.write(waits=False):
            pass
        assert first.is_alive()
    finally:
        free.set()
        first.join()


def test_who_waits_behind_a_save_that_is_stuck_is_answered_in_time_too(
    clinic: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "QUEUE_SECONDS", 0.2)
    inside, free = threading.Event(), threading.Event()

    def stuck() -> None:
        with clinic.write():
            inside.set()
            free.wait(10)

    first = threading.Thread(target=stuck)
    first.start()
    try:
        assert inside.wait(5)
        with pytest.raises(BusyError, match="busy with another program"), clinic.write() as connection:
            stored.record(connection, facts.note())
    finally:
        free.set()
        first.join()
    with clinic.write() as connection:
        assert stored.record(connection, facts.note()).created
    assert len(opened.record(clinic).notes) == 1


def test_a_full_disk_is_an_answer_nothing_is_half_saved_and_it_works_again(clinic: Database) -> None:
    """The disk is full by SQLite's own limit of pages: no more than there are now."""
    with clinic.write() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar()
        connection.execute(text(f"PRAGMA max_page_count = {pages}"))
    saved: list[UUID] = []

    def fill() -> None:
        while len(saved) < 1000:
            note = facts.note(words="x" * 2000)
            opened.save(clinic, facts.reading(id=UUID(int=note.id.int ^ 1), pulse=70), note)
            saved.append(note.id)

    with pytest.raises(FullError, match="disk is full: nothing was saved"):
        fill()
    with pytest.raises(FullError):
        opened.save(clinic, facts.note(words="y" * 2000))
    assert [note.id for note in opened.record(clinic).notes] == sorted(saved)
    assert len(opened.record(clinic).readings) == len(saved)
    assert engine.intact(clinic) == []
    with clinic.write() as connection:
        connection.execute(text("PRAGMA max_page_count = 4294967294"))
    assert opened.save(clinic, facts.note(words="z" * 2000)).created


def test_a_fault_of_another_kind_stays_what_it_is(clinic: Database) -> None:
    with pytest.raises(OperationalError, match="no such table"), clinic.write() as connection:
        connection.execute(text("SELECT * FROM cooking"))


def test_what_was_acknowledged_is_there_once_after_fifty_real_kills(clinic: Database, folder: Folder) -> None:
    clinic.close()
    command = [sys.executable, "-m", "tests.data.writing", str(folder.path), str(KILLS), str(SEED)]
    here, env = Path(__file__).parents[2], uncounted.environment()
    ran = subprocess.run(command, cwd=here, env=env, capture_output=True, text=True, check=True, timeout=120)
    acknowledged = [UUID(line) for line in ran.stdout.split()]
    assert len(acknowledged) > KILLS
    again = engine.open_record(folder)
    assert engine.intact(again) == []
    record = opened.record(again)
    assert {one.id for one in record.readings} >= set(acknowledged)
    assert len(record.readings) <= len(acknowledged) + KILLS, "at most the save that was under way when it was killed"
    assert {one.id.int for one in record.notes} == {one.id.int ^ 1 for one in record.readings}, "whole or not at all"
    assert len(opened.audit(again)) == sum(opened.numbers(again)[name] for name in ("note", "reading")) + 6
    assert opened.save(again, record.readings[0]) == stored.Receipt(record.readings[0], created=False)
    again.close()


@pytest.mark.usefixtures("patience")
def test_eight_people_save_at_once_and_nothing_is_lost_or_twice(clinic: Database) -> None:
    start = threading.Barrier(8)

    def save(number: int) -> list[UUID]:
        start.wait()
        notes = [facts.note(words=f"{number}") for _ in range(20)]
        for note in notes:
            assert opened.save(clinic, note).created
            assert note in opened.record(clinic).notes
        return [note.id for note in notes]

    with ThreadPoolExecutor(8) as pool:
        told = [one for ids in pool.map(save, range(8)) for one in ids]
    assert sorted(told) == sorted(note.id for note in opened.record(clinic).notes)
    assert len(told) == 160
    assert [row["seq"] for row in opened.audit(clinic)] == list(range(1, 167))


@pytest.mark.usefixtures("patience")
@pytest.mark.parametrize("contents", [1, 2], ids=["the same draft", "one id with two contents"])
def test_one_id_from_eight_tabs_at_once_is_stored_once(contents: int, clinic: Database) -> None:
    start, shared = threading.Barrier(8), uuid4()

    def save(number: int) -> str:
        start.wait()
        try:
            receipt = opened.save(clinic, facts.reading(id=shared, pulse=70 + number % contents))
        except stored.ConflictError:
            return "conflict"
        return "created" if receipt.created else "known"

    with ThreadPoolExecutor(8) as pool:
        answers = sorted(pool.map(save, range(8)))
    assert answers.count("created") == 1
    assert answers.count("conflict") == (0 if contents == 1 else 4)
    assert len(opened.record(clinic).readings) == 1


def test_a_sound_record_is_intact(clinic: Database) -> None:
    assert engine.intact(clinic) == []


@pytest.mark.parametrize("place", [100, 4096 * 3, -8000], ids=["first page", "an early page", "a late page"])
def test_damage_under_a_running_server_is_named(place: int, clinic: Database, folder: Folder) -> None:
    opened.save(clinic, *(facts.note(words="x" * 2000) for _ in range(50)))
    clinic.close()
    with folder.database.open("r+b") as file:
        file.seek(place if place >= 0 else folder.database.stat().st_size + place)
        file.write(b"\0" * 100)
    beside = Database(folder.database, folder.key(new=False))
    assert engine.intact(beside) != []
    beside.close()


def test_a_reference_to_nowhere_is_named(clinic: Database, folder: Folder) -> None:
    with opened.plainly(folder) as other:
        other.execute("INSERT INTO tablet_token (token_sha256, tablet_id) VALUES (?, ?)", ("x", uuid4().hex))
    assert engine.intact(clinic) == ["tablet_token: a reference leads nowhere"]


def test_an_error_names_no_value(clinic: Database) -> None:
    with pytest.raises(OperationalError) as raised, clinic.write() as connection:
        connection.execute(text("SELECT :name FROM cooking"), {"name": "Alice Example"})
    assert "Alice" not in str(raised.value)
