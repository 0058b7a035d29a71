"""The modified Aldrete score: how far somebody has recovered, 0 to 10; 9 is the usual threshold.

Source: Aldrete's score with SpO2 in place of colour (1995), as printed tables give it; the original was not read.
Unverified, to be set by your medical director (docs/clinical.md, scores):

- whether 20 and 50 are percent or mmHg, on which printed tables disagree: a setting, percent by default;
- to which cell exactly 20 and exactly 50 belong, on which they disagree too: here to the better one, 20 to 2 points
  and 50 to 1, as "within 20" and "20-50" say;
- SpO2 of 90-92 % on air, below 90 % on air and of exactly 90 % on oxygen, which they leave open: unknown unless a
  setting says;
- the threshold of 9.

Somebody can score 10 while dissociated: it is never the only gate.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal

from schemas.rules.scores.row import ByOxygen, Row
from schemas.rules.scores.score import Score

Points = Literal[0, 1, 2]


class Apart(StrEnum):
    """In what the systolic's distance from its baseline is counted."""

    PERCENT = "percent"  # of the baseline
    MMHG = "mmhg"


@dataclass(frozen=True)
class Settings:
    """What printed tables disagree on, and the points of cells they leave open (SpO2 in %); None leaves one open."""

    apart: Apart = Apart.PERCENT
    air_90_to_92: Points | None = None
    air_below_90: Points | None = None
    oxygen_90: Points | None = None


@dataclass(frozen=True)
class Signs:
    """What the score is made of; None: not measured, not judged or not stated.

    Activity, respiration and consciousness are points, as the one at the chair judged them. Systolic and its baseline
    in mmHg, SpO2 in whole %, oxygen in l/min (0 is air).
    """

    activity: Points | None = None
    respiration: Points | None = None
    systolic: int | None = None
    baseline_systolic: int | None = None
    consciousness: Points | None = None
    spo2: int | None = None
    oxygen_l_min: float | None = None


DEFAULTS: Final = Settings()
CIRCULATION: Final = Row(((20, 2), (50, 1)), above=0)


def aldrete(signs: Signs, settings: Settings = DEFAULTS) -> Score:
    """The points of the five parts, 0 to 2 each, and their total, 0 to 10; one part unknown makes the total unknown.

    Oxygen not stated: the SpO2 is unknown, unless its points are the same on air and on oxygen.
    """
    return Score(
        {
            "activity": signs.activity,
            "respiration": signs.respiration,
            "circulation": CIRCULATION.points(_apart(signs, settings.apart)),
            "consciousness": signs.consciousness,
            "spo2": _spo2(settings).points(signs.spo2, signs.oxygen_l_min),
        }
    )


def _apart(signs: Signs, apart: Apart) -> float | None:
    """How far the systolic is from its baseline, up or down alike."""
    # A baseline of 0 has no percent.
    if signs.systolic is None or not signs.baseline_systolic:
        return None
    mmhg = abs(signs.systolic - signs.baseline_systolic)
    return mmhg if apart is Apart.MMHG else 100 * mmhg / signs.baseline_systolic


def _spo2(settings: Settings) -> ByOxygen:
    return ByOxygen(
        air=Row(((89, settings.air_below_90), (92, settings.air_90_to_92)), above=2),
        oxygen=Row(((89, 0), (90, settings.oxygen_90)), above=1),
    )
