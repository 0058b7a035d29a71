"""Whether values are plausible: hard bounds are refused, what is unlikely is asked about, nothing is ever hidden.

The limits: docs/clinical.md, plausibility. `tests/plausibility_cases.json` is the definition, shared with the same
rules in JavaScript (`app/live/plausibility.js`).
"""

from schemas.rules.plausibility.answer import Before, Finding, Occasion, Taken
from schemas.rules.plausibility.moments import time_questions, time_refusals
from schemas.rules.plausibility.signs import questions, refusals, remarks

__all__ = [
    "Before",
    "Finding",
    "Occasion",
    "Taken",
    "questions",
    "refusals",
    "remarks",
    "time_questions",
    "time_refusals",
]
