"""The chain: each row of the audit follows from the one before it, by whichever process it was written."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from data import chain, proof
from data.engine import Database
from data.folder import Folder
from tests import facts, uncounted
from tests.data import opened

WRITERS, ROWS, KILLS = 4, 1000, 12


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


class Writers:
    """The processes that write, by their names."""

    def __init__(self, folder: Folder) -> None:
        """Nobody writes yet."""
        command = [sys.executable, "-m", "tests.data.chain_writers", str(folder.path), str(ROWS)]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        here, env = Path(__file__).parents[2], uncounted.environment()
        self._parent = subprocess.Popen(command, cwd=here, env=env, **pipes)
        self._ids: dict[str, int] = {}

    def begin(self, name: str) -> None:
        """Lets a process begin to write under this name."""
        assert self._parent.stdin is not None
        self._parent.stdin.write(f"{name}\n")
        self._parent.stdin.flush()

    def kill(self, name: str, after: float) -> None:
        """Kills the one that writes under this name, so long after it began."""
        assert self._parent.stdout is not None
        while name not in self._ids:
            begun, process = self._parent.stdout.readline().split()
            self._ids[begun] = int(process)
        time.sleep(after)  # no state to wait for: the blow is to fall anywhere
        os.kill(self._ids.pop(name), signal.SIGKILL)

    def ended(self) -> Counter[int]:
        """Waits for all of them: how often they ended in which way."""
        said, _ = self._parent.communicate(timeout=240)
        assert self._parent.returncode == 0
        return Counter(int(line) for line in said.splitlines() if " " not in line)


def test_four_processes_that_are_killed_on_the_way_leave_one_whole_chain(clinic: Database, folder: Folder) -> None:
    writers = Writers(folder)
    names = [str(number) for number in range(WRITERS)]
    for name in names:
        writers.begin(name)
    for number in range(KILLS):
        name = names[number % WRITERS]
        writers.kill(name, 0.05 * (1 + number % 3))
        writers.begin(name)
    assert writers.ended() == {0: WRITERS, -signal.SIGKILL: KILLS}
    with clinic.read() as connection:
        found = proof.prove(connection, ())
    assert found.fault is None
    assert opened.numbers(clinic)["note"] == WRITERS * ROWS
    assert len([row for row in opened.audit(clinic) if row["kind"] == "note"]) == WRITERS * ROWS
