"""A patient's history read cold: clustered as the record keeps it, and from a heap with an index.

`python -m tests.bench.cold` prints it alone. The record is of a clinic with twenty sessions a day; among them, over the
same years, lie those of one patient with sixty.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from data.engine import open_record
from data.folder import Folder
from tests.bench import sixty, volume
from tests.bench.peers import heap
from tests.bench.table import Line, Spread, heading

READINGS: Final = 240_000
READS: Final = 20
_TARGET: Final = 0.10
_FIRST: Final = datetime(2018, 1, 2, 9, 10, tzinfo=UTC)  # of those that fill the record the first is a day before
_EVERY: Final = timedelta(days=16, minutes=2)


def compared(folder: Path, readings: int = READINGS, reads: int = READS) -> Sequence[Line]:
    """Milliseconds of a read, and kilobytes from the disk for it; the first read of each is not counted.

    Raises RuntimeError where the two do not read the same number of rows.
    """
    place, beside = folder / "volume" / "data", folder / "volume" / "heap.db"
    volume.fill(place, readings)
    patient = _patient(place)
    record = Folder(place)
    heap.fill(record.database, record.key(new=False), beside)
    sides = ((record.database, "reading"), (beside, heap.TABLE))
    told: list[list[dict[str, float]]] = [[], []]
    for number in range(reads + 1):
        for side in (0, 1) if number % 2 else (1, 0):
            told[side].append(_read(place, *sides[side], patient))
    if {one["rows"] for side in told for one in side} != {sixty.READINGS}:
        raise RuntimeError(f"Not every read found the {sixty.READINGS} readings.")
    took, fetched = ([[one[name] for one in side[1:]] for side in told] for name in ("ms", "bytes"))
    dropped = all(one > 0 for side in fetched for one in side)
    how = "cold history read, from disk" if dropped else "history read, new process alone"
    lines = [Spread(how, "a heap with an index", *took, target=_TARGET)]
    if dropped:
        kilobytes = [[one / 1000 for one in side] for side in fetched]
        lines.append(Spread("the same, kB from disk", "a heap with an index", *kilobytes))
    return lines


def _patient(place: Path) -> str:
    """The patient with sixty sessions, recorded through the data layer; the id as it is stored."""
    database = open_record(Folder(place))
    with database.write() as connection:
        nurse = sixty.somebody(connection)
        patient = sixty.enter(connection, nurse, _FIRST, _EVERY)
    database.close()
    return patient.hex


def _read(place: Path, file: Path, table: str, patient: str) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.bench.cold_read", str(place), str(file), table, patient]
    told = subprocess.run(command, capture_output=True, check=True)
    return dict(json.loads(told.stdout))


def main() -> int:
    """Measures and prints; the exit code says only whether it could be run."""
    print(heading())
    with tempfile.TemporaryDirectory(prefix="chairside-bench-") as folder:
        for line in compared(Path(folder)):
            print(line.line(), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
