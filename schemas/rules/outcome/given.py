"""Given: whether the drug was given in this session, and at which pressure it was not."""

from enum import StrEnum

from schemas.predose import Decision
from schemas.record import Record
from schemas.rules import baseline, course, minutes, predose
from schemas.rules.baseline import Pressure


class How(StrEnum):
    """What became of the session's dose."""

    GIVEN = "given"
    HELD = "held"
    CANCELLED = "cancelled"
    NOT_STARTED = "not_started"


_NOT_GIVEN = {Decision.HOLD: How.HELD, Decision.CANCEL: How.CANCELLED}


def how(record: Record) -> How:
    """Given once drug was given, whatever had been decided; else what the last decision says."""
    if course.course(record).started_at is not None:
        return How.GIVEN
    decided = predose.check(record).decision
    return How.NOT_STARTED if decided is None else _NOT_GIVEN.get(decided.decision, How.NOT_STARTED)


def held_at(record: Record) -> Pressure | None:
    """The whole pressure at which the dose was held or cancelled, as it was corrected since; None where it was not."""
    decided = predose.check(record).decision
    if how(record) not in _NOT_GIVEN.values() or decided is None or decided.reading_id is None:
        return None
    firsts = minutes.firsts(record.readings)
    begun = firsts.get(decided.reading_id)
    same = [one for one in baseline.holding(record) if firsts[one.id] is begun]
    return baseline.pressure(same[-1]) if same else None
