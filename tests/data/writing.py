"""A program of its own that saves without a pause, is killed in the midst of it, and begins again.

`python -m tests.data.writing FOLDER KILLS SEED`: each child opens the record and saves reading after reading, writing
the id of each to standard output once it is acknowledged; the parent ends it by SIGKILL at a random moment.
"""

import os
import random
import signal
import sys
import time
from pathlib import Path
from uuid import UUID

from data import engine
from data import facts as stored
from data.folder import Folder
from tests import facts

LONGEST = 0.05  # seconds that a child lives after its first save


def save_for_ever(folder: Path, said: int) -> None:
    """Each save is a reading and its note in one transaction; only then the reading's id is said."""
    database = engine.open_record(Folder(folder))
    while True:
        reading = facts.reading("14:05", systolic=148, diastolic=92)
        note = facts.note(id=UUID(int=reading.id.int ^ 1))
        with database.write() as connection:
            stored.record(connection, reading, line="148/92")
            stored.record(connection, note)
        os.write(said, f"{reading.id}\n".encode())


def kill(folder: Path, kills: int, seed: int) -> None:
    """Starts a child, hears of its first save, waits a random while, kills it, and passes on what it had said."""
    moments = random.Random(seed)
    for _ in range(kills):
        heard, said = os.pipe()
        child = os.fork()
        if child == 0:
            save_for_ever(folder, said)
        os.close(said)
        with os.fdopen(heard, "rb") as lines:
            first = lines.readline()
            time.sleep(moments.uniform(0, LONGEST))
            os.kill(child, signal.SIGKILL)
            _, status = os.waitpid(child, 0)
            os.write(1, first + lines.read())
        if os.WTERMSIG(status) != signal.SIGKILL:
            sys.exit(1)


if __name__ == "__main__":
    kill(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
