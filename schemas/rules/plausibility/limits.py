"""The limits beyond which a value is asked about, as one table. Source: docs/clinical.md, plausibility."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Soft:
    """A value under `low` or over `high` is asked about; under `possible` with a sentence of its own."""

    sign: str
    low: float | None = None
    high: float | None = None
    possible: float | None = None


@dataclass(frozen=True)
class Change:
    """A value more than `limit` away from the previous one of the session is asked about."""

    sign: str
    limit: float


SOFT: Final = (
    Soft("systolic", 80, 220),
    Soft("diastolic", 40, 130),
    Soft("pulse", 40, 150, possible=20),
    Soft("spo2", low=88),
    Soft("respirations", 8, 30, possible=2),
    Soft("temperature_c", 35.0, 39.0),
    Soft("oxygen_l_min", high=15),
)
CHANGES: Final = (Change("systolic", 50), Change("diastolic", 35), Change("pulse", 40), Change("spo2", 6))
NARROW: Final = 15  # mmHg between systolic and diastolic
WIDE: Final = 110
SWAPPED_RESPIRATIONS: Final = 40  # over it, with a pulse under the next
SWAPPED_PULSE: Final = 40
WEIGHT_PERCENT: Final = 5  # away from the last session's
# A weight in pounds taken for kg is 2.2 times too high. In tenths, so that both ends are exact.
POUNDS_TENTHS: Final = (21, 23)
SAME_VALUES: Final = 2  # minutes
FAR_BACK: Final = 10  # minutes; a stated time further back is held against the windows of the dues
LONG_AFTER: Final = 18  # hours; on another day a time just before the arrival is read as the next day's
