"""Scales over time: what holds of each, its total, what its publishers say of it, and how it moved."""

from schemas.rules.scales.change import Baseline, BaselineState, baseline, days_since_dose, half, is_half
from schemas.rules.scales.published import Band, Line, band, falls, lines, recall
from schemas.rules.scales.risk import is_open, tells
from schemas.rules.scales.stands import Standing, complete, standing, total

__all__ = [
    "Band",
    "Baseline",
    "BaselineState",
    "Line",
    "Standing",
    "band",
    "baseline",
    "complete",
    "days_since_dose",
    "falls",
    "half",
    "is_half",
    "is_open",
    "lines",
    "recall",
    "standing",
    "tells",
    "total",
]
