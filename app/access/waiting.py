"""Waiting: who has shown one thing and has yet to do the next, each by a token that counts once and not for long.

In memory, by the hash of the token: a restart of the server costs a sign-in.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Generic, TypeVar

from data.sign_ins import hashed

Proven = TypeVar("Proven")


@dataclass(frozen=True)
class Waiting(Generic[Proven]):
    """Who waits with what she has shown, where it leads afterwards, and until when."""

    proven: Proven
    there: str
    until: datetime


class Room(Generic[Proven]):
    """Those who wait for the same thing."""

    def __init__(self, lasts: timedelta) -> None:
        """`lasts` is how long a token counts."""
        self.lasts = lasts
        self._waiting: dict[str, Waiting[Proven]] = {}
        self._one = Lock()

    def __len__(self) -> int:
        """How many are remembered."""
        return len(self._waiting)

    def enter(self, proven: Proven, there: str, now: datetime) -> str:
        """Remembers somebody; the token with which she goes on."""
        token = secrets.token_urlsafe(32)
        with self._one:
            for key in [key for key, one in self._waiting.items() if one.until <= now]:
                del self._waiting[key]
            self._waiting[hashed(token)] = Waiting(proven, there, now + self.lasts)
        return token

    def look(self, token: str | None, now: datetime) -> Waiting[Proven] | None:
        """Who waits with this token, or None."""
        found = self._waiting.get(hashed(token)) if token else None
        return found if found is not None and now < found.until else None

    def leave(self, token: str | None, now: datetime) -> Waiting[Proven] | None:
        """The same, and the token counts no more: of two who bring it one gets an answer."""
        found = self.look(token, now)
        with self._one:
            return found if token and self._waiting.pop(hashed(token), None) is not None else None
