"""A save without a data layer: the statements of a real one, run again on the bare driver with the same settings."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2

from data import engine


@dataclass(frozen=True)
class Statement:
    """The text as the driver received it, and its values."""

    text: str
    values: Any


class Raw:
    """One bare connection to a record."""

    def __init__(self, path: Path, key: str) -> None:
        self.connection = sqlcipher3.dbapi2.connect(str(path), isolation_level=None, check_same_thread=False)
        for pragma in (
            "cipher_log_level = NONE",
            f"key = \"x'{key}'\"",
            f"busy_timeout = {engine.BUSY_SECONDS * 1000}",
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
            "recursive_triggers = ON",
        ):
            self.connection.execute(f"PRAGMA {pragma}")

    def run(self, statements: Sequence[Statement]) -> None:
        """Runs the statements in one transaction, every answer read to its end."""
        self.connection.execute("BEGIN IMMEDIATE")
        for statement in statements:
            self.connection.execute(statement.text, statement.values).fetchall()
        self.connection.execute("COMMIT")

    def close(self) -> None:
        """Closes the connection."""
        self.connection.close()
