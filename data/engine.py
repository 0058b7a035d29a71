"""The database: one writer for the whole process, a pool of readers, both encrypted and durable.

Nothing in a process that has a record open may open the file by other means, not even to copy or hash it: on closing
it, POSIX drops every lock this process holds on it, and the next program to close the record would take the journal
away from under the server. What must read the file goes through SQLite, or through a process of its own.
"""

import hmac
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DatabaseError, OperationalError

from data import acting, connecting, migrations
from data.acting import Acting
from data.folder import Folder, FolderError

BUSY_SECONDS: Final = connecting.BUSY_SECONDS
# A save waits this long for those before it in this process, and then for other programs: the panel waits 8 s for both.
QUEUE_SECONDS: Final = 2.5
# What can be written a little later waits so long, for either: a save never stands behind it while the record is held.
BRIEFLY: Final = 0.25


class BusyError(Exception):
    """Another program holds the database longer than a save waits; nothing was written."""


class FullError(Exception):
    """The disk is full; nothing was written."""


class Database:
    """One open record. `write()` is a whole transaction; `read()` is one consistent look."""

    def __init__(self, path: Path, key: str) -> None:
        """Opens nothing by itself: the first connection does.

        Until it is served to people, whoever opened it acts: the program, who can read the key.
        """
        self._unsaid: Acting | None = acting.PROGRAM
        self._lock = threading.Lock()
        # Of the same key, and no way back to it: what passwords and PINs are keyed with.
        self.secret_key: Final = hmac.digest(bytes.fromhex(key), b"chairside: passwords and PINs", "sha256")
        self._writer = connecting.engine(path, key, begin="BEGIN IMMEDIATE", size=1)
        self._kept: Connection | None = None
        self._readers = connecting.engine(path, key, begin="BEGIN", size=8)

    def attend(self) -> None:
        """From now on a transaction without a person is nobody's: the record is served."""
        self._unsaid = None

    @contextmanager
    def write(self, by: Acting | None = None, *, waits: bool = True) -> Iterator[Connection]:
        """A transaction of this person's that commits whole or leaves nothing. Raises BusyError or FullError.

        `waits` is False for what can be written a little later: it gives up at once where the record is held.
        """
        with self._turn(QUEUE_SECONDS if waits else BRIEFLY):
            try:
                self._kept = self._kept or self._writer.connect()
                acting.take(self._kept, by or self._unsaid)
                with _begun(self._kept, waits=waits):
                    yield self._kept
            except OperationalError as error:
                self._let_go()
                raise _plain(error) from error
            except BaseException:
                self._let_go()
                raise

    @contextmanager
    def _turn(self, seconds: float) -> Iterator[None]:
        """The process's own queue: whoever is stuck at its head must not hold up the others without a word."""
        if not self._lock.acquire(timeout=seconds):
            raise BusyError("The record is busy with another program.")
        try:
            yield
        finally:
            self._lock.release()

    @contextmanager
    def read(self, by: Acting | None = None) -> Iterator[Connection]:
        """A consistent look of this person's at the record as it stands."""
        with self._readers.begin() as connection:
            acting.take(connection, by or self._unsaid)
            yield connection

    def _let_go(self) -> None:
        """The next save takes the connection from the pool again, where it is reset, instead of going on with it."""
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
        """The writer's engine with its one connection free, for migrations and tests; never within a save."""
        with self._lock:
            self._let_go()
        return self._writer


@contextmanager
def _begun(connection: Connection, *, waits: bool) -> Iterator[None]:
    """A transaction that has begun; how long SQLite waits for other programs matters at its beginning alone."""
    if waits:
        with connection.begin():
            yield
        return
    before = connection.connection.driver_connection.execute("PRAGMA busy_timeout").fetchone()[0]  # type: ignore[union-attr]
    _wait_for(connection, min(before, int(BRIEFLY * 1000)))
    try:
        begun = connection.begin()
    finally:
        _wait_for(connection, before)
    with begun:
        yield


def _wait_for(connection: Connection, milliseconds: int) -> None:
    connection.connection.driver_connection.execute(f"PRAGMA busy_timeout = {milliseconds}")  # type: ignore[union-attr]


def open_record(folder: Folder) -> Database:
    """Opens the record in `folder`, makes a new one where none ever was, and brings an older schema up to date.

    Raises FolderError with a sentence; then nothing was changed.
    """
    new = folder.prepare()
    key = folder.key(new=new)
    found = None if new else _look(folder, key)
    if new:
        connecting.make_file(folder.database, key)
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
    name = folder.database.name
    looking = connecting.engine(folder.database, key, begin="BEGIN", size=1, pragmas=connecting.KEYED)
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
