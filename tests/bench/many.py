"""The same queries on a small and on a large record, in milliseconds.

`python -m tests.bench.many --readings 20000000 --folder DIR` fills both records in DIR unless they lie there already,
and leaves them; without a folder they are made in a temporary one and removed. It says first how much room is wanted.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from uuid import UUID

from sqlalchemy import Connection

from app.shelf import Shelf
from data import audit, records, treatments
from data.engine import Database
from data.folder import Folder
from tests.bench import volume
from tests.bench.table import Compared, heading

SMALL, LARGE = 167_000, 20_000_000
SAMPLES = 200
LIMIT_S = 60.0  # a line of the table: a query that has become slow is seen after a few times as well
_LEAST = 5
_TARGET = 1.5


Chosen = tuple[UUID, UUID]  # a session and its patient


class Opened:
    """A filled record as the product's readers have it open, and what is asked for in it by chance."""

    def __init__(self, folder: Path, seed: int = 1) -> None:
        """Opens it without the look at every page with which the product begins."""
        of = Folder(folder)
        self.database = Database(of.database, of.key(new=False))
        self.shelf = Shelf()
        with self.database.read() as connection:
            self.chosen = tuple(_chosen(connection, Random(seed)))


def _chosen(connection: Connection, random: Random) -> Iterator[Chosen]:
    """As many as there are samples; all before any is timed, since choosing one reads a part of it."""
    last = int(connection.exec_driver_sql("SELECT max(rowid) FROM treatment").scalar_one())
    for _ in range(SAMPLES + 1):
        statement = "SELECT id, patient_id FROM treatment WHERE rowid = ?"
        session, patient = connection.exec_driver_sql(statement, (random.randint(1, last),)).one()
        yield UUID(session), UUID(patient)


def newest(_: Opened, connection: Connection, __: Chosen) -> None:
    """What a poll that is answered 304 asks."""
    audit.newest(connection)


def open_ones(_: Opened, connection: Connection, __: Chosen) -> None:
    """The first thing that a board asks."""
    treatments.open_ones(connection)


def board(_: Opened, connection: Connection, __: Chosen) -> None:
    """All that a board asks before any session lies on the shelf."""
    for one in treatments.open_ones(connection):
        records.of_treatment(connection, one.id)
    audit.newest(connection)


def shelved(opened: Opened, connection: Connection, _: Chosen) -> None:
    """All that a board asks from its second look on."""
    for one in treatments.open_ones(connection):
        opened.shelf.record(connection, one.id)
    audit.newest(connection)


def session(_: Opened, connection: Connection, chosen: Chosen) -> None:
    """A session that nobody looked at lately."""
    records.of_treatment(connection, chosen[0])


def patient(_: Opened, connection: Connection, chosen: Chosen) -> None:
    """All sessions of a patient whom nobody looked at lately."""
    records.of_patient(connection, chosen[1])


Look = Callable[[Opened, Connection, Chosen], None]
LOOKS: tuple[tuple[str, Look], ...] = (
    ("newest audit row", newest),
    ("open sessions", open_ones),
    ("board, nothing shelved", board),
    ("board, all on the shelf", shelved),
    ("a session's record", session),
    ("a patient's records", patient),
)


def compared(folder: Path, readings: int = LARGE, small: int = SMALL) -> list[Compared]:
    """Every look at both records in turn; what is printed as Chairside is the large one, as its peer the small one.

    Raises volume.RoomError before anything is written.
    """
    sides = [Opened(_record(folder, count)) for count in (small, readings)]
    lines = []
    for what, look in LOOKS:
        few, many = _timed(look, sides)
        lines.append(Compared(what, f"{small:,} readings", many, few, target=_TARGET))
    for side in sides:
        side.database.close()
    return lines


def _record(folder: Path, count: int) -> Path:
    """The data folder of the record of this size, filled unless it is there."""
    place = folder / str(count) / "data"
    if not place.exists():
        made = volume.fill(place, count)
        print(
            f"{made.readings:,} readings, {made.sessions:,} sessions, {made.patients:,} patients: "
            f"{made.size / 1e9:.2f} GB in {made.seconds:.0f} s",
            flush=True,
        )
    return place


def _timed(look: Look, sides: Sequence[Opened]) -> list[list[float]]:
    """Milliseconds a look on each side; the first one is not counted."""
    samples: list[list[float]] = [[] for _ in sides]
    until = time.monotonic() + LIMIT_S
    for number in range(SAMPLES + 1):
        if number > _LEAST and time.monotonic() > until:
            break
        for side, kept in zip(sides, samples, strict=True):
            kept.append(_once(look, side, side.chosen[number]))
    return [kept[1:] for kept in samples]


def _once(look: Look, side: Opened, chosen: Chosen) -> float:
    begun = time.perf_counter()
    with side.database.read() as connection:
        look(side, connection, chosen)
    return (time.perf_counter() - begun) * 1000


def main(words: Sequence[str]) -> int:
    """Fills, measures and prints; exit code 1 where the disk has no room."""
    asked = argparse.ArgumentParser(description="The same queries on a small and on a large record.")
    asked.add_argument("--readings", type=int, default=LARGE, help="in the large record")
    asked.add_argument("--beside", type=int, default=SMALL, help="in the small one")
    asked.add_argument("--folder", type=Path, help="where the records are kept; a temporary folder without it")
    told = asked.parse_args(words)
    print(f"{told.readings + told.beside:,} readings take about {volume.wanted(told.readings + told.beside):.1f} GB.")
    try:
        with tempfile.TemporaryDirectory(prefix="chairside-bench-") as temporary:
            lines = compared(told.folder or Path(temporary), told.readings, told.beside)
    except volume.RoomError as error:
        print(error)
        return 1
    print(heading())
    for line in lines:
        print(line.line())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
