"""A score: the points of its parts, and a total only where every part has them.

Source: the project's own rule that unknown is never normal (CONTRIBUTING.md, the ten rules).
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Score:
    """The points of each part by its name, in the order of the published table; None: unknown.

    A part is not always a sign: the points of one may hang on two signs, and it is unknown where either is.
    """

    parts: Mapping[str, int | None]

    @property
    def total(self) -> int | None:
        """The sum of all parts; unknown where one is, never lower."""
        known = [points for points in self.parts.values() if points is not None]
        return sum(known) if len(known) == len(self.parts) else None

    @property
    def missing(self) -> tuple[str, ...]:
        """The parts without points, in the order of the published table."""
        return tuple(name for name, points in self.parts.items() if points is None)
