"""The table that a run prints: medians and 95th percentiles of both sides, their ratio, and the target."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Protocol

_WHOLE = 100  # from here on no decimal is read


class Line(Protocol):
    """Something measured, which is printed in one line."""

    def line(self) -> str:
        """One line of the table."""


@dataclass(frozen=True)
class Compared:
    """One thing measured on both sides in milliseconds; `target` is the highest ratio of medians, if there is one."""

    what: str
    peer: str
    ours: Sequence[float]
    theirs: Sequence[float]
    target: float | None = None

    @property
    def ratio(self) -> float:
        """Our median over theirs."""
        return median(self.ours) / median(self.theirs)

    def line(self) -> str:
        """One line of the table."""
        ours, theirs = _both(self.ours), _both(self.theirs)
        far = percentile(self.ours) / percentile(self.theirs)
        return (
            f"{self.what:<26}{ours:>20}{theirs:>20}  {self.ratio:>6.3f} {far:>6.3f}  "
            f"{self._judged():<16} n={len(self.ours)}/{len(self.theirs)}  against {self.peer}"
        )

    def _judged(self) -> str:
        if self.target is None:
            return "no target"
        return f"<= {self.target:<5g} {'met' if self.ratio <= self.target else 'MISSED'}"


@dataclass(frozen=True)
class Spread(Compared):
    """The same with the quartiles of both sides, where there are too few samples for a 95th percentile.

    The quartiles of the ratio are those of the pairs that were measured one straight after the other.
    """

    def line(self) -> str:
        """One line of the table."""
        low, _, high = _quartiles([ours / theirs for ours, theirs in zip(self.ours, self.theirs, strict=True)])
        return (
            f"{self.what:<34}{_spread(self.ours):>24}{_spread(self.theirs):>24}  "
            f"{self.ratio:>6.3f} ({low:.3f}-{high:.3f})  {self._judged():<16} n={len(self.ours)}  against {self.peer}"
        )


@dataclass(frozen=True)
class Amount:
    """One number in a unit of its own; `most` is the most it may be."""

    what: str
    found: float
    unit: str
    most: float

    def line(self) -> str:
        """One line of the table."""
        judged = "met" if self.found <= self.most else "MISSED"
        return f"{self.what:<34}{self.found:>20.3f} {self.unit}  <= {self.most:g} {judged}"


@dataclass(frozen=True)
class Within:
    """One thing measured for itself, in milliseconds; `median` and `far` are the most its median and 95th may be."""

    what: str
    samples: Sequence[float]
    median: float | None = None
    far: float | None = None

    def line(self) -> str:
        """One line of the table."""
        asked = f"{self._judged(median(self.samples), self.median)}; {self._judged(percentile(self.samples), self.far)}"
        return f"{self.what:<32}{_both(self.samples):>20}  {asked}  n={len(self.samples)}"

    @staticmethod
    def _judged(found: float, limit: float | None) -> str:
        return "no limit" if limit is None else f"<= {limit:g} {'met' if found <= limit else 'MISSED'}"


def percentile(samples: Sequence[float], part: float = 0.95) -> float:
    """The value that `part` of the samples do not exceed, by the nearest rank."""
    ordered = sorted(samples)
    return ordered[min(len(ordered) - 1, max(0, -int(-part * len(ordered) // 1) - 1))]


def heading() -> str:
    """The line above the table."""
    columns = f"{'median / 95th, ms':<26}{'Chairside':>20}{'peer':>20}"
    return f"{columns}  {'ratio':>6} {'95th':>6}  {'target':<8} {'':<7} samples"


def _quartiles(samples: Sequence[float]) -> tuple[float, float, float]:
    low, middle, high = quantiles(samples, n=4, method="inclusive")
    return low, middle, high


def _spread(samples: Sequence[float]) -> str:
    low, middle, high = _quartiles(samples)
    return f"{_short(middle)} ({_short(low)}-{_short(high)})"


def _short(value: float) -> str:
    return f"{value:.1f}" if value < _WHOLE else f"{value:.0f}"


def _both(samples: Sequence[float]) -> str:
    return f"{median(samples):.1f} / {percentile(samples):.1f}"
