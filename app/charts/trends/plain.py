"""A frame's rows as plain rows: numbers and words of Python's own, None for what is unknown."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

Told = dict[str, Any]


def rows(frame: "pd.DataFrame", columns: Sequence[str]) -> list[Told]:
    """One dictionary a row with these columns, in the frame's order; times stay instants."""
    of_each = [_values(frame[name]) for name in columns]
    return [dict(zip(columns, values, strict=True)) for values in zip(*of_each, strict=True)]


def _values(column: "pd.Series[Any]") -> list[Any]:
    told: list[Any] = column.to_numpy(dtype=object).tolist()
    return [None if gone else value for value, gone in zip(told, column.isna().to_numpy().tolist(), strict=True)]
