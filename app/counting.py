"""Counting: what the clinic's own figures are made of is worked out after the saves, never in one.

A few sessions at a time are read and counted, and then kept in a short transaction that gives up at once where the
record is held: a save never stands behind it. It is the program that does this, for everybody: who may see whose
sessions is asked where they are added up.
"""

import time
from collections.abc import Callable
from typing import Final

from app import clinic
from data import acting, outcomes
from data.engine import BusyError, Database, FullError

AT_ONCE: Final = 10  # sessions a transaction
HELD: Final = "the record is held by another program, or the disk is full. Try again in a minute."
_SECONDS: Final = 5.0  # of each minute, while anything waits


def look(database: Database) -> int:
    """Marks what changed since the last look; answers how many sessions wait. Raises BusyError or FullError."""
    with database.read(acting.PROGRAM) as connection:
        if not outcomes.is_behind(connection):
            return outcomes.waiting(connection)
    with database.write(acting.PROGRAM, waits=False) as connection:
        return outcomes.look(connection)


def step(database: Database) -> int:
    """Works out a few of the sessions that wait; answers how many it read. Raises BusyError or FullError."""
    with database.read(acting.PROGRAM) as connection:
        worked = outcomes.work_out(connection, AT_ONCE)
    if worked:
        with database.write(acting.PROGRAM, waits=False) as connection:
            outcomes.keep(connection, worked)
    return len(worked)


def catch_up(database: Database, goes_on: Callable[[int], bool]) -> int:
    """Works out what waits, as long as `goes_on` says of the number that still wait; answers how many do in the end.

    Where the record is held it stops, and what is left waits for the next time.
    """
    try:
        left = look(database)
        while left and goes_on(left) and step(database):
            left = look(database)
    except (BusyError, FullError):
        with database.read(acting.PROGRAM) as connection:
            return outcomes.waiting(connection)
    return left


def each_minute() -> int:
    """Works out what waits for a few seconds; answers how many sessions still wait."""
    until = time.monotonic() + _SECONDS
    return catch_up(clinic.current().database, lambda _: time.monotonic() < until)
