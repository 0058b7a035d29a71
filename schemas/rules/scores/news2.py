"""NEWS2: the National Early Warning Score 2 of one set of signs, with SpO2 scale 1 or 2.

Source: Royal College of Physicians: NEWS2, 2017; reproduced facts, the chart itself is not redrawn
(docs/clinical.md, scores). It misleads under expected dissociation: a systolic of 210 mmHg scores 0, while expected
dissociation can score 3.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Final, Literal

from schemas.rules.scores.row import ByOxygen, Row
from schemas.rules.scores.score import Score

# Scale 2 is for a prescribed target of 88-92 %: a decision of a prescriber, never read from a value.
Scale = Literal[1, 2]


class Acvpu(StrEnum):
    """The level of consciousness, by its letter."""

    ALERT = "A"
    CONFUSION = "C"  # new confusion
    VOICE = "V"
    PAIN = "P"
    UNRESPONSIVE = "U"


@dataclass(frozen=True)
class Signs:
    """What the score is made of; None: not measured, or not stated.

    Respirations and pulse in /min, SpO2 in %, oxygen in l/min (0 is air), systolic in mmHg, temperature in °C.
    """

    respirations: int | None = None
    spo2: int | None = None
    oxygen_l_min: float | None = None
    systolic: int | None = None
    pulse: int | None = None
    acvpu: Acvpu | None = None
    temperature_c: float | None = None


RESPIRATIONS: Final = Row(((8, 3), (11, 1), (20, 0), (24, 2)), above=3)
SPO2_ANY: Final = Row(((91, 3), (93, 2), (95, 1)), above=0)
SPO2_AIR: Final = Row(((83, 3), (85, 2), (87, 1)), above=0)
SPO2_OXYGEN: Final = Row(((83, 3), (85, 2), (87, 1), (92, 0), (94, 1), (96, 2)), above=3)
SPO2: Final[dict[Scale, ByOxygen]] = {1: ByOxygen(SPO2_ANY, SPO2_ANY), 2: ByOxygen(SPO2_AIR, SPO2_OXYGEN)}
OXYGEN: Final = Row(((0, 0),), above=2)
SYSTOLIC: Final = Row(((90, 3), (100, 2), (110, 1), (219, 0)), above=3)
PULSE: Final = Row(((40, 3), (50, 1), (90, 0), (110, 1), (130, 2)), above=3)
CONSCIOUSNESS: Final[dict[Acvpu | None, int]] = {
    Acvpu.ALERT: 0,
    Acvpu.CONFUSION: 3,
    Acvpu.VOICE: 3,
    Acvpu.PAIN: 3,
    Acvpu.UNRESPONSIVE: 3,
}
TEMPERATURE: Final = Row(((35.0, 3), (36.0, 1), (38.0, 0), (39.0, 1)), above=2)


def news2(signs: Signs, scale: Scale) -> Score:
    """The points of the seven parts, 0 to 3 each, and their total, 0 to 20; one part unknown makes the total unknown.

    Oxygen not stated: the part *oxygen* is unknown and, on scale 2 from 93 % on, so is the part *spo2*.
    The temperature is rounded half up to one decimal first, since the table knows no more.
    """
    return Score(
        {
            "respirations": RESPIRATIONS.points(signs.respirations),
            "spo2": SPO2[scale].points(signs.spo2, signs.oxygen_l_min),
            "oxygen": OXYGEN.points(signs.oxygen_l_min),
            "systolic": SYSTOLIC.points(signs.systolic),
            "pulse": PULSE.points(signs.pulse),
            "consciousness": CONSCIOUSNESS.get(signs.acvpu),
            "temperature": TEMPERATURE.points(_tenths(signs.temperature_c)),
        }
    )


def _tenths(temperature_c: float | None) -> float | None:
    if temperature_c is None:
        return None
    # By way of its text: 36.05 as a binary fraction lies below 36.05 and would be rounded down.
    return float(Decimal(str(temperature_c)).quantize(Decimal("0.1"), ROUND_HALF_UP))
