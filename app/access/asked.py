"""Asked: what this server remembers of a person whom it has sent to the provider, sealed in her browser's cookie.

Nothing is kept here for who only begins; what has been answered is remembered until it could not be asked any more.
"""

import json
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from hmac import compare_digest
from threading import Lock
from typing import Final

from data import sealed
from data.sealed import SealError

LASTS: Final = timedelta(minutes=10)
_SORT: Final = "asked of the provider"
_ANSWERED: Final[dict[str, float]] = {}
_ONE: Final = Lock()


@dataclass(frozen=True)
class Asked:
    """One question to the provider: `back` is where it answers to, `there` is where it leads afterwards.

    `again` is the subject of who is asked to show once more that it is she, `unlocked` the sign-in in which she is.
    """

    state: str
    nonce: str
    verifier: str
    back: str
    there: str
    at: float
    again: str | None = None
    unlocked: str | None = None


def made(back: str, there: str, now: datetime, again: str | None = None, unlocked: str | None = None) -> Asked:
    """A new question."""
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    return Asked(state, nonce, verifier, back, there, now.timestamp(), again, unlocked)


def closed(asked: Asked, key: bytes) -> str:
    """What the browser keeps of it."""
    return sealed.seal(json.dumps(asdict(asked)), key, _SORT)


def opened(cookie: str | None, key: bytes, now: datetime) -> Asked | None:
    """The question that this browser was sent with, or None: none, not ours, or too long ago."""
    try:
        found = Asked(**json.loads(sealed.unseal(cookie or "", key, _SORT)))
    except (SealError, TypeError):  # of another version of this program too
        return None
    return found if 0 <= now.timestamp() - found.at < LASTS.total_seconds() else None


def is_answered_by(asked: Asked, state: str) -> bool:
    """Whether this is its answer, and the first one."""
    if not compare_digest(asked.state.encode(), state.encode("utf-8", "surrogatepass")):
        return False
    with _ONE:
        for old in [old for old, at in _ANSWERED.items() if at < asked.at - 2 * LASTS.total_seconds()]:
            del _ANSWERED[old]
        if asked.state in _ANSWERED:
            return False
        _ANSWERED[asked.state] = asked.at
    return True
