"""Looked: how closely somebody looked at the pressure, and therefore what its peak and its return are worth.

Source: the expected peak is published as 30 to 40 minutes, without a route (docs/clinical.md, outcome of a session);
the rest are the project's own definitions.
"""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Final

from schemas.cadence import Part
from schemas.reading import Reading, SignName
from schemas.record import Record
from schemas.rules import baseline, course, schedule, summary
from schemas.rules.schedule import Due, State
from schemas.rules.schedule.asked import ENDED

EXPECTED_PEAK: Final = (30, 40)
HOUR: Final = 60
_PRESSURE: Final[frozenset[SignName]] = frozenset({"systolic", "diastolic"})


@dataclass(frozen=True)
class Hour:
    """The pressures of the first 60 minutes: how many, and the longest stretch of minutes without one."""

    readings: int
    longest_gap: int


def first_hour(record: Record, until: datetime) -> Hour | None:
    """From the start to minute 60, or as far as the session went; None without a start.

    Half a pressure counts, as it does for the peak. What lies before the first and after the last is a gap too.
    """
    reached = course.minutes_from_start(course.course(record), until)
    if reached is None:
        return None
    taken = [minute for one in _with_pressure(record) if (minute := _minute(record, one)) <= HOUR]
    last = max(0, min(HOUR, reached), *taken)
    return Hour(len(taken), max(later - earlier for earlier, later in pairwise([0, *taken, last])))


def peak_at_least(record: Record, until: datetime) -> bool | None:
    """Whether the peak may have been higher, since the due nearest the expected peak has no whole pressure.

    Where several are as near (within those minutes) one without is enough. None: no pressure after the start, or no
    due asked for one.
    """
    near = _nearest(record, until)
    if not near or not _with_pressure(record):
        return None
    return any(due.lacking & _PRESSURE for due in near)


def above_until(record: Record) -> int | None:
    """The minute of the last reading above; None without a baseline, and where nothing was above."""
    known = baseline.baseline_pressure(record)
    if known is None:
        return None
    above = [one for one in baseline.after_start(record) if summary.above(one, known)]
    return _minute(record, above[-1]) if above else None


def position_changed(record: Record) -> bool | None:
    """Whether position or cuff site differ among the baseline and the pressures after the start.

    Once two differ it is so; that nothing changed is known only where all of them say both.
    """
    known = baseline.baseline_pressure(record)
    counting = [one for one in baseline.holding(record) if known is not None and one.id == known.reading_id]
    counting += _with_pressure(record)
    positions, sites = {one.position for one in counting}, {one.cuff_site for one in counting}
    if len(positions - {None}) > 1 or len(sites - {None}) > 1:
        return True
    return None if not counting or None in positions or None in sites else False


def observed_minutes(record: Record) -> int | None:
    """From the start to the last reading with a value in it, whatever the sign; None without a start."""
    if course.course(record).started_at is None:
        return None
    return max((_minute(record, one) for one in baseline.after_start(record) if one.values()), default=0)


def _nearest(record: Record, until: datetime) -> list[Due]:
    """The dues of a pressure that lie nearest the expected peak; where the drug's stop spared one, others came."""
    asked = [
        due
        for due in schedule.schedule(record, until)
        if due.part is not Part.BASELINE
        and due.required & _PRESSURE
        and (due.state is not State.NOT_NEEDED or due.why_not == ENDED)
    ]
    away = [_away(record, due) for due in asked]
    return [due for due, minutes in zip(asked, away, strict=True) if minutes == min(away)]


def _away(record: Record, due: Due) -> int:
    """How many minutes it lies from the expected peak; none inside it."""
    minute = course.minutes_from_start(course.course(record), due.due_at) or 0
    first, last = EXPECTED_PEAK
    return max(first - minute, minute - last, 0)


def _with_pressure(record: Record) -> list[Reading]:
    return [one for one in baseline.after_start(record) if one.systolic is not None or one.diastolic is not None]


def _minute(record: Record, reading: Reading) -> int:
    return course.minutes_from_start(course.course(record), reading.taken_at) or 0
