"""The database: one writer for the whole process, a pool of readers, both encrypted and durable."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DatabaseError, OperationalError

from data import migrations
from data.folder import Folder, FolderError

BUSY_SECONDS = 5


class BusyError(Exception):
    """Another program holds the database longer than a save waits; nothing was written."""


class FullError(Exception):
    """The disk is full; nothing was written."""


class Database:
    """One open record. `write()` is a whole transaction; `read()` is one consistent look."""

    def __init__(self, path: Path, key: str) -> None:
        """Opens nothing by itself: the first connection does."""
        self._lock = threading.Lock()
        self._writer = _engine(path, key, begin="BEGIN IMMEDIATE", size=1)
        self._readers = _engine(path, key, begin="BEGIN", size=8)

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that commits whole at the end or leaves nothing. Raises BusyError or FullError."""
        with self._lock:
            try:
                with self._writer.begin() as connection:
                    yield connection
            except OperationalError as error:
                raise _plain(error) from error

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A consistent look at the record as it stands."""
        with self._readers.begin() as connection:
            yield connection

    def close(self) -> None:
        """Closes every connection."""
        self._writer.dispose()
        self._readers.dispose()

    @property
    def engine(self) -> Engine:
        """The writer's engine, for migrations and tests."""
        return self._writer


def open_record(folder: Folder) -> Database:
    """Opens the record in `folder`, makes a new one where none ever was, and brings an older schema up to date.

    Raises FolderError with a sentence.
    """
    new = folder.prepare()
    database = Database(folder.database, folder.key(new=new))
    try:
        with database.engine.connect() as connection:
            found = migrations.version(connection)
    except DatabaseError as error:
        database.close()
        raise FolderError(f"{folder.database.name} cannot be read: it is damaged, or the key is another's.") from error
    if found is None and not new:
        database.close()
        raise FolderError(f"{folder.database.name} holds no record of this product: nothing was changed.")
    if found is not None and found not in migrations.KNOWN:
        database.close()
        raise FolderError(f"The record's schema {found} is newer than this program knows: install the newer program.")
    if found != migrations.HEAD:
        migrations.upgrade(database.engine)
    return database


def _engine(path: Path, key: str, *, begin: str, size: int) -> Engine:
    engine = create_engine(
        f"sqlite:///{path}",
        module=sqlcipher3.dbapi2,
        hide_parameters=True,
        pool_size=size,
        max_overflow=0 if size == 1 else 8,
        connect_args={"check_same_thread": False, "isolation_level": None},
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _: object) -> None:  # noqa: ANN401 - the driver has no types
        # The order matters: silence before the key, the key before anything, the patience before the journal.
        for pragma in (
            "cipher_log_level = NONE",
            f"key = \"x'{key}'\"",
            f"busy_timeout = {BUSY_SECONDS * 1000}",
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
            "recursive_triggers = ON",  # without it INSERT OR REPLACE deletes without asking the triggers
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _plain(error: OperationalError) -> Exception:
    words = str(error.orig)
    if "locked" in words or "busy" in words:
        return BusyError("The record is busy with another program.")
    if "full" in words or "disk I/O" in words:
        return FullError("The disk is full: nothing was saved.")
    return error


def intact(database: Database) -> list[str]:
    """What SQLite itself finds wrong with the file; empty when it is sound."""
    with database.read() as connection:
        rows = connection.execute(text("PRAGMA cipher_integrity_check")).scalars().all()
        rows = [*rows, *connection.execute(text("PRAGMA integrity_check")).scalars().all()]
        broken = connection.execute(text("PRAGMA foreign_key_check")).all()
    return [str(row) for row in rows if row != "ok"] + [f"{row[0]}: a reference leads nowhere" for row in broken]
