"""Signs: the lowest SpO2, the deepest sedation and the highest dissociation, against the limits and what is usual."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from schemas.protocol import Direction
from schemas.reading import Reading, SignName
from schemas.record import Record
from schemas.rules import baseline
from schemas.rules.outcome import worst
from schemas.rules.story import limits
from schemas.rules.story.about import Extreme
from schemas.rules.story.history import History, Visit
from schemas.rules.story.thresholds import TABLE
from schemas.rules.story.told import Kind, Point, Row, Urgency


@dataclass(frozen=True)
class _Sign:
    """Which sign, and on which side it is worse."""

    name: SignName
    way: Direction

    @property
    def way_up(self) -> int:
        """1 where higher is worse, else -1."""
        return 1 if self.way is Direction.HIGH else -1


_SPO2: Final = _Sign("spo2", Direction.LOW)
_MOAAS: Final = _Sign("moaas", Direction.LOW)
_DISSOCIATION: Final = _Sign("dissociation", Direction.HIGH)


def spo2(history: History) -> Point | None:
    """The lowest after the start; compared only with sessions in which it was taken on oxygen, or on air, as well."""
    return _extreme(history, Kind.SPO2, _SPO2, [one for one in history.like if _same_air(one.record, history)])


def sedation(history: History) -> Point | None:
    """The lowest MOAA/S after the start: 5 is awake."""
    return _extreme(history, Kind.SEDATION, _MOAAS, history.like)


def dissociation(history: History) -> Point | None:
    """The highest rating after the start."""
    return _extreme(history, Kind.DISSOCIATION, _DISSOCIATION, history.like)


def _extreme(history: History, kind: Kind, sign: _Sign, like: Sequence[Visit]) -> Point | None:
    bounds, now = TABLE[kind], history.now
    found = _worst(now.record, sign)
    if found is None:
        return None
    value: int = getattr(found, sign.name)
    before = [(one, reading) for one in like if (reading := _worst(one.record, sign)) is not None]
    before = before if len(before) >= bounds.least else []
    values = [getattr(reading, sign.name) for _, reading in before]
    crossed = limits.value(now.record.protocol, sign.name, sign.way, bounds.levels, value)
    most = bool(values) and all(sign.way_up * (value - one) > 0 for one in values)
    if crossed is None and not (most and sign.way_up * (value - median(values)) >= bounds.by):
        return None
    low = worst.spo2(now.record) if kind is Kind.SPO2 else None
    told = Extreme(
        sign=sign.name,
        value=value,
        minute=now.minute(found.taken_at),
        crossed=crossed,
        usual=median(values) if values else None,
        most=most,
        oxygen_l_min=low.oxygen_l_min if low else None,
    )
    rows = [Row(now.id, found.id), *(Row(one.id, reading.id) for one, reading in before)]
    urgency = Urgency.CHANGE if crossed is None else Urgency.SAFETY
    return Point(kind, urgency, told, history.compared([one for one, _ in before]), tuple(rows))


def _worst(record: Record, sign: _Sign) -> Reading | None:
    """The first reading with the worst value after the start."""
    taken = [one for one in baseline.after_start(record) if getattr(one, sign.name) is not None]
    return max(taken, key=lambda one: sign.way_up * int(getattr(one, sign.name)), default=None)


def _same_air(record: Record, history: History) -> bool:
    """Whether both were taken on air, or both on oxygen; where it was not stated nothing is the same."""
    here, there = worst.spo2(history.now.record), worst.spo2(record)
    if here is None or there is None or here.oxygen_l_min is None or there.oxygen_l_min is None:
        return False
    return (here.oxygen_l_min > 0) == (there.oxygen_l_min > 0)
