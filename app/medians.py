"""Medians: the clinic's own figures beside a patient's, worked out at most once an hour; no patient is in them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Lock
from typing import Final

from sqlalchemy import Connection

from app.charts.trends import rise
from app.charts.trends.known import Known
from data import rises
from data.rises import Median

_HOLDS: Final = timedelta(hours=1)  # a session more changes a clinic's median by little
_LOOKS_BACK: Final = timedelta(days=730)


class Medians:
    """By drug and route; of one database, for any thread."""

    def __init__(self) -> None:
        """Empty."""
        self._held: dict[tuple[str, str], tuple[datetime, tuple[Median, ...]]] = {}
        self._lock = Lock()

    def beside(self, connection: Connection, known: Known, now: datetime) -> Known:
        """The same with the medians of each drug and route that this patient was given."""
        told = {pair: self.of(connection, *pair, now) for pair in rise.pairs(known.sessions)}
        return replace(known, clinic=told)

    def of(self, connection: Connection, drug: str, route: str, now: datetime) -> Sequence[Median]:
        """The medians of this drug and route, as they were at most an hour ago."""
        with self._lock:
            held = self._held.get((drug, route))
        if held is None or not timedelta() <= now - held[0] < _HOLDS:
            held = now, rises.medians(connection, drug, route, now - _LOOKS_BACK)
            with self._lock:
                self._held[drug, route] = held
        return held[1]
