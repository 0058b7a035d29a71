"""The earlier readings of a session on both sides, and how they get into the stock page's database."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

SIGNS = ("systolic", "diastolic", "pulse", "spo2", "respirations")


def values(number: int) -> tuple[int, int, int, int, int]:
    """The signs of the earlier reading of this number: plausible, and none like its neighbours."""
    return 118 + number % 5, 74 + number % 4, 68 + number % 6, 96 + number % 3, 14 + number % 4


def earlier(database: Path, session: str, count: int) -> None:
    """Puts so many readings, eight minutes apart, into a session of the stock page."""
    columns = ", ".join(("session", "at", *SIGNS))
    places = ", ".join("?" * (2 + len(SIGNS)))
    with closing(sqlite3.connect(database)) as connection, connection:
        for number in range(count):
            at = time.time() - (140 - 8 * number) * 60
            connection.execute(f"INSERT INTO reading ({columns}) VALUES ({places})", (session, at, *values(number)))  # noqa: S608
