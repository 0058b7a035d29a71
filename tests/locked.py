"""A second program that holds the record, and a disk that takes nothing more: both real, beside a running server."""

import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from data.folder import Folder

_HOLDER = """
import sys, time, sqlcipher3.dbapi2
path, key, seconds = sys.argv[1], sys.argv[2], float(sys.argv[3])
connection = sqlcipher3.dbapi2.connect(path, isolation_level=None)
connection.execute("PRAGMA cipher_log_level = NONE")
connection.execute(f"PRAGMA key = \\"x'{key}'\\"")
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
time.sleep(seconds)
connection.execute("ROLLBACK")
"""


@contextmanager
def held(folder: Folder, seconds: float) -> Iterator[None]:
    """A process of its own holds the write lock for that long, at most until the block ends."""
    command = [sys.executable, "-c", _HOLDER, str(folder.database), folder.key_file.read_text(), str(seconds)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        yield
        holder.send_signal(signal.SIGTERM)


@contextmanager
def full(pid: int) -> Iterator[None]:
    """The running process can write no byte to any file: Linux's own limit of file sizes, set from outside.

    SQLite's limit of pages belongs to one connection and cannot be reached from another process.
    """
    before = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, before)
