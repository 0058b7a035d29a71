"""The database: one writer for the whole process, a pool of readers, both encrypted and durable."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import sqlcipher3.dbapi2
from sqlalchemy import Connection, Engine, QueuePool, create_engine, inspect, text
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
        self._writer = _engine(path, key, begin="BEGIN IMMEDIATE", size=2)
        self._kept: Connection | None = None
        self._readers = _engine(path, key, begin="BEGIN", size=8)

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that commits whole at the end or leaves nothing. Raises BusyError or FullError."""
        with self._lock:
            try:
                self._kept = self._kept or self._writer.connect()
                with self._kept.begin():
                    yield self._kept
            except OperationalError as error:
                self._let_go()
                raise _plain(error) from error
            except BaseException:
                self._let_go()
                raise

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A consistent look at the record as it stands."""
        with self._readers.begin() as connection:
            yield connection

    def _let_go(self) -> None:
        """After a fault the next save begins on a connection that was reset; else it goes on with the one it has."""
        kept, self._kept = self._kept, None
        if kept is not None:
            kept.close()

    def close(self) -> None:
        """Closes every connection."""
        self._let_go()
        self._writer.dispose()
        self._readers.dispose()

    @property
    def engine(self) -> Engine:
        """The writer's engine, for migrations and tests."""
        return self._writer


def open_record(folder: Folder) -> Database:
    """Opens the record in `folder`, makes a new one where none ever was, and brings an older schema up to date.

    Raises FolderError with a sentence; then nothing was changed.
    """
    new = folder.prepare()
    key = folder.key(new=new)
    found = None if new else _look(folder, key)
    if new:
        _make_file(folder.database, key)
    database = Database(folder.database, key)
    with ExitStack() as undo:
        undo.callback(database.close)
        _update(database, folder, found)
        folder.mark(key)
        undo.pop_all()
    return database


def _update(database: Database, folder: Folder, found: str | None) -> None:
    if found == migrations.HEAD:
        return
    try:
        migrations.upgrade(database.engine)
    except DatabaseError as error:
        raise FolderError(
            f"{folder.database.name} could not be brought up to date: {error.orig}. Nothing was changed."
        ) from error


def _look(folder: Folder, key: str) -> str | None:
    """The version of the schema, by a look that changes nothing; None where making the record was cut off.

    Reads every page once, so that a damaged record is not worked with. Raises FolderError.
    """
    name, looking = folder.database.name, _engine(folder.database, key, begin="BEGIN", size=1, pragmas=_KEYED)
    try:
        with looking.connect() as connection:
            found, empty = migrations.version(connection), not inspect(connection).get_table_names()
            known = found in migrations.KNOWN
            damage = _damage(connection) if known else []
    except DatabaseError as error:
        if isinstance(_plain(error), BusyError):
            raise FolderError(f"{name} is held by another program: close that first.") from error
        raise FolderError(f"{name} cannot be read: it is damaged, or the key is another's.") from error
    finally:
        looking.dispose()
    if damage:
        raise FolderError(f"{name} is damaged: put the newest backup back. Nothing was changed.")
    if found is None and (folder.fingerprint.exists() or not empty):
        raise FolderError(f"{name} holds no record of this product: nothing was changed.")
    if found is not None and not known:
        raise FolderError(f"The record's schema {found} is newer than this program knows: install the newer program.")
    return found


def _make_file(path: Path, key: str) -> None:
    """Makes the file; from then on it is opened only where it is, so that one that vanished is not made again."""
    making = _engine(path, key, begin="BEGIN", size=1, mode="rwc")
    making.connect().close()
    making.dispose()


_KEYED: Final = ("cipher_log_level = NONE", "key = \"x'{key}'\"", f"busy_timeout = {BUSY_SECONDS * 1000}")
_DURABLE: Final = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "recursive_triggers = ON",  # without it INSERT OR REPLACE deletes without asking the triggers
)
_PRAGMAS: Final = (*_KEYED, *_DURABLE)  # silence before the key, the key before anything, patience before the journal


def _engine(
    path: Path, key: str, *, begin: str, size: int, mode: str = "rw", pragmas: tuple[str, ...] = _PRAGMAS
) -> Engine:
    address = f"file:{quote(str(path))}?mode={mode}"

    def opened() -> Any:  # noqa: ANN401 - the driver has no types
        connection = sqlcipher3.dbapi2.connect(address, uri=True, check_same_thread=False, isolation_level=None)
        try:
            for pragma in pragmas:
                connection.execute(f"PRAGMA {pragma.format(key=key)}")
        except BaseException:
            connection.close()
            raise
        return connection

    engine = create_engine(
        "sqlite://",
        module=sqlcipher3.dbapi2,
        creator=opened,
        hide_parameters=True,
        poolclass=QueuePool,
        pool_size=size,
        max_overflow=0 if size == 1 else 8,
    )

    def beginning(connection: Any) -> None:  # noqa: ANN401
        connection.execute(begin)

    # In the dialect's own place for it: a listener would slow every statement down, and the driver begins too late.
    engine.dialect.do_begin = beginning  # type: ignore[assignment, method-assign]
    return engine


def _plain(error: DatabaseError) -> Exception:
    words = str(error.orig)
    if "locked" in words or "busy" in words:
        return BusyError("The record is busy with another program.")
    if "full" in words or "disk I/O" in words:
        return FullError("The disk is full: nothing was saved.")
    return error


def intact(database: Database) -> list[str]:
    """What SQLite itself finds wrong with the file; empty when it is sound."""
    try:
        with database.read() as connection:
            rows = connection.execute(text("PRAGMA integrity_check")).scalars().all()
            broken = connection.execute(text("PRAGMA foreign_key_check")).all()
    except DatabaseError as error:
        return [str(error.orig)]
    return [str(row) for row in rows if row != "ok"] + [f"{row[0]}: a reference leads nowhere" for row in broken]


def _damage(connection: Connection) -> list[str]:
    """What a look at every page finds; each is checked against its seal while it is read."""
    return [str(row) for row in connection.execute(text("PRAGMA quick_check")).scalars() if row != "ok"]
