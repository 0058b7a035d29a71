"""Repeats: which values have to be measured again, from when until when; gone with the value that asked for it.

Source: which signs are repeated and when: docs/clinical.md, alerts. The link from one reading to the other is for the
eye; whether a second value confirms the first, `judged` decides by `taken_at`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final
from uuid import UUID

from schemas.protocol import Level
from schemas.reading import SignName
from schemas.record import Record
from schemas.rules import course, minutes
from schemas.rules.alerts.episodes import scales, values
from schemas.rules.alerts.judged import LAST, Scale, Value
from schemas.rules.once import once_a_minute

# Minutes after which it is taken again: a pressure and a held pulse after a rest, a probe that was moved at once.
AFTER: Final[dict[SignName, int]] = {"systolic": 5, "diastolic": 5, "pulse": 5, "spo2": 1, "respirations": 1}


@dataclass(frozen=True)
class Repeat:
    """`signs` of the reading `of_id`, taken at `of_at`, are to be measured again; both ends belong to the window."""

    of_id: UUID
    of_at: datetime
    signs: frozenset[SignName]
    opens_at: datetime
    due_at: datetime
    closes_at: datetime

    def holds(self, at: datetime) -> bool:
        """Whether a reading taken then is the repeat."""
        return minutes.between(self.opens_at, at) >= 0 and minutes.between(at, self.closes_at) >= 0


@once_a_minute
def repeats(record: Record, now: datetime) -> tuple[Repeat, ...]:
    """Those that are still to come, by their due time; none once the session has ended or the window is over."""
    if course.course(record).ended_at is not None:
        return ()
    asked = sorted(_asked(record), key=lambda one: (one.of_at, one.of_id))
    merged = (_merged(list(some)) for _, some in groupby(asked, key=lambda one: one.of_id))
    wanted = (one for one in merged if minutes.between(now, one.closes_at) >= 0)
    return tuple(sorted(wanted, key=lambda one: (one.due_at, one.of_at)))


def repeated_by(record: Record, at: datetime, signs: frozenset[SignName]) -> UUID | None:
    """The reading that one taken then with these signs repeats: the last that asks for it; None where none does."""
    found = [one for one in repeats(record, at) if one.holds(at) and one.signs & signs]
    return max(found, key=lambda one: one.of_at).of_id if found else None


def _asked(record: Record) -> Iterator[Repeat]:
    for scale in scales(record.protocol):
        if scale.sign not in AFTER:
            continue
        taken = values(record, scale)
        if not scale.crosses([one.number for one in taken]):
            continue
        for place, one in enumerate(taken):
            if _asks(scale, one, taken[:place]) and not any(scale.repeats(one, two) for two in taken[place + 1 :]):
                yield _repeat(scale, one)


def _asks(scale: Scale, value: Value, earlier: tuple[Value, ...]) -> bool:
    """A value at the call level or worse asks for a repeat, unless it is the one that confirms an earlier value."""
    if scale.crossed(Level.CALL, value.number) is None and scale.crossed(Level.ONCE, value.number) is None:
        return False
    return not any(scale.called(one.number) and scale.repeats(one, value) for one in earlier)


def _repeat(scale: Scale, value: Value) -> Repeat:
    at = minutes.cut(value.taken_at)
    return Repeat(
        of_id=value.reading_id,
        of_at=value.taken_at,
        signs=frozenset({scale.sign}),
        opens_at=at + timedelta(minutes=scale.soonest),
        due_at=at + timedelta(minutes=max(AFTER[scale.sign], scale.soonest)),
        closes_at=at + timedelta(minutes=LAST),
    )


def _merged(some: list[Repeat]) -> Repeat:
    first, *_ = some
    return Repeat(
        of_id=first.of_id,
        of_at=first.of_at,
        signs=frozenset().union(*(one.signs for one in some)),
        opens_at=min(one.opens_at for one in some),
        due_at=min(one.due_at for one in some),
        closes_at=first.closes_at,
    )
