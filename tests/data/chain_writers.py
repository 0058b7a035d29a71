"""Processes that write into one record at once, to be killed: `python -m tests.data.chain_writers FOLDER ROWS`.

The program is loaded once. For each name on its standard input a process of its own writes notes until there are ROWS
of that name, and says its name and id when it begins. At the end of the input all are waited for, and it is said how
each ended: 0, or less the signal.
"""

import os
import sys
from pathlib import Path
from uuid import UUID, uuid5

from data import facts as stored
from data.engine import BusyError, Database
from data.folder import Folder
from tests import facts


def write(folder: Folder, name: str, rows: int) -> None:
    """Writes this name's notes; those that are there already are not written again."""
    database = Database(folder.database, folder.key(new=False))
    say(f"{name} {os.getpid()}")
    number = 0
    while number < rows:
        note = facts.note(id=uuid5(UUID(int=7), f"{name}/{number}"), words=f"{name} {number}")
        try:
            with database.write() as connection:
                stored.record(connection, note)
        except BusyError:
            continue
        number += 1


def say(line: str) -> None:
    """One line, whole, whoever else is speaking."""
    os.write(1, f"{line}\n".encode())


def begin(folder: Folder, rows: int) -> None:
    """One writer for each line, and how they ended."""
    begun = 0
    for line in sys.stdin:
        begun += 1
        if os.fork() == 0:
            write(folder, line.strip(), rows)
            os._exit(0)
    for _ in range(begun):
        say(str(os.waitstatus_to_exitcode(os.wait()[1])))


if __name__ == "__main__":
    begin(Folder(Path(sys.argv[1])), int(sys.argv[2]))
