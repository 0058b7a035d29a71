"""Ticking: once a minute the server stores what only the time has raised, whether or not anybody looks.

What passed while the server slept is stored at its next tick with the moment at which it became true. At the start and
once an hour the audit's head is written out of the record; what was typed and not saved is gone after a day, and an
account of one shift is closed at its end, and what the clinic's own figures are made of is worked out.
"""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final, TypeVar

from app import clinic, clock, counting, faults, noted, restored
from app.access import touched
from data import acting, alerts, chain, drafts, heads, one_shifts, treatments
from data.engine import BusyError
from schemas.rules.alerts import pending

_Answer = TypeVar("_Answer")
_SECONDS: Final = 60
_HEAD_EVERY: Final = timedelta(hours=1)
_PAST_THE_MINUTE: Final = 0.5  # rules go by whole minutes: the look comes just after one begins


def start() -> threading.Event:
    """Ticks in a thread of its own until the event it answers is set."""
    stopped = threading.Event()
    threading.Thread(target=_run, args=(stopped,), daemon=True, name="ticking").start()
    return stopped


def _run(stopped: threading.Event) -> None:
    _each(lambda: restored.note(clock.now()))
    written = _each(write_head, None)
    while not stopped.wait(_wait()):
        _each(tick)
        _each(noted.write)
        _each(touched.keep)
        _each(discard_drafts)
        _each(close_one_shifts)
        _each(counting.each_minute)
        written = _each(write_head, written)


def _each(does: Callable[..., _Answer], *args: object) -> _Answer | None:
    """One fault must not end the watch: the log says where it was. That the record is held is none."""
    try:
        return does(*args)
    except BusyError:
        return None
    except Exception as error:  # noqa: BLE001 - whatever it is, the next minute comes
        faults.report(error)
        return None


def write_head(last: datetime | None) -> datetime | None:
    """Writes the audit's head out where the last one is an hour old; answers when the newest was written."""
    here, now = clinic.current(), clock.now()
    if here.heads is None or (last is not None and last <= now < last + _HEAD_EVERY):
        return last
    with here.database.read(acting.PROGRAM) as connection:
        heads.write(here.heads, chain.head(connection), now)
    return now


def discard_drafts() -> int:
    """Removes drafts that nobody came back to for a day; answers how many."""
    here, now = clinic.current(), clock.now()
    with here.database.read(acting.PROGRAM) as connection:
        if not drafts.forgotten(connection, now):
            return 0  # a save never waits for a transaction that has nothing to do
    with here.database.write(acting.PROGRAM, waits=False) as connection:
        return drafts.discard(connection, now)


def close_one_shifts() -> int:
    """Closes accounts of one shift whose end has come; answers how many."""
    here, now = clinic.current(), clock.now()
    with here.database.read(acting.PROGRAM) as connection:
        if not one_shifts.over(connection, now):
            return 0
    with here.database.write(acting.PROGRAM, waits=False) as connection:
        return one_shifts.close(connection, now)


def _wait() -> float:
    now = clock.now()
    return _SECONDS - now.second - now.microsecond / 1e6 + _PAST_THE_MINUTE


def tick() -> int:
    """Stores what follows now in every open session and is not stored; answers in how many that was so."""
    here, now = clinic.current(), clock.now()
    with here.database.read(acting.PROGRAM) as connection:
        records = [here.shelf.record(connection, one.id) for one in treatments.open_ones(connection)]
    waiting = [one.treatment.id for one in records if one is not None and pending(one, now)]
    for treatment in waiting:
        # Each in a transaction of its own: a save never waits for more than one.
        with here.database.write(acting.PROGRAM, waits=False) as connection:
            record = here.shelf.record(connection, treatment)
            if record is not None:
                alerts.keep(connection, record, now)
    return len(waiting)
