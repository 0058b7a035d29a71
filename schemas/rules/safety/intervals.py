"""Intervals: how far a share may be from what was counted; patients by Wilson, sessions by drawing patients again.

Source: Wilson, J Am Stat Assoc 1927;22:209-212, without a correction for continuity. Bootstrap: percentiles of 1,000
draws of as many patients, with replacement; Efron and Tibshirani 1993.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Final

Z: Final = 1.959963984540054  # 97.5 % of the standard normal distribution
DRAWS: Final = 1000
SEED: Final = 20261127
FEWEST: Final = 10  # patients: drawing again from fewer says little of others
_ENDS: Final = (2.5, 97.5)

# Patients by how many of their sessions could be judged, and in how many of these it was.
Classes = Mapping[tuple[int, int], int]


@dataclass(frozen=True)
class Interval:
    """From `low` to `high`, both shares from 0 to 1."""

    low: float
    high: float


def wilson(found: int, of: int) -> Interval | None:
    """The 95 % interval of so many out of so many; None where there are none to be out of."""
    if of == 0:
        return None
    share, spread = found / of, Z * Z / of
    middle, reach = share + spread / 2, Z * sqrt(share * (1 - share) / of + spread / (4 * of))
    low, high = (middle - reach) / (1 + spread), (middle + reach) / (1 + spread)
    return Interval(0.0 if found == 0 else low, 1.0 if found == of else high)


def bootstrap(classes: Classes, seed: int = SEED) -> Interval | None:
    """The 95 % interval of the share of sessions, drawing whole patients; the same classes and seed give the same.

    None where drawing says nothing: of fewer than ten patients, and where no session has it, or all have.
    """
    import numpy as np  # late: what does not count a clinic starts without it

    told = sorted((judged, found, patients) for (judged, found), patients in classes.items() if judged and patients)
    judged, found, patients = np.array(told, dtype=np.int64).reshape(-1, 3).T
    sessions, with_it = int(judged @ patients), int(found @ patients)
    if patients.sum() < FEWEST or with_it in {0, sessions}:
        return None
    # Patients of one class are alike: which of them is drawn makes no difference.
    drawn = np.random.default_rng(seed).multinomial(int(patients.sum()), patients / patients.sum(), size=DRAWS)
    low, high = np.percentile((drawn @ found) / (drawn @ judged), _ENDS, method="inverted_cdf")
    return Interval(float(low), float(high))
