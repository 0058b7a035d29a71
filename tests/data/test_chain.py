"""The chain: each row of the audit follows from the one before it, by whichever process it was written."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from data import chain, proof
from data.engine import Database
from data.folder import Folder
from tests import facts
from tests.data import opened

WRITERS, ROWS, KILLS = 4, 1000, 12

# A process of its own that writes notes until there are enough; it is killed and begun again on the way.
WRITER = """
import sys
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid5
from data import facts as stored
from data.engine import BusyError, Database
from data.folder import Folder
from tests import facts

folder, name, wanted = Folder(Path(sys.argv[1])), sys.argv[2], int(sys.argv[3])
database = Database(folder.database, folder.key(new=False))
print("ready", flush=True)
number = 0
while number < wanted:
    note = facts.note(id=uuid5(UUID(int=7), f"{name}/{number}"), words=f"{name} {number}")
    try:
        with database.write() as connection:
            stored.record(connection, note)
    except BusyError:
        continue
    number += 1
"""


def test_an_empty_chain_has_a_beginning(empty: Database) -> None:
    with empty.read() as connection:
        assert chain.head(connection) == chain.Head(0, chain.BEGINNING)


def test_each_row_names_the_one_before_it_and_its_own_hash(clinic: Database) -> None:
    opened.save(clinic, facts.note(), facts.reading("14:00", pulse=70))
    before = chain.BEGINNING
    for number, row in enumerate(opened.audit(clinic), start=1):
        assert (row["seq"], row["previous"], row["hash"]) == (number, before, chain.sealed(row))
        before = row["hash"]
    with clinic.read() as connection:
        assert chain.head(connection) == chain.Head(number, before)


def test_what_is_not_committed_leaves_no_gap(clinic: Database) -> None:
    def cut_off() -> None:
        with clinic.write() as connection:
            chain.append(connection, {"at": facts.instant("14:00"), "what": "create"})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        cut_off()
    opened.save(clinic, facts.note())
    with clinic.read() as connection:
        assert proof.prove(connection, ()).fault is None


def test_a_column_that_is_added_later_changes_no_hash() -> None:
    row = {"seq": 1, "at": facts.instant("14:00"), "what": "create"}
    assert chain.sealed(row) == chain.sealed(row | {"later": None})
    assert chain.sealed(row) != chain.sealed(row | {"what": "correct"})


def writer(folder: Folder, name: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(folder.path), name, str(ROWS)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2])


def test_four_processes_that_are_killed_on_the_way_leave_one_whole_chain(clinic: Database, folder: Folder) -> None:
    writers = {name: writer(folder, name) for name in map(str, range(WRITERS))}
    for number in range(KILLS):
        name = str(number % WRITERS)
        victim = writers[name]
        assert victim.stdout is not None
        assert victim.stdout.readline() == "ready\n"
        time.sleep(0.05 * (1 + number % 3))  # no state to wait for: the blow is to fall anywhere
        os.kill(victim.pid, signal.SIGKILL)
        victim.communicate()
        writers[name] = writer(folder, name)
    for one in writers.values():
        one.communicate(timeout=240)
        assert one.returncode == 0
    with clinic.read() as connection:
        found = proof.prove(connection, ())
    assert found.fault is None
    assert opened.numbers(clinic)["note"] == WRITERS * ROWS
    assert len([row for row in opened.audit(clinic) if row["kind"] == "note"]) == WRITERS * ROWS
