"""Doses: the bands in which sessions are counted by how much was given; of each drug every session is in one of them.

Source: Chairside's own; esketamine's are the doses of its devices.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal

from schemas.protocol import Drug

Unit = Literal["dose_mg", "dose_mg_per_kg"]
_UNITS: Final[Mapping[Unit, str]] = {"dose_mg": "mg", "dose_mg_per_kg": "mg/kg"}


class Without(StrEnum):
    """Why a session has no dose."""

    NOT_KNOWN = "dose not known"
    NOT_GIVEN = "not given"


@dataclass(frozen=True)
class Band:
    """From `low` to below `high`, in the drug's unit; None: open on that side. `without`: there is no dose, and why."""

    unit: Unit
    low: float | None = None
    high: float | None = None
    without: Without | None = None

    @property
    def label(self) -> str:
        """As it stands on screen and in exports."""
        unit = _UNITS[self.unit]
        if self.without is not None:
            return self.without.value
        if self.low is None:
            return f"under {self.high:g} {unit}"
        if self.high is None:
            return f"{self.low:g} {unit} or more"
        return f"{self.low:g} to under {self.high:g} {unit}"


def _bands(unit: Unit, *edges: float) -> tuple[Band, ...]:
    sides = zip([None, *edges], [*edges, None], strict=True)
    return (*(Band(unit, low, high) for low, high in sides), *(Band(unit, without=one) for one in Without))


BANDS: Final[Mapping[Drug, tuple[Band, ...]]] = {
    Drug.KETAMINE: _bands("dose_mg_per_kg", 0.4, 0.6, 0.8, 1.0, 2.0),
    Drug.ESKETAMINE: _bands("dose_mg", 56, 84),
}
