"""Nested: of which measures one holds whenever another does, so that their difference is a number by itself."""

from schemas.protocol import Direction
from schemas.rules.safety.measures import ANY_EFFECT, SEVERE_EFFECT, Line, Measure


def within(inner: Measure, outer: Measure) -> bool:
    """Whether each session that has `inner` has `outer` as well, by what they say; never of a measure and itself."""
    if inner == outer:
        return False
    if outer == ANY_EFFECT:
        return inner.effect is not None or inner == SEVERE_EFFECT
    return bool(inner.lines) and all(any(_implies(one, other) for other in outer.lines) for one in inner.lines)


def _implies(one: Line, other: Line) -> bool:
    """Whether who is past the one limit is past the other."""
    if (one.sign, one.direction, one.delta, one.percent) != (other.sign, other.direction, other.delta, other.percent):
        return False
    if one.value == other.value:
        return other.inclusive or not one.inclusive
    return (one.value > other.value) is (one.direction is Direction.HIGH)
