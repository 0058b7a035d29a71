"""Median and middle half of many sessions in bins around the due minutes, with the limits below which none is told.

One value a session, since a session that was measured often must not count more than another. A bin is told where
eight sessions or more have a value in it and they are 80 % of those of which it is told: the late bins hold only those
who had not settled, and a median of these would be one of other people than that of the early bins.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from statistics import quantiles
from typing import TYPE_CHECKING, Final

from app.charts.trends import plain
from app.charts.trends.plain import Told

if TYPE_CHECKING:
    import pandas as pd

LEAST: Final = 8
_SHARE: Final = (4, 5)


@dataclass(frozen=True)
class Bin:
    """The values of `low` < minutes <= `high` stand for the due; that of a due before the start has no `low`."""

    due: int
    low: float
    high: float


def bins(dues: Iterable[int]) -> tuple[Bin, ...]:
    """A bin around each due minute, reaching half the way to its neighbours; the start is the first one's neighbour.

    The last one reaches as far behind its due as before it. Dues at or before the start are one bin, the baseline's,
    at the latest of them: a value before the start is never one of the time after it.
    """
    ordered = sorted(set(dues))
    before = [due for due in ordered if due <= 0][-1:]
    after = [due for due in ordered if due > 0]
    edges = [(one + other) / 2 for one, other in zip([0, *after], after, strict=False)]
    last = [2 * after[-1] - edges[-1]] if after else []
    told = [Bin(due, low, high) for due, low, high in zip(after, edges, [*edges[1:], *last], strict=True)]
    return (*(Bin(due, float("-inf"), 0) for due in before), *told)


def one_a_session(readings: "pd.DataFrame", field: str, dues: Iterable[int]) -> dict[int, dict[int, int]]:
    """By due and session: the valid value of `field` nearest to the due, of two as near the earlier.

    Before the start it is the last one. Sessions without a value in a bin are not in it.
    """
    told = bins(dues)
    highs = [one.high for one in told]
    found: dict[int, dict[int, tuple[tuple[float, int], int]]] = {one.due: {} for one in told}
    for row in plain.rows(readings, ("number", "minutes", "struck", field)):
        number, minute = row["number"], row["minutes"]
        place = bisect_left(highs, minute)
        if row["struck"] or row[field] is None or place == len(told) or minute <= told[place].low:
            continue
        due = told[place].due
        rank = (abs(minute - due), minute) if due > 0 else (-minute, 0)
        nearest = found[due].get(number)
        # Of two in the same minute the later one counts.
        if nearest is None or rank <= nearest[0]:
            found[due][number] = (rank, row[field])
    return {due: {number: value for number, (_, value) in held.items()} for due, held in found.items()}


def spread(
    readings: "pd.DataFrame", started: Collection[int], fields: Sequence[str], dues: Iterable[int]
) -> list[Told]:
    """One row a field and bin that may be told: `field`, `due`, `n` of `of` sessions, `low`, `median`, `high`.

    `started` are the numbers of the sessions of which it is told: what a bin has to have 80 % of. Quartiles are
    interpolated.
    `stretch` numbers the runs of bins beside each other, since a band never bridges a bin that may not be told.
    """
    told: list[Told] = []
    minutes = sorted(set(dues))
    for field in fields:
        held = one_a_session(readings, field, minutes)
        stretch = 0
        for due, of_each in held.items():
            values = [value for number, value in of_each.items() if number in started]
            if not enough(len(values), len(started)):
                stretch += 1
                continue
            low, median, high = quantiles(values, n=4, method="inclusive")
            row: Told = {"field": field, "due": due, "n": len(values), "of": len(started)}
            told.append(row | {"low": low, "median": median, "high": high, "stretch": f"{field} {stretch}"})
    return told


def enough(values: int, sessions: int) -> bool:
    """Whether so many values of so many sessions may become a median and a band."""
    part, whole = _SHARE
    return values >= LEAST and whole * values >= part * sessions
