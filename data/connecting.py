"""Connecting: how one connection to the encrypted file is opened and set, and how its transactions begin."""

from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import sqlcipher3.dbapi2
from sqlalchemy import Engine, QueuePool, create_engine

BUSY_SECONDS: Final = 5
KEYED: Final = ("cipher_log_level = NONE", "key = \"x'{key}'\"", f"busy_timeout = {BUSY_SECONDS * 1000}")
_DURABLE: Final = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "recursive_triggers = ON",  # without it INSERT OR REPLACE deletes without asking the triggers
)
_PRAGMAS: Final = (*KEYED, *_DURABLE)  # silence before the key, the key before anything, patience before the journal


def engine(
    path: Path, key: str, *, begin: str, size: int, mode: str = "rw", pragmas: tuple[str, ...] = _PRAGMAS
) -> Engine:
    """A pool of at most `size` connections to the file (one, or eight more when they are many).

    `begin` starts each transaction; `mode` "rw" opens only a file that is there, "rwc" makes one; `pragmas` are said in
    their order on every new connection, `{key}` in them being the key.
    """
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

    made = create_engine(
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
    made.dialect.do_begin = beginning  # type: ignore[assignment, method-assign]
    return made


def make_file(path: Path, key: str) -> None:
    """Makes the file; from then on it is opened only where it is, so that one that vanished is not made again."""
    making = engine(path, key, begin="BEGIN", size=1, mode="rwc")
    making.connect().close()
    making.dispose()
