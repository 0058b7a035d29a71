"""Thresholds: from when on each kind is told, one line a kind.

Source: unverified, to be set by your medical director (docs/clinical.md, story); the limits are the protocol's own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from schemas.assessment import Scale
from schemas.protocol import Level, Route
from schemas.rules.story.told import Kind

_CALLS: Final = (Level.CALL, Level.ONCE)


@dataclass(frozen=True)
class Threshold:
    """`least` earlier sessions are compared, no fewer; `by` is how far it lies from them, in `unit`.

    A limit of the protocol at one of these `levels` brings it up whatever was before.
    """

    least: int
    by: float
    unit: str
    levels: tuple[Level, ...] = ()


TABLE: Final[Mapping[Kind, Threshold]] = {
    Kind.GRAVE_EFFECT: Threshold(0, 3, "severity, or a red flag"),
    Kind.NOT_RETURNED: Threshold(0, 1, "reading above, and none back"),
    Kind.PEAK: Threshold(4, 10, "mmHg over the median, and the highest", _CALLS),
    Kind.RISE: Threshold(4, 10, "mmHg over the median, and the highest", _CALLS),
    Kind.SPO2: Threshold(4, 3, "% under the median, and the lowest", _CALLS),
    Kind.SEDATION: Threshold(4, 2, "levels under the median, and the lowest", _CALLS),
    Kind.DISSOCIATION: Threshold(4, 2, "levels over the median, and the highest", _CALLS),
    Kind.TREATED: Threshold(0, 1, "medicine for pressure"),
    Kind.HELD: Threshold(0, 1, "session without drug"),
    Kind.STOPPED_EARLY: Threshold(0, 10, "% less than planned"),
    Kind.DRUG: Threshold(1, 1, "other drug or route"),
    Kind.DOSE: Threshold(1, 10, "% more or less"),
    Kind.RETURN: Threshold(4, 10, "minutes later than in each"),
    Kind.FIRST_EFFECT: Threshold(3, 1, "effect that none of them had"),
    Kind.WEIGHT: Threshold(1, 5, "% more or less, and beyond it"),
    Kind.EFFECT_GONE: Threshold(3, 1, "effect that each of the last had"),
    Kind.SCALE: Threshold(1, 1, "scale that moved by its points"),
    Kind.MISSED_DUES: Threshold(0, 2, "dues, or the one nearest the expected peak"),
}
# While a session is open its rise is told as not over from this minute on: by then it is in most.
USUALLY_BACK: Final[Mapping[Route, int]] = {
    Route.INTRAVENOUS: 90,
    Route.INTRAMUSCULAR: 120,
    Route.SUBLINGUAL: 120,
    Route.INTRANASAL: 120,
}
# Points by which a total has to move. Scales that ask about now are none of these: they follow the dose.
POINTS: Final[Mapping[Scale, int]] = {
    Scale.PHQ_9: 5,
    Scale.GAD_7: 4,
    Scale.PCL_5: 10,
    Scale.MADRS: 6,
    Scale.QIDS: 5,
}
MOST: Final = 5  # sentences
