"""Pace: how often one person takes something out of the record: more than anybody needs is somebody who empties it."""

from collections import deque
from datetime import datetime, timedelta
from threading import Lock
from typing import Final
from uuid import UUID

MOST: Final = 20
WITHIN: Final = timedelta(minutes=5)


class Pace:
    """Who took something out lately. In memory: a restart forgives, the audit does not."""

    def __init__(self) -> None:
        """Nobody did yet."""
        self._taken: dict[UUID, deque[datetime]] = {}
        self._one = Lock()

    def allows(self, staff_id: UUID, now: datetime) -> bool:
        """Whether she may take out one more now; it is counted then."""
        with self._one:
            taken = self._taken.setdefault(staff_id, deque(maxlen=MOST))
            if len(taken) == MOST and timedelta(0) <= now - taken[0] < WITHIN:
                return False
            taken.append(now)
            return True
