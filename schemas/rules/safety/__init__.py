"""Safety: what is counted of one session for the clinic's own figures, from its record.

Source: the project's own definitions (docs/clinical.md, the clinic's own figures). What outcome, summary and dose
already answer is asked there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from schemas.effect import Severity
from schemas.reading import SignName
from schemas.record import Record
from schemas.rules import course, dose, outcome, summary
from schemas.rules.outcome import How
from schemas.rules.safety import delays, emerged, ends, extremes
from schemas.rules.summary import ReturnState

__all__ = ["VERSION", "Session", "session"]

# To be counted up with every change of what is counted here, or of a rule it rests on: all is then worked out anew.
VERSION: Final = 1


@dataclass(frozen=True)
class Session:
    """What is counted of one session; None: it could not be judged, and where no drug was given.

    `lowest` and `highest` are of the valid values after the start, by sign; one that is not there was not measured.
    `rise_40_systolic` and `rise_40_diastolic`: the change from baseline about 40 minutes after the start.
    `peak_minutes` only where somebody looked about the expected peak. `not_back`: the pressure was above 110 % of
    baseline when it was last looked at. `effects`: each that emerged, with its worst severity (None: not stated); one
    in words of somebody's own has no name of its own. `delays`: readings by how late they were written down, as
    `delays.BINS`.
    """

    how: How
    ended: bool
    started_at: datetime | None
    dose_mg: float | None
    dose_mg_per_kg: float | None
    baseline_systolic: int | None
    baseline_diastolic: int | None
    lowest: Mapping[SignName, float]
    highest: Mapping[SignName, float]
    rise_40_systolic: int | None
    rise_40_diastolic: int | None
    peak_minutes: int | None
    not_back: bool | None
    effects_asked: bool | None
    effects: Mapping[str, Severity | None]
    stopped_early: bool | None
    ended_late: bool | None
    dues: int | None
    dues_missed: int | None
    corrections: int
    delays: tuple[int, ...]


def session(record: Record) -> Session:
    """What is counted of this session; `record` is the whole record."""
    told, whole, given = outcome.outcome(record), summary.summary(record), dose.given(record)
    known, effects = course.course(record), emerged.effects(record)
    started = known.started_at is not None
    rise = extremes.rise_at_40(record)
    return Session(
        how=told.how,
        ended=told.ended,
        started_at=known.started_at,
        dose_mg=given.mg if started else None,
        dose_mg_per_kg=given.mg_per_kg if started else None,
        baseline_systolic=whole.baseline.systolic if whole.baseline else None,
        baseline_diastolic=whole.baseline.diastolic if whole.baseline else None,
        lowest=extremes.lowest(record),
        highest=extremes.highest(record),
        rise_40_systolic=rise[0],
        rise_40_diastolic=rise[1],
        peak_minutes=None if told.peak_at_least else whole.peak_minutes,
        not_back=_not_back(whole.return_state),
        # What was reported was asked about, whoever began to speak of it.
        effects_asked=told.effects_asked or bool(effects) if started else None,
        effects=effects,
        stopped_early=ends.stopped_early(record),
        ended_late=ends.ended_late(record),
        dues=told.dues if started else None,
        dues_missed=told.dues_missed if started else None,
        corrections=told.corrections,
        delays=delays.delays(record),
    )


def _not_back(state: ReturnState) -> bool | None:
    return None if state is ReturnState.UNKNOWN else state is ReturnState.NOT_YET
