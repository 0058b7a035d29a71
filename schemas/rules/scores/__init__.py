"""Scores that others published, each exactly as its table says; a part that is unknown leaves the total unknown.

Source: named in each module; docs/clinical.md, scores.
"""

from schemas.rules.scores import aldrete, news2
from schemas.rules.scores.score import Score

__all__ = ["Score", "aldrete", "news2"]
