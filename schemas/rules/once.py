"""Once: what a rule answers for one record is worked out once, since a record never changes."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import TypeVar
from weakref import ref

from schemas.protocol import Protocol
from schemas.record import Record

Answer = TypeVar("Answer")
About = TypeVar("About", Record, Protocol)


def once(rule: Callable[[About], Answer]) -> Callable[[About], Answer]:
    """The rule, asked at most once for each record (or protocol); the answer is forgotten together with it.

    One drawing of a session asks the same rules some hundred times. Records go by identity, since comparing two by
    their content would cost more than most rules. An answer is shared by everybody who asks: it is read, never changed.
    """
    known: dict[int, tuple[ref[About], Answer]] = {}

    @wraps(rule)
    def answer(record: About) -> Answer:
        place = id(record)
        found = known.get(place)
        if found is not None and found[0]() is record:
            return found[1]
        told = rule(record)
        known[place] = (ref(record, lambda _: known.pop(place, None)), told)
        return told

    return answer


def once_a_minute(rule: Callable[[Record, datetime], Answer]) -> Callable[[Record, datetime], Answer]:
    """The same for a rule of a record and a time that goes by whole minutes: asked once for each minute.

    Only the last minute asked about is kept.
    """
    known: dict[int, tuple[ref[Record], datetime, Answer]] = {}

    @wraps(rule)
    def answer(record: Record, now: datetime) -> Answer:
        place, minute = id(record), now.replace(second=0, microsecond=0)
        found = known.get(place)
        if found is not None and found[0]() is record and found[1] == minute:
            return found[2]
        told = rule(record, now)
        known[place] = (ref(record, lambda _: known.pop(place, None)), minute, told)
        return told

    return answer
