"""One cold read of a patient's readings: `python -m tests.bench.cold_read KEYED_FOLDER FILE TABLE PATIENT`.

A process of its own: it lets the system forget the file, opens it with an empty cache, reads, and prints as JSON the
milliseconds, the rows, and the bytes that came from the disk for it.
"""

import json
import os
import sys
import time
from pathlib import Path

from data import connecting
from data.folder import Folder


def read(folder: Path, file: Path, table: str, patient: str) -> dict[str, float]:
    """The read of all columns, by time; the schema is known before, since one of the files has more tables."""
    _forget(file)
    opened = connecting.engine(file, Folder(folder).key(new=False), begin="BEGIN", size=1)
    with opened.connect() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM sqlite_schema").scalar_one()
        statement = f"SELECT * FROM {table} WHERE patient_id = ? ORDER BY taken_at, id"  # noqa: S608 - our own names
        disk, begun = _from_disk(), time.perf_counter()
        rows = connection.exec_driver_sql(statement, (patient,)).fetchall()
        took = (time.perf_counter() - begun) * 1000
        told = {"ms": took, "rows": float(len(rows)), "bytes": float(_from_disk() - disk)}
    opened.dispose()
    return told


def _forget(file: Path) -> None:
    """Lets the system drop the file's pages from its memory, which the file's owner may (Linux); they are clean."""
    if not hasattr(os, "posix_fadvise"):
        return
    handle = os.open(file, os.O_RDONLY)
    os.fsync(handle)
    os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
    os.close(handle)


def _from_disk() -> int:
    """Bytes that this process has had fetched from a disk; 0 where nobody counts them."""
    counts = Path("/proc/self/io")
    if not counts.exists():
        return 0
    return int(next(line.split()[1] for line in counts.read_text().splitlines() if line.startswith("read_bytes")))


if __name__ == "__main__":
    print(json.dumps(read(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], sys.argv[4])))
