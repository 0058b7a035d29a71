"""Which effects invented patients report in a session, and what dissociation their total on the CADSS shows.

Shares and the CADSS are assumptions anchored to published figures (docs/clinical.md, effects and demo data). One latent
number a session makes the CADSS total, the dissociation sign and the effect, so that the three agree.
"""

import math
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.random import Generator

from data.demo.physiology import Floats, Integers, Truths

# Share of first sessions in which each effect of the list is reported.
SHARES: Final = {
    "drowsiness": 0.35,
    "dissociation": 0.30,
    "dizziness": 0.21,
    "nausea": 0.12,
    "perceptual_change": 0.10,
    "vertigo": 0.10,
    "headache": 0.10,
    "fatigue": 0.10,
    "numbness": 0.08,
    "blurred_vision": 0.08,
    "anxiety": 0.06,
    "confusion": 0.05,
    "vomiting": 0.04,
    "agitation": 0.02,
}
# Named without a share in the table ("rare"): a few of the harmless ones, so that they are seen at all.
RARE: Final = ("euphoria", "altered_taste", "dry_mouth", "slurred_speech", "itching", "urinary")
RARE_SHARE: Final = 0.008
_DECAY, _LOWEST = 0.92, 0.5  # each session 8 % less than the one before, down to half
_CADSS_SHAPE, _CADSS_SCALE, _CADSS_LATER = 0.70, 11.0, 0.6
_RATED_HIGHER_FROM: Final = (20, 38)  # totals from which the rating is 2 and 3
CADSS_HIGHEST: Final = 92


@dataclass(frozen=True)
class Experience:
    """What n sessions bring: the latent number (0 to 1), the CADSS total (0 to 92), and who reports which effect."""

    latent: Floats
    cadss: Integers
    dissociation: Integers
    reported: dict[str, Truths]


def experience(random: Generator, number: Integers) -> Experience:
    """The experience of sessions with these numbers, 1 being a person's first with the drug."""
    latent = random.random(len(number))
    weaker = np.where(number > 1, _CADSS_LATER, 1.0)
    cadss = np.rint(np.interp(latent, *_quantiles()) * weaker).astype(np.int64).clip(0, CADSS_HIGHEST)
    share = decay(number)
    reported = {key: random.random(len(number)) < first * share for key, first in SHARES.items()}
    # Not a draw of its own: the highest totals are those who report it.
    reported["dissociation"] = latent > 1 - SHARES["dissociation"] * share
    reported |= {key: random.random(len(number)) < RARE_SHARE for key in RARE}
    return Experience(latent, cadss, _dissociation(cadss, reported["dissociation"]), reported)


def decay(number: Integers) -> Floats:
    """What is left of an effect's share in the session of this number."""
    left: Floats = np.maximum(_DECAY ** (number - 1.0), _LOWEST)
    return left


def _dissociation(cadss: Integers, reported: Truths) -> Integers:
    """The clinic's rating at the peak: 0 where nothing is reported, else 1 to 3 by the total."""
    return np.where(reported, 1 + np.searchsorted(_RATED_HIGHER_FROM, cadss, side="right"), 0)


@cache
def _quantiles() -> tuple[Floats, Floats]:
    """Shares of first sessions, and the CADSS total below which each of them lies."""
    totals = np.linspace(0, 150, 601)
    return np.array([_below(total / _CADSS_SCALE) for total in totals]), totals


def _below(x: float) -> float:
    """The share of the gamma distribution below `x` scales, by its power series."""
    term = total = 1 / _CADSS_SHAPE
    for step in range(1, 100):
        term *= x / (_CADSS_SHAPE + step)
        total += term
    return min(1.0, float(total * x**_CADSS_SHAPE * math.exp(-x) / math.gamma(_CADSS_SHAPE)))
