"""A row of a published chart, written as it is printed: up to this value these points, and above the last the rest.

Source: the charts themselves, cited where their rows are written.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """Each step is the last value to which its points belong, lowest first; `above` are the points over all of them.

    Points are None where the chart leaves a cell open. Values are in the unit of the chart's row.
    """

    steps: tuple[tuple[float, int | None], ...]
    above: int | None

    def points(self, value: float | None) -> int | None:
        """The points of the value; unknown where it is, and in an open cell."""
        if value is None:
            return None
        return next((points for last, points in self.steps if value <= last), self.above)


@dataclass(frozen=True)
class ByOxygen:
    """The two rows of an SpO2 (%): one on air, one on oxygen."""

    air: Row
    oxygen: Row

    def points(self, spo2: int | None, oxygen_l_min: float | None) -> int | None:
        """The points of the SpO2 in %; oxygen in l/min, 0 is air, None is not stated.

        Where the oxygen was not stated the points are known only if both rows give the same.
        """
        return _agreed(row.points(spo2) for row in self._rows(oxygen_l_min))

    def _rows(self, oxygen_l_min: float | None) -> tuple[Row, ...]:
        if oxygen_l_min is None:
            return self.air, self.oxygen
        return (self.oxygen,) if oxygen_l_min > 0 else (self.air,)


def _agreed(answers: Iterable[int | None]) -> int | None:
    different = set(answers)
    return different.pop() if len(different) == 1 else None
