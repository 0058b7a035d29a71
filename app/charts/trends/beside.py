"""Where the words beside points go, so that they cover neither a point nor each other."""

from collections.abc import Sequence
from typing import Final

_LETTER: Final = 6.6  # pixels a letter is wide
_HEIGHT: Final = 11
_POINT: Final = 4  # half of a point's width
# Beside first, as one reads, then above and below, then the corners; in halves of the room needed.
_SIDES: Final = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1))

_Box = tuple[float, float, float, float]


def labels(points: Sequence[tuple[float, float, str]]) -> list[tuple[float, float, str]]:
    """For points (x, y, words) in pixels the centres of their words; the last points choose first.

    Words for which there is no room are left out: points that lie on each other have one number that can be read
    rather than several that cannot, and the newest has it.
    """
    taken: list[_Box] = [_box(x, y, 2 * _POINT, 2 * _POINT) for x, y, _ in points]
    found: list[tuple[float, float, str]] = []
    for x, y, words in reversed(points):
        width = _LETTER * len(words)
        for right, down in _SIDES:
            place = x + right * (_POINT + 1 + width / 2), y + down * (_POINT + _HEIGHT / 2)
            box = _box(*place, width, _HEIGHT)
            if not any(_meet(box, other) for other in taken):
                taken.append(box)
                found.append((*place, words))
                break
    return found[::-1]


def _box(x: float, y: float, width: float, height: float) -> _Box:
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


def _meet(one: _Box, other: _Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
