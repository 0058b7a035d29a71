"""Rests: the stretches of a session after a stop, each until drug flows or is given again, and what was seen in them.

Source: the project's own definitions (docs/clinical.md, course of a session and near baseline).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from typing import Final

from schemas.drug import DrugAct
from schemas.protocol import Direction, Level, Protocol
from schemas.record import Record
from schemas.rules import baseline, course, minutes
from schemas.rules.baseline import Pressure
from schemas.rules.once import once

_GIVES: Final = frozenset({*course.SINGLE, DrugAct.START, DrugAct.RESUME})


@dataclass(frozen=True)
class Rest:
    """From a stop to what ended it (None: it goes on); `settled_at` is when the pressure was near baseline twice.

    `flows` says that drug flowed again at its end; otherwise a single dose was given, and the next rest begins there.
    """

    begins: datetime
    ends: datetime | None = None
    flows: bool = False
    settled_at: datetime | None = None

    def holds(self, at: datetime) -> bool:
        """Whether this minute lies in it; the minute of the stop still belongs to the drug, that of a resume again."""
        if minutes.between(self.begins, at) <= 0:
            return False
        return self.ends is None or minutes.between(at, self.ends) >= (1 if self.flows else 0)


@once
def rests(record: Record) -> tuple[Rest, ...]:
    """Every rest of the session, in their order."""
    return tuple(replace(rest, settled_at=_settled(record, rest)) for rest in _stretches(record))


def near_baseline(pressure: Pressure, known: Pressure, protocol: Protocol) -> bool:
    """Both numbers at or below 110 % of baseline, the systolic not under the call limit for low pressure."""
    limit = protocol.limit("systolic", Direction.LOW, Level.CALL)
    low = limit is not None and (
        pressure.systolic <= limit.value if limit.inclusive else pressure.systolic < limit.value
    )
    return not low and 10 * pressure.systolic <= 11 * known.systolic and 10 * pressure.diastolic <= 11 * known.diastolic


def _stretches(record: Record) -> Iterator[Rest]:
    events = course.drug_events(record)
    if not course.is_infusion(events):
        stopped = course.course(record).stopped_at
        if stopped is not None:
            yield Rest(stopped)
        return
    since: datetime | None = None
    given = False
    for event in events:
        given = given or event.act in _GIVES
        if event.act is DrugAct.STOP and given:  # a stop whose start was withdrawn stopped nothing
            since = since or event.at
        elif since is not None and event.act in _GIVES:
            flows = event.act not in course.SINGLE
            yield Rest(since, event.at, flows)
            since = None if flows else event.at
    if since is not None:
        yield Rest(since)


def _settled(record: Record, rest: Rest) -> datetime | None:
    """When two successive whole pressures after the stop were near baseline; a later rise does not undo it."""
    known = baseline.baseline_pressure(record)
    if known is None:
        return None
    pressures = [one for one in map(baseline.pressure, baseline.holding(record)) if one and rest.holds(one.taken_at)]
    near = [near_baseline(one, known, record.protocol) for one in pressures]
    return next((pressures[place + 1].taken_at for place, pair in enumerate(pairwise(near)) if all(pair)), None)
