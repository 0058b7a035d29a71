"""Touched: until when each page that somebody touches stays open; in memory, and in the record once a minute.

A touch must not stand before a save in the queue of the record: it is true at once here, and what a restart of the
server loses of it costs a PIN.
"""

from datetime import datetime
from hashlib import sha256
from threading import Lock
from typing import Final

from app import clinic, clock
from data import sign_ins

_UNTIL: Final[dict[str, datetime]] = {}
_NEW: Final[set[str]] = set()
_ONE: Final = Lock()


def touch(token: str, until: datetime) -> None:
    """The page with this token locks then, unless it is touched again."""
    with _ONE:
        _UNTIL[_key(token)] = until
        _NEW.add(token)


def until(token: str) -> datetime | None:
    """When the page locks as far as it was touched, or None where it was not since the server began."""
    return _UNTIL.get(_key(token))


def keep() -> None:
    """Writes down what was touched since the last time, and forgets what has locked."""
    now = clock.now()
    with _ONE:
        for key in [key for key, at in _UNTIL.items() if at <= now]:
            del _UNTIL[key]
        new = [(token, at) for token in _NEW if (at := _UNTIL.get(_key(token))) is not None]
        _NEW.clear()
    if new:
        with clinic.current().database.write() as connection:
            for token, at in new:
                sign_ins.touch(connection, token, at)


def _key(token: str) -> str:
    # Not the token: what lies in memory for hours may end in a dump.
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
