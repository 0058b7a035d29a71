"""How the trends say things: signed changes, pressures with an unknown half, counts, lists of sessions."""

from collections.abc import Sequence
from typing import Final

from app.charts.trends.plain import Told

_MANY: Final = 8  # sessions named one by one; beyond them their number is easier to read than the list


def signed(value: float | None) -> str:
    """A change with its sign; a dash where it is unknown."""
    return "\u2013" if value is None else f"{value:+g}".replace("-", "\u2212")


def changed(systolic: float | None, diastolic: float | None) -> str:
    """A change of the blood pressure, "+29/+21"."""
    return f"{signed(systolic)}/{signed(diastolic)}"


def pressure(systolic: float | None, diastolic: float | None) -> str:
    """A blood pressure, a half that is unknown as a dash."""
    return "/".join("\u2013" if value is None else f"{value:g}" for value in (systolic, diastolic))


def without_rise(row: Told) -> str:
    """A session in which no rise was seen: *never* only where it is over and somebody looked when the peak was due."""
    return "never above" if row["ended"] and row["peak_at_least"] is False else "not seen above"


def minute(value: float) -> str:
    """Minutes from the start as they stand at the axis."""
    return f"{value:g}\u2032".replace("-", "\u2212")


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: 1 session, 2 sessions."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"


def listed(parts: Sequence[object]) -> str:
    """A list as it is said: 3, 5 and 7."""
    words = [str(part) for part in parts]
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def sessions(numbers: Sequence[int]) -> str:
    """Sessions by their numbers, or how many they are where the list would be too long to read."""
    if len(numbers) > _MANY:
        return count(len(numbers), "session")
    return f"{'session' if len(numbers) == 1 else 'sessions'} {listed(numbers)}"


def span(values: Sequence[float]) -> str:
    """The lowest and highest: 62 to 88, or 62 alone."""
    low, high = min(values), max(values)
    return f"{low:g}" if low == high else f"{low:g} to {high:g}"
