"""A record of a stated size: encrypted, migrated, with its triggers, filled faster than anybody could enter it.

Twenty sessions are open in it and recorded through the data layer, and so are the patterns of those that ended
(tests/bench/patterns.py); the rest are copies, in the order in which years would have brought them. Their ids rise with
time, as those of UUID version 7 do: at random, each would go to a page of its own, and the filling take hours.
"""

import shutil
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import Connection

from data import acting, connecting, open_treatments, triggers
from data.folder import Folder
from tests import served
from tests.bench import chairs, patterns
from tests.bench.patterns import Cell, Pattern

BYTES_A_READING = 1600  # of the file, its share of everything else included: 1430 measured, and some room
LEAST = 2000  # readings; fewer would be patterns and open sessions alone
PATTERNS = 40
VISITS = 8  # of a patient
_ROUND_DAYS = 120  # each patient comes once in so many days
_FIRST_DAY = date(2018, 1, 1)
_BATCH = 4000  # sessions a transaction
# Nothing reads this file before it is whole, so nothing is kept for the case that it never becomes so.
_PRAGMAS = (*connecting.KEYED, "journal_mode = OFF", "synchronous = OFF", "cache_size = -1000000")


class RoomError(Exception):
    """The disk has no room for the record; the text says how much is wanted."""


@dataclass(frozen=True)
class Filled:
    """What was made: counts, the file's size in bytes and the time it took in seconds."""

    readings: int
    sessions: int
    patients: int
    size: int
    seconds: float


def fill(folder: Path, readings: int, seed: int = 1) -> Filled:
    """Makes the record in this folder, with so many readings (up to a session's fewer); the seed decides the values.

    Raises RoomError before anything is written, ValueError for fewer readings than `LEAST`.
    """
    if readings < LEAST:
        raise ValueError(f"At least {LEAST} readings are wanted.")
    _find_room(folder, readings)
    begun, random = time.monotonic(), Random(seed)
    clinic = served.make(folder)
    with clinic.database.write() as connection:
        known = [patterns.recorded(connection, clinic.nurse, random, number) for number in range(PATTERNS)]
    chairs.fill(clinic)
    clinic.close()
    there = PATTERNS * patterns.READINGS + sum(map(chairs.readings, range(chairs.CHAIRS)))
    sessions = (readings - there) // patterns.READINGS
    patients = -(-sessions // VISITS)
    with _unguarded(folder) as connection:
        for batch in _batches(_copies(known, random, sessions, patients)):
            _insert(connection, batch)
    counts = (there + sessions * patterns.READINGS, sessions + PATTERNS + chairs.CHAIRS)
    size, seconds = Folder(folder).database.stat().st_size, time.monotonic() - begun
    return Filled(*counts, patients + PATTERNS + chairs.CHAIRS, size, seconds)


def wanted(readings: int) -> float:
    """The room that a record of so many readings takes on the disk, in GB (of 10^9 bytes)."""
    return readings * BYTES_A_READING / 1e9


def _find_room(folder: Path, readings: int) -> None:
    there = next(path for path in (folder, *folder.resolve().parents) if path.exists())
    free = shutil.disk_usage(there).free / 1e9
    if free < wanted(readings):
        raise RoomError(f"{readings:,} readings need {wanted(readings):.1f} GB, and {free:.1f} GB are free.")


@contextmanager
def _unguarded(path: Path) -> Iterator[Connection]:
    """The record without its triggers, which would look for each of millions of ids; they are made again at the end."""
    folder = Folder(path)
    opened = connecting.engine(folder.database, folder.key(new=False), begin="BEGIN", size=1, pragmas=_PRAGMAS)
    with opened.connect() as connection:
        names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars().all()
        for name in names:
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        connection.commit()
        yield connection
        triggers.make(connection)
        acting.take(connection, acting.PROGRAM)
        open_treatments.rebuild(connection)
        connection.commit()
    opened.dispose()


Sessions = Iterator[list[tuple[str, list[Cell]]]]


def _copies(known: Sequence[Pattern], random: Random, sessions: int, patients: int) -> Sessions:
    """The rows of each session, a patient's first visit with the patient's own; round after round of all patients."""
    largest = max(pattern.ids for pattern in known)
    ids = _ids(random, patients + sessions * largest)
    people = [next(ids) for _ in range(patients)]
    for number in range(sessions):
        visit, place = divmod(number, patients)
        day = (_FIRST_DAY + timedelta(days=_ROUND_DAYS * (visit + place / patients))).isoformat()
        pattern = random.choice(known)
        rows = list(pattern.person(people[place], day, f"P-{PATTERNS + place:08}")) if visit == 0 else []
        own = [people[place], *(next(ids) for _ in range(pattern.ids - 1))]
        yield rows + [(copied.table, copied.row(own, day)) for copied in pattern.rows]


def _ids(random: Random, count: int) -> Iterator[str]:
    """Ids as they are stored, rising, none twice."""
    step = (1 << 128) // (count + 1)
    bits = step.bit_length() - 1
    for number in range(count):
        yield f"{number * step + random.getrandbits(bits):032x}"


def _batches(sessions: Sessions) -> Iterator[dict[str, list[tuple[Cell, ...]]]]:
    """So many sessions' rows at a time, by table."""
    batch: dict[str, list[tuple[Cell, ...]]] = defaultdict(list)
    for number, rows in enumerate(sessions, start=1):
        for table, row in rows:
            batch[table].append(tuple(row))
        if number % _BATCH == 0:
            yield batch
            batch = defaultdict(list)
    yield batch


def _insert(connection: Connection, batch: dict[str, list[tuple[Cell, ...]]]) -> None:
    for table, rows in batch.items():
        places = ", ".join("?" * len(rows[0]))
        connection.exec_driver_sql(f"INSERT INTO {table} VALUES ({places})", rows)  # noqa: S608 - our own names
    connection.commit()
