"""Asked: each measure as a condition over a counted session's row, and which sessions a choice is of.

A condition is true, false or, where it could not be judged, NULL: of two of which one is known to be so it is true.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, case, or_

from data import tables
from schemas.protocol import Direction, Drug, Protocol, Route
from schemas.rules.outcome import How
from schemas.rules.safety import measures
from schemas.rules.safety.doses import Band, Without
from schemas.rules.safety.measures import Line, Measure

_T: Final = tables.METADATA.tables[tables.OutcomeRow.__tablename__].c
GIVEN: Final[ColumnElement[bool]] = _T.how == How.GIVEN.value
_PEAK: Final = (29, 41)  # 30 to 40, and a minute on either side in which a nurse came a little early or late
Condition = ColumnElement[Any]
_CONDITIONS: Final[Mapping[Measure, Condition]] = {
    measures.NOT_GIVEN: ~GIVEN,
    measures.PEAK_IN_TIME: _T.peak_minutes.between(*_PEAK),
    measures.NOT_BACK: _T.not_back,
    measures.STOPPED_EARLY: _T.stopped_early,
    measures.ENDED_LATE: _T.ended_late,
    measures.MISSED_DUE: case((_T.dues > 0, _T.dues_missed > 0)),
    measures.CORRECTED: _T.corrections > 0,
    measures.ANY_EFFECT: case((_T.effects_asked, _T.effects > 0)),
    measures.SEVERE_EFFECT: case(
        (_T.effects_severe > 0, True), (_T.effects_unstated > 0, None), (_T.effects_asked, False)
    ),
}
OF_ALL: Final = frozenset({measures.NOT_GIVEN, measures.CORRECTED})  # the others ask of sessions with the drug


@dataclass(frozen=True)
class Choice:
    """Which sessions: of one drug by one route, in one band of its dose; None: of all."""

    drug: Drug | None = None
    route: Route | None = None
    band: Band | None = None

    def is_of(self, protocol: Protocol) -> bool:
        """Whether one of these sessions may have followed this version."""
        return self.drug in {None, protocol.drug} and self.route in {None, protocol.route}


def condition(measure: Measure) -> Condition:
    """The condition of a measure that is none of one effect."""
    return or_(*map(_crossed, measure.lines)) if measure.lines else _CONDITIONS[measure]


def chosen(choice: Choice) -> list[ColumnElement[bool]]:
    """The conditions of a choice."""
    told: list[ColumnElement[bool]] = []
    if choice.drug is not None:
        told.append(_T.drug == choice.drug.value)
    if choice.route is not None:
        told.append(_T.route == choice.route.value)
    return told if choice.band is None else [*told, *_in_band(choice.band)]


def _in_band(band: Band) -> list[ColumnElement[bool]]:
    dose = _T[band.unit]
    if band.without is Without.NOT_GIVEN:
        return [~GIVEN]
    if band.without is Without.NOT_KNOWN:
        return [GIVEN, dose.is_(None)]
    low = [] if band.low is None else [dose >= band.low]
    return [GIVEN, dose.is_not(None), *low, *([] if band.high is None else [dose < band.high])]


def value(line: Line) -> Condition:
    """The furthest value, or change, that is held against this limit; NULL where there is none."""
    furthest: Condition = _T[f"{'highest' if line.direction is Direction.HIGH else 'lowest'}_{line.sign}"]
    if not line.delta:
        return furthest
    base = _T[f"baseline_{line.sign}"]
    return 100 * (furthest - base) if line.percent else furthest - base


def _crossed(line: Line) -> Condition:
    told = value(line)
    limit = line.value * _T[f"baseline_{line.sign}"] if line.percent else line.value
    compare: Mapping[tuple[Direction, bool], Callable[[], Condition]] = {
        (Direction.HIGH, True): lambda: told >= limit,
        (Direction.HIGH, False): lambda: told > limit,
        (Direction.LOW, True): lambda: told <= limit,
        (Direction.LOW, False): lambda: told < limit,
    }
    return compare[line.direction, line.inclusive]()
