"""How pressure, pulse, oxygen saturation and breathing of invented people run through a session.

The figures are assumptions that reproduce published ones (docs/clinical.md, demo data): a rise at 40 min of about
+14/+9.7 mmHg, at least 180 or 110 in about 1 % of sessions, the peak between 30 and 40 min. Everything is an array of
n people or sessions, so that one visit and twenty thousand come from the same lines.
"""

from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Truths = NDArray[np.bool_]

HELD_ABOVE: Final = (140, 90)  # mmHg before dosing: above either, the visit ends without the drug
_TOGETHER: Final = 0.7  # correlation of the systolic and the diastolic rise


@dataclass(frozen=True)
class Shape:
    """A time course: the fraction of the peak at each minute from the start, straight lines between."""

    minutes: tuple[float, ...]
    fractions: tuple[float, ...]

    def at(self, minutes: Floats) -> Floats:
        """The fraction at these minutes; 0 before the start, the last one after the end."""
        return np.interp(minutes, self.minutes, self.fractions)


INFUSION: Final = Shape((0, 10, 20, 30, 40, 55, 70, 90, 120), (0, 0.35, 0.65, 0.92, 1, 0.60, 0.32, 0.10, 0))
DEVICES: Final = Shape((0, 10, 20, 30, 40, 60, 90, 120, 180), (0, 0.35, 0.65, 0.92, 1, 0.70, 0.45, 0.20, 0))


@dataclass(frozen=True)
class People:
    """What a person brings to every session: usual pressures, pulse and rises, in mmHg and /min."""

    systolic: Floats
    diastolic: Floats
    pulse: Floats
    rise_systolic: Floats
    rise_diastolic: Floats

    def one(self, index: int) -> Self:
        """The person at this place, as arrays of one."""
        return type(self)(*(array[index : index + 1] for array in vars(self).values()))


def people(random: Generator, n: int) -> People:
    """`n` invented people, three in ten of them with hypertension."""
    hypertension = random.random(n) < 0.30  # noqa: PLR2004 - the recipe's share
    z, other = random.standard_normal((2, n))
    rise, rise_too = _pair(random, n, 6, 4.5)
    return People(
        systolic=122 + 8 * hypertension + 9 * z,
        diastolic=77 + 4 * hypertension + 6 * (0.6 * z + 0.8 * other),
        pulse=random.normal(74, 8, n).clip(56, 98),
        rise_systolic=13 + 4 * hypertension + rise,
        rise_diastolic=9 + 2.5 * hypertension + rise_too,
    )


@dataclass(frozen=True)
class Visits:
    """One day of each person: values before the drug, the highest change from them, and the lowest saturation."""

    systolic: Floats
    diastolic: Floats
    pulse: Floats
    spo2: Floats
    rise_systolic: Floats
    rise_diastolic: Floats
    rise_pulse: Floats
    dips: Truths
    dip_to: Floats


def visits(random: Generator, of: People) -> Visits:
    """One visit of each person."""
    n = len(of.systolic)
    rise, rise_too = _pair(random, n, 7, 5.5)
    return Visits(
        systolic=of.systolic + random.normal(0, 6, n),
        diastolic=of.diastolic + random.normal(0, 4, n),
        pulse=of.pulse + random.normal(0, 4, n),
        spo2=random.normal(97.8, 1, n),
        rise_systolic=of.rise_systolic + rise,
        rise_diastolic=of.rise_diastolic + rise_too,
        rise_pulse=random.normal(4, 7, n),
        dips=random.random(n) < 0.01,  # noqa: PLR2004 - the recipe's share
        dip_to=random.uniform(90, 93, n),
    )


@dataclass(frozen=True)
class Taken:
    """Signs as a nurse reads them, whole numbers: n visits by m minutes."""

    systolic: Integers
    diastolic: Integers
    pulse: Integers
    spo2: Integers
    respirations: Integers


def taken(random: Generator, of: Visits, minutes: Floats, shape: Shape) -> Taken:
    """The readings of each visit at these minutes from the start (negative and 0: before the drug works)."""
    part = shape.at(minutes)[np.newaxis, :]
    size = (len(of.systolic), len(minutes))

    def sign(before: Floats, rise: Floats, spread: float) -> Floats:
        return before[:, np.newaxis] + rise[:, np.newaxis] * part + random.normal(0, spread, size)

    systolic = _whole(sign(of.systolic, of.rise_systolic, 2), 80, 250)
    spo2 = sign(of.spo2, np.zeros(size[0]), 0.5).clip(93, 100)
    low = of.dips[:, np.newaxis] & (part > 0.9)  # noqa: PLR2004 - a dip lies at the height of the effect
    return Taken(
        systolic=systolic,
        diastolic=np.minimum(_whole(sign(of.diastolic, of.rise_diastolic, 2), 40, 150), systolic - 15),
        pulse=_whole(sign(of.pulse, of.rise_pulse, 2), 45, 160),
        spo2=_whole(np.where(low, of.dip_to[:, np.newaxis], spo2), 90, 100),
        respirations=_whole(random.normal(15, 1.3, size), 11, 20),
    )


def held(systolic: Integers, diastolic: Integers) -> Truths:
    """Whether a visit with these pressures before dosing ends without the drug."""
    return (systolic > HELD_ABOVE[0]) | (diastolic > HELD_ABOVE[1])


def _pair(random: Generator, n: int, first: float, second: float) -> tuple[Floats, Floats]:
    """Two normal deviations of these spreads that go together."""
    z, other = random.standard_normal((2, n))
    return first * z, second * (_TOGETHER * z + np.sqrt(1 - _TOGETHER**2) * other)


def _whole(values: Floats, low: int, high: int) -> Integers:
    return np.rint(values).astype(np.int64).clip(low, high)
