"""Touched: until when each page that somebody touches stays open; in memory, and in the record once a minute.

A touch must not stand before a save in the queue of the record: it is true at once here, and what a restart of the
server loses of it costs a PIN.
"""

from datetime import datetime, timedelta
from threading import Lock
from typing import Final

from app import clinic, clock
from data import sign_ins
from data.engine import BusyError, FullError

OVERTIME: Final = timedelta(minutes=15)  # how long a shift's end waits at most for whoever is in the middle of an entry
_BUSY: Final = timedelta(minutes=2)  # since the last touch

_UNTIL: Final[dict[str, datetime]] = {}
_LAST: Final[dict[str, datetime]] = {}
_NEW: Final[set[str]] = set()
_ONE: Final = Lock()


def touch(token: str, until: datetime) -> None:
    """The page with this token locks then, unless it is touched again."""
    key = sign_ins.hashed(token)  # not the token: what lies in memory for hours may end in a dump
    with _ONE:
        _UNTIL[key] = until
        _LAST[key] = clock.now()
        _NEW.add(key)


def at_most(token: str, locks_at: datetime, until: datetime) -> None:
    """A page that locks sooner was opened: the sign-in, which locks at `locks_at`, ends then if nobody touches it."""
    key = sign_ins.hashed(token)
    with _ONE:
        if until < _UNTIL.get(key, locks_at):
            _UNTIL[key] = until
            _NEW.add(key)


def until(token: str) -> datetime | None:
    """When the page locks as far as it was touched, or None where it was not since the server began."""
    return until_of(sign_ins.hashed(token))


def until_of(token_sha256: str) -> datetime | None:
    """The same for the page whose token has this hash."""
    return _UNTIL.get(token_sha256)


def overtime(token: str, now: datetime) -> timedelta:
    """How long past its end the sign-in goes on: a shift never ends inside an entry."""
    last = _LAST.get(sign_ins.hashed(token))
    return OVERTIME if last is not None and now - last < _BUSY else timedelta(0)


def keep() -> None:
    """Writes down what was touched since the last time, and forgets what has locked."""
    now = clock.now()
    with _ONE:
        for key in [key for key, at in _UNTIL.items() if at <= now]:
            del _UNTIL[key]
            _LAST.pop(key, None)
        new = [(key, at) for key in _NEW if (at := _UNTIL.get(key)) is not None]
        _NEW.clear()
    if not new:
        return
    try:
        with clinic.current().database.write(waits=False) as connection:
            for key, at in new:
                sign_ins.touch(connection, key, at)
    except (BusyError, FullError):
        with _ONE:
            _NEW.update(key for key, _ in new)  # with the next minute
        raise
