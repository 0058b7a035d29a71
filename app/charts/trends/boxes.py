"""Boxes: the room that words and points take in a picture, in pixels, and whether two of them meet."""

from typing import Final

LETTER: Final = 6.6  # pixels a letter of a number beside a point is wide
HEIGHT: Final = 11  # of such a number
POINT: Final = 4  # half of a point's width

Box = tuple[float, float, float, float]  # left, upper, right, lower end


def box(x: float, y: float, width: float, height: float) -> Box:
    """The box of this size around a centre."""
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


def meet(one: Box, other: Box) -> bool:
    """Whether they share more than an edge."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
