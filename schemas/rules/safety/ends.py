"""Ends: whether the drug was stopped early, and whether the session ended late.

Source: both numbers unverified, to be set by your medical director.
"""

from datetime import timedelta
from fractions import Fraction
from typing import Final

from schemas.cadence import Anchor, Part
from schemas.record import Record
from schemas.rules import course, dose, minutes

EARLY: Final = Fraction(95, 100)  # of the planned dose: what a pump rounds off is no early stop
LATE: Final = 30  # minutes


def stopped_early(record: Record) -> bool | None:
    """Whether less than 95 % of the planned dose was given; None unless both are known."""
    planned, given = dose.planned(record).mg, dose.given(record).mg
    if course.course(record).started_at is None or planned is None or given is None:
        return None
    return Fraction(str(given)) < EARLY * Fraction(str(planned))


def ended_late(record: Record) -> bool | None:
    """Whether the session ended more than 30 minutes after its protocol would have let the person go.

    That is the observation time that the protocol names or, where it names none, its last due at a fixed minute after
    the drug. None: no start, no end, or a protocol that names neither.
    """
    known = course.course(record)
    if known.started_at is None or known.ended_at is None:
        return None
    observed = record.protocol.observation_minutes
    may_go = _last_due(record, known) if observed is None else observed
    ended = minutes.between(known.started_at, known.ended_at)
    return None if may_go is None else ended - may_go > LATE


def _last_due(record: Record, known: course.Course) -> int | None:
    """In minutes from the start; one that counts from the stop needs the stop."""
    anchors = {Anchor.START: known.started_at, Anchor.STOP: known.stopped_at}
    found = []
    for series in record.protocol.schedule:
        anchor = anchors.get(series.anchor)
        if series.part is not Part.AFTER or anchor is None:
            continue
        if series.ends is None:  # it goes on as long as the person stays: the protocol names no end
            return None
        found.append(course.minutes_from_start(known, anchor + timedelta(minutes=series.ends)) or 0)
    return max(found, default=None)
