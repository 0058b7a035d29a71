"""The unbroken stretches of one sign's line in a session: it never bridges what was missed, refused or left out."""

from collections.abc import Collection, Sequence
from typing import Final

from app.charts.trends.plain import Told
from schemas import quantities as q

SIGNS: Final = tuple(quantity.name for quantity in q.SIGNS)
# What makes a set of vital signs: one without the pulse says that the pulse was missed, a weight alone does not.
_SET: Final = ("systolic", "diastolic", "pulse", "spo2", "respirations")


def stretches(readings: Sequence[Told], sign: str, missed: Collection[int] = ()) -> list[int | None]:
    """For each of one session's readings by time the number of its stretch; None where it is not part of the line.

    A valid set without the sign breaks the line, and so does a reading without any value, which says that it was
    refused. `missed` are the minutes of dues to which nobody came: they break it too. What was struck is no part of it.
    """
    gaps = sorted(missed)
    found: list[int | None] = []
    stretch = 0
    for one in readings:
        here = None
        if not one["struck"]:
            while gaps and gaps[0] < one["minutes"]:
                stretch += 1
                del gaps[0]
            if one[sign] is not None:
                here = stretch
            elif _said_without(one):
                stretch += 1
        found.append(here)
    return found


def drawn(readings: Sequence[Told], sign: str, missed: Collection[int] = ()) -> list[tuple[Told, int | None]]:
    """The readings that have a value of the sign to draw, each with its stretch, or None where it was struck.

    A struck value that a valid one repeats at its minute is not one of them: the correction was of another sign.
    """
    held = {(one["minutes"], one[sign]) for one in readings if not one["struck"]}
    found = zip(readings, stretches(readings, sign, missed), strict=True)
    return [
        (one, stretch)
        for one, stretch in found
        if one[sign] is not None and not (one["struck"] and (one["minutes"], one[sign]) in held)
    ]


def _said_without(reading: Told) -> bool:
    there = {name for name in SIGNS if reading[name] is not None}
    return not there or not there.isdisjoint(_SET)
