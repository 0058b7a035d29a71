"""What is published of a scale's total: bands, lines worth drawing, a fall that counts, and how far back it asks.

Each row stands beside its source. A scale that is in no table has none, and nothing is said of it. The sources in
full, and which of them were read, stand in docs/clinical.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from schemas.assessment import Scale


@dataclass(frozen=True)
class Band:
    """Totals from `low` to `high`, both of them in it, and what they are called."""

    low: int
    high: int
    words: str


@dataclass(frozen=True)
class Line:
    """A total at which a line is drawn; `words` say what it parts, `source` by whom."""

    at: int
    words: str
    source: str


_PHQ: Final = "Kroenke 2001"
_GAD: Final = "Spitzer 2006"
_SNAITH: Final = "Snaith 1986"
_RUSH: Final = "Rush 2003"

_BANDS: Final[Mapping[Scale, tuple[str, tuple[Band, ...]]]] = {
    Scale.PHQ_9: (
        _PHQ,
        (
            Band(0, 4, "minimal"),
            Band(5, 9, "mild"),
            Band(10, 14, "moderate"),
            Band(15, 19, "moderately severe"),
            Band(20, 27, "severe"),
        ),
    ),
    Scale.GAD_7: (
        _GAD,
        (Band(0, 4, "minimal"), Band(5, 9, "mild"), Band(10, 14, "moderate"), Band(15, 21, "severe")),
    ),
    Scale.MADRS: (
        _SNAITH,
        (Band(0, 6, "absent"), Band(7, 19, "mild"), Band(20, 34, "moderate"), Band(35, 60, "severe")),
    ),
    Scale.QIDS: (
        _RUSH,
        (
            Band(0, 5, "none"),
            Band(6, 10, "mild"),
            Band(11, 15, "moderate"),
            Band(16, 20, "severe"),
            Band(21, 27, "very severe"),
        ),
    ),
}
_LINES: Final[Mapping[Scale, tuple[Line, ...]]] = {
    Scale.PHQ_9: (Line(10, "cut-off ≥ 10", _PHQ), Line(5, "remission < 5", "HEDIS")),
    Scale.GAD_7: (Line(10, "cut-off ≥ 10", _GAD),),
    Scale.PCL_5: (Line(31, "cut-off from 31 to 33", "NCPTSD"),),
    Scale.MADRS: (Line(20, "moderate ≥ 20", _SNAITH), Line(12, "remission ≤ 12", "antidepressant trials")),
    Scale.QIDS: (Line(11, "moderate ≥ 11", _RUSH), Line(5, "remission ≤ 5", "Trivedi 2006")),
    Scale.CADSS: (Line(4, "dissociation > 4", "esketamine trials"),),
}
# Who calls a fall by half a response, or a substantial improvement. Of the other scales nobody was found to.
_FALLS: Final[Mapping[Scale, str]] = {
    Scale.PHQ_9: "HEDIS",
    Scale.MADRS: "esketamine trials",
    Scale.QIDS: "Trivedi 2006",
    Scale.PAIN: "IMMPACT 2008",
}
# What the questions are about. A month is drawn as 30 days; the MADRS and the C-SSRS are asked with several.
_RECALL: Final[Mapping[Scale, timedelta]] = {
    Scale.PHQ_9: timedelta(days=14),
    Scale.GAD_7: timedelta(days=14),
    Scale.PCL_5: timedelta(days=30),
    Scale.QIDS: timedelta(days=7),
}


def band(scale: Scale, total: int | None) -> tuple[Band, str] | None:
    """The band that a total lies in, with its source; None without a total, and where nobody published any."""
    source, rows = _BANDS.get(scale, ("", ()))
    found = next((row for row in rows if total is not None and row.low <= total <= row.high), None)
    return None if found is None else (found, source)


def lines(scale: Scale) -> tuple[Line, ...]:
    """The published lines of a scale, the highest first."""
    return _LINES.get(scale, ())


def falls(scale: Scale) -> str | None:
    """Who calls a fall by 50 % of this scale a response; None: nobody was found to."""
    return _FALLS.get(scale)


def recall(scale: Scale) -> timedelta | None:
    """How far back the scale asks; None: it asks about now, or with windows of several lengths."""
    return _RECALL.get(scale)
