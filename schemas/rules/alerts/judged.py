"""Judged: one number of one sign against its limits, value by value in the order of `taken_at`.

Source: the protocol's own limits; how they are judged: docs/clinical.md, alerts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from schemas.alert import Rank
from schemas.protocol import Direction, Level, Limit
from schemas.reading import SignName
from schemas.rules import minutes


class Why(StrEnum):
    """What made it so."""

    WITHIN = "within"
    CAUTION = "caution"
    REPEAT = "repeat_asked"  # at the call level for the first time: a second value decides
    CONFIRMED = "confirmed"
    ONCE = "once"
    CHANGE = "change"
    MISSING = "repeat_missing"


# Levels of one key, each worse than the one before; a red that counts at once is worse than one that was held.
_LEVELS: Final[dict[Why, int]] = {Why.WITHIN: 0, Why.CAUTION: 1, Why.REPEAT: 2, Why.ONCE: 4}
_RED: Final = 3
CAUTION: Final = _LEVELS[Why.CAUTION]
LAST: Final = 10  # minutes after a first value up to which a second one confirms it
# From which minute on a second value confirms: a pressure is let rest, the others are looked at again at once.
FIRST: Final[dict[SignName, int]] = {"systolic": 3, "diastolic": 3}
SOONEST: Final = 1
# What is measured again before it counts at the call level; what a person judges is called out at once.
REPEATED: Final[frozenset[SignName]] = frozenset({"systolic", "diastolic", "pulse", "spo2", "respirations"})
HELD: Final = 5  # a high pulse counts when it is held for this long


def level(rank: Rank, why: str) -> int:
    """How bad, to be compared within one key: what is seen at one level is active again at a worse one."""
    if why in _LEVELS:
        return _LEVELS[Why(why)]
    return _RED if rank is Rank.RED else CAUTION


@dataclass(frozen=True)
class Value:
    """A measured number (or its change from baseline), and the reading it comes from."""

    number: float
    taken_at: datetime
    entered_at: datetime
    reading_id: UUID


@dataclass(frozen=True)
class Verdict:
    """What a value, or the time that passed without one, came to. `limit` is None within the limits."""

    rank: Rank
    why: Why
    true_at: datetime
    known_at: datetime
    value: Value
    limit: Limit | None


@dataclass(frozen=True)
class Scale:
    """The limits of one key: a sign in one direction, its value or its change."""

    sign: SignName
    direction: Direction
    delta: bool
    limits: dict[Level, Limit]
    percent: bool = False

    def crossed(self, level: Level, number: float) -> Limit | None:
        """The limit of this level where the number is at or past it."""
        limit = self.limits.get(level)
        if limit is None:
            return None
        apart = number - limit.value if self.direction is Direction.HIGH else limit.value - number
        return limit if apart > 0 or (limit.inclusive and apart == 0) else None

    def crosses(self, numbers: Sequence[float]) -> bool:
        """Whether any of these is at or past any limit: the one furthest out decides."""
        if not numbers:
            return False
        furthest = max(numbers) if self.direction is Direction.HIGH else min(numbers)
        return any(self.crossed(level, furthest) is not None for level in self.limits)

    def called(self, number: float) -> Limit | None:
        """The limit of the call level or worse."""
        return self.crossed(Level.CALL, number) or self.crossed(Level.ONCE, number)

    @property
    def soonest(self) -> int:
        """Minutes after which a second value confirms the first."""
        held = self.sign == "pulse" and self.direction is Direction.HIGH
        return HELD if held else FIRST.get(self.sign, SOONEST)

    def repeats(self, first: Value, second: Value) -> bool:
        """Whether the second was taken in the window in which it repeats the first; both ends belong to it."""
        return self.soonest <= minutes.between(first.taken_at, second.taken_at) <= LAST


def verdicts(scale: Scale, values: Sequence[Value], now: datetime) -> tuple[Verdict, ...]:
    """One for each value, and one for each repeat that never came, by the time at which it became true.

    None where no value is beyond any limit, as in most sessions for most signs.
    """
    if not scale.crosses([one.number for one in values]):
        return ()
    found = [_verdict(scale, values[:place], one) for place, one in enumerate(values)]
    found += _missing(scale, values, now)
    return tuple(sorted(found, key=lambda one: (one.true_at, one.value.taken_at, one.known_at)))


def _verdict(scale: Scale, earlier: Sequence[Value], value: Value) -> Verdict:
    def told(rank: Rank, why: Why, limit: Limit | None) -> Verdict:
        return Verdict(rank, why, value.taken_at, value.entered_at, value, limit)

    once, call = scale.crossed(Level.ONCE, value.number), scale.crossed(Level.CALL, value.number)
    if once is not None:
        return told(Rank.RED, Why.ONCE, once)
    if call is not None:
        if scale.delta:
            return told(Rank.RED, Why.CHANGE, call)
        if scale.sign not in REPEATED:
            return told(Rank.RED, Why.ONCE, call)
        firsts = [one.entered_at for one in earlier if scale.called(one.number) and scale.repeats(one, value)]
        if firsts:  # it is known once both are written down
            known_at = max(value.entered_at, min(firsts))
            return Verdict(Rank.RED, Why.CONFIRMED, value.taken_at, known_at, value, call)
        return told(Rank.CAUTION, Why.REPEAT, call)
    caution = scale.crossed(Level.CAUTION, value.number)
    return told(Rank.WITHIN, Why.WITHIN, None) if caution is None else told(Rank.CAUTION, Why.CAUTION, caution)


def _missing(scale: Scale, values: Sequence[Value], now: datetime) -> Iterator[Verdict]:
    """From the eleventh minute on: a first value at the call level that nobody measured again."""
    for place, first in enumerate(values):
        limit = (
            None
            if scale.delta or scale.sign not in REPEATED or scale.crossed(Level.ONCE, first.number)
            else scale.crossed(Level.CALL, first.number)
        )
        due = minutes.cut(first.taken_at) + timedelta(minutes=LAST + 1)
        if limit is None or minutes.between(due, now) < 0:
            continue
        confirms = any(scale.called(one.number) and scale.repeats(one, first) for one in values[:place])
        if not confirms and not any(scale.repeats(first, one) for one in values[place + 1 :]):
            yield Verdict(Rank.RED, Why.MISSING, due, max(due, first.entered_at), first, limit)
