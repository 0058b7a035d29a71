"""How a scale moved: its baseline before treatment, whether it fell by half, and how long after a dose it was taken.

Source: the project's own definitions (docs/clinical.md, scales over time); who calls a fall by half a response stands
in published.py.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from schemas.assessment import Scale
from schemas.rules import minutes
from schemas.rules.scales.stands import Standing, complete, total


class BaselineState(StrEnum):
    """Whether there is a total to compare with."""

    FOUND = "found"
    NONE_BEFORE = "no score before treatment"
    NO_DOSE = "no dose yet"


@dataclass(frozen=True)
class Baseline:
    """`one` and its `total` where it was found, else None."""

    state: BaselineState
    one: Standing | None = None
    total: int | None = None


def baseline(found: Sequence[Standing], scale: Scale, first_dose_at: datetime | None) -> Baseline:
    """The last complete one at or before the first dose, by whole minutes. A later one never becomes the baseline."""
    if first_dose_at is None:
        return Baseline(BaselineState.NO_DOSE)
    before = [one for one in complete(found, scale) if minutes.between(one.said.taken_at, first_dose_at) >= 0]
    if not before:
        return Baseline(BaselineState.NONE_BEFORE)
    last = max(before, key=lambda one: one.said.taken_at)
    return Baseline(BaselineState.FOUND, last, total(last.said))


def half(base: Baseline) -> float | None:
    """The total at which it has fallen by half; unknown without a baseline, and from 0 there is no fall."""
    return base.total / 2 if base.total else None


def is_half(base: Baseline, one: Standing) -> bool | None:
    """Whether this one lies at half of the baseline or below. Unknown without either total, and before the baseline."""
    line, now = half(base), total(one.said)
    if line is None or now is None or base.one is None or one.said.taken_at <= base.one.said.taken_at:
        return None
    return now <= line


def days_since_dose(taken_at: datetime, doses: Iterable[datetime], zone: str) -> int | None:
    """Days of the clinic's calendar since the last dose at or before this time; None: there was none."""
    before = [at for at in doses if minutes.between(at, taken_at) >= 0]
    if not before:
        return None
    here = ZoneInfo(zone)
    return (taken_at.astimezone(here).date() - max(before).astimezone(here).date()).days
