"""Where points go that would cover each other, each with its number at one of its sides."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from app.charts.trends.boxes import HEIGHT, LETTER, POINT, Box, meet

_STEP: Final = 4
_FAR: Final = 120  # pixels: farther away nobody follows the line back
_NEAR: Final = 60  # doses as near as this may have their points among each other: so near they are read as one


@dataclass(frozen=True)
class Place:
    """How far a point goes to the `right` of where it lies, or below zero to the left, and where its number has room.

    `number` is its centre in pixels from the point, None where there is no room for it.
    """

    right: float
    number: float | None


def aside(points: Sequence[tuple[float, float, str]], width: float) -> list[Place]:
    """The places of points (x, y, number) in pixels.

    There is room where no other is, within the picture's `width`, and nearer to the point's own dose than to another.
    The newest are last, choose first, and stay where they lie; one for which there is no room stays as well, without
    its number.
    """
    found: list[Place] = []
    there: list[Box] = []
    for x, y, number in reversed(points):
        within = (one for one in _places(number, _most(x, points)) if 0 <= x + one.right <= width)
        free = (one for one in within if not any(meet(room(x, y, number, one), other) for other in there))
        place = next(free, Place(0, None))
        there.append(room(x, y, number, place))
        found.append(place)
    return found[::-1]


def room(x: float, y: float, number: str, place: Place) -> Box:
    """What the point takes in this place: itself with a pixel around it, and its number."""
    left, right = x + place.right - POINT - 1, x + place.right + POINT + 1
    wide = LETTER * len(number) if place.number is not None else 0
    ends = (left - wide, right) if place.number is not None and place.number < 0 else (left, right + wide)
    return ends[0], y - HEIGHT / 2, ends[1], y + HEIGHT / 2


def _places(number: str, most: float) -> Iterator[Place]:
    """The nearest first, the number at the side to which the point goes before at the other."""
    half = POINT + 1 + LETTER * len(number) / 2
    for step in _steps(most):
        yield from (Place(step, side) for side in ((half, -half) if step >= 0 else (-half, half)))


def _most(x: float, points: Sequence[tuple[float, float, str]]) -> float:
    """Half of the way to the next dose; the whole room where the next is so near that one cannot tell them apart."""
    others = [apart for at, _, _ in points if (apart := abs(at - x)) > _NEAR]
    return min([_FAR, *(apart / 2 for apart in others)])


def _steps(most: float) -> list[float]:
    """Nearest first, to the right before to the left."""
    return [0.0, *(float(side * _STEP * number) for number in range(1, int(most // _STEP) + 1) for side in (1, -1))]
