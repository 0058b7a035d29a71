"""Measures: what the clinic's own figures say of sessions, each with its words; some follow from the limits.

Source: the protocols' own limits; the rest: the project's own definitions (docs/clinical.md, the clinic's own figures).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from typing import Final

from schemas import quantities
from schemas.effect import BY_KEY
from schemas.protocol import Direction, Level, Limit, Protocol
from schemas.reading import SignName
from schemas.rules.safety.emerged import OWN_WORDS
from schemas.rules.safety.extremes import SIGNS

_PRESSURE: Final[tuple[SignName, SignName]] = ("systolic", "diastolic")
_ORDER: Final = {name: place for place, name in enumerate(SIGNS)}


_PAST: Final = {
    (Direction.HIGH, True): "≥",
    (Direction.HIGH, False): ">",
    (Direction.LOW, True): "≤",
    (Direction.LOW, False): "<",
}


class Group(StrEnum):
    """Measures that stand together."""

    RISES = "Above a limit after the start"
    FALLS = "Below a limit after the start"
    EFFECTS = "Effects that began with the drug or after it"
    COURSE = "Course"
    RECORD = "Record"


@dataclass(frozen=True)
class Line:
    """A limit without its level and source: who is past it does not hang on what a protocol calls it."""

    sign: SignName
    direction: Direction
    value: float
    inclusive: bool
    delta: bool
    percent: bool

    @property
    def label(self) -> str:
        """As it stands on screen and in exports."""
        sign = quantities.BY_NAME[self.sign]
        unit = "%" if self.percent else sign.unit
        number = f"{_PAST[self.direction, self.inclusive]} {self.value:g} {unit}".strip()
        return f"{sign.label} change {number}" if self.delta else f"{sign.label} {number}"


@dataclass(frozen=True)
class Measure:
    """`lines`: one of them crossed is enough. `effect`: the key of an effect. Else `key` says which it is."""

    key: str
    group: Group
    label: str
    lines: tuple[Line, ...] = ()
    effect: str | None = None


ANY_EFFECT: Final = Measure("any_effect", Group.EFFECTS, "Any effect")
SEVERE_EFFECT: Final = Measure("severe_effect", Group.EFFECTS, "Any effect stated as severe or life-threatening")
NOT_GIVEN: Final = Measure("not_given", Group.COURSE, "Drug not given: held, cancelled or not started")
PEAK_IN_TIME: Final = Measure("peak_in_time", Group.COURSE, "Highest systolic 29 to 41 min after the start")
NOT_BACK: Final = Measure("not_back", Group.COURSE, "Pressure above 110 % of baseline when last looked at")
STOPPED_EARLY: Final = Measure("stopped_early", Group.COURSE, "Stopped early: under 95 % of the planned dose")
ENDED_LATE: Final = Measure("ended_late", Group.COURSE, "Ended late: more than 30 min after the protocol's time")
MISSED_DUE: Final = Measure("missed_due", Group.RECORD, "At least one due reading not taken")
CORRECTED: Final = Measure("corrected", Group.RECORD, "At least one entry corrected")
FIXED: Final = (NOT_GIVEN, PEAK_IN_TIME, NOT_BACK, STOPPED_EARLY, ENDED_LATE, MISSED_DUE, CORRECTED)


def of_limits(protocols: Iterable[Protocol]) -> tuple[Measure, ...]:
    """One for each limit of these versions, and one for systolic or diastolic past the limits of one level."""
    told: dict[tuple[Line, ...], None] = {}
    for protocol in protocols:
        for limit in protocol.limits:
            # A change is judged of the two numbers of a pressure alone (docs/clinical.md, alerts).
            if limit.sign in (_PRESSURE if limit.delta else _ORDER):
                told[(_line(limit),)] = None
        told |= dict.fromkeys(_pairs(protocol))
    return tuple(_beyond(lines) for lines in sorted(told, key=_place))


def of_effects(keys: Iterable[str]) -> tuple[Measure, ...]:
    """One for each of these effects."""
    return tuple(Measure(f"effect:{key}", Group.EFFECTS, _effect(key), effect=key) for key in keys)


def _line(limit: Limit) -> Line:
    return Line(limit.sign, limit.direction, limit.value, limit.inclusive, limit.delta, limit.percent)


def _pairs(protocol: Protocol) -> Iterable[tuple[Line, ...]]:
    """Systolic and diastolic at one level, high, as value, as change, and as change in per cent."""
    for level, delta, percent in product(Level, (False, True), (False, True)):
        of_sign = {
            one.sign: one
            for one in protocol.limits
            if (one.direction, one.level, one.delta, one.percent) == (Direction.HIGH, level, delta, percent)
        }
        if all(sign in of_sign for sign in _PRESSURE):
            yield tuple(_line(of_sign[sign]) for sign in _PRESSURE)


def _beyond(lines: tuple[Line, ...]) -> Measure:
    key = "|".join(f"{one.sign}:{one.direction}:{_what(one)}:{one.value:g}:{one.inclusive:d}" for one in lines)
    group = Group.RISES if lines[0].direction is Direction.HIGH else Group.FALLS
    return Measure(key, group, " or ".join(one.label for one in lines).replace("or D", "or d"), lines)


def _what(line: Line) -> str:
    return "percent" if line.percent else "change" if line.delta else "value"


def _place(lines: tuple[Line, ...]) -> tuple[object, ...]:
    """Pressures first, what lies further out behind; what is of either number before each by itself."""
    first = lines[0]
    outward = first.value if first.direction is Direction.HIGH else -first.value
    return first.direction, -len(lines), _ORDER[first.sign], first.delta, first.percent, outward, first.inclusive


def _effect(key: str) -> str:
    return "Effects in words of somebody's own" if key == OWN_WORDS else BY_KEY[key].label
