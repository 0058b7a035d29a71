"""Care: dues that nobody took, another weight, and medicines that were given for the pressure."""

from fractions import Fraction
from uuid import UUID

from schemas.action import Intervention
from schemas.record import Record
from schemas.rules import baseline, schedule, valid
from schemas.rules.baseline import Measured
from schemas.rules.outcome import counted, looked, treated
from schemas.rules.schedule.due import OWED
from schemas.rules.story.about import Given, Medicines, NotTaken, Weighed
from schemas.rules.story.history import History, Visit, ids
from schemas.rules.story.thresholds import TABLE
from schemas.rules.story.told import Compared, Kind, Point, Row, Urgency


def missed(history: History) -> Point | None:
    """Several dues, or one nearest the expected peak that has no whole pressure."""
    now = history.now
    dues = _dues(now.record)
    if dues is None or not now.given:
        return None
    nearest = looked.nearest(now.record, counted.until(now.record))
    near_peak = any(one.state in OWED and one.lacking & looked.PRESSURE for one in nearest)
    if dues.not_taken < TABLE[Kind.MISSED_DUES].by and not near_peak:
        return None
    counts = [(one, found) for one in history.given if (found := _dues(one.record)) is not None]
    had = sum(found.not_taken >= dues.not_taken for _, found in counts)
    told = NotTaken(dues.not_taken, dues.of, near_peak, had)
    compared = Compared(ids(one for one, _ in counts))
    return Point(Kind.MISSED_DUES, Urgency.RECORD, told, compared, (Row(now.id),))


def weight(history: History) -> Point | None:
    """The last weight of this session against the last one of an earlier session."""
    now = _weight(history.now)
    known = [(one, found) for one in reversed(history.earlier) if (found := _weight(one)) is not None]
    if now is None or not known:
        return None
    last, before = known[0]
    one, other = Fraction(str(now.value)), Fraction(str(before.value))
    if abs(one - other) * 100 / other <= Fraction(str(TABLE[Kind.WEIGHT].by)):
        return None
    rows = (Row(history.now.id, now.reading_id), Row(last.id, before.reading_id))
    return Point(Kind.WEIGHT, Urgency.CHANGE, Weighed(now.value, before.value), Compared((last.id,)), rows)


def medicines(history: History) -> Point | None:
    """What was given for the pressure after the start; a medicine that nobody knows is not told as one."""
    now = history.now
    found = _for_pressure(now)
    if not found:
        return None
    had = [one for one in history.given if _for_pressure(one)]
    given = tuple(Given(one.drug or "", one.dose, now.minute(one.at)) for one in found)
    told = Medicines(given, treated.before_the_peak(now.record), len(had))
    rows = [Row(visit.id, one.id) for visit in (now, *had) for one in _for_pressure(visit)]
    return Point(Kind.TREATED, Urgency.SAFETY, told, Compared(ids(history.given)), tuple(rows))


def _dues(record: Record) -> schedule.Count | None:
    return counted.dues(record, counted.until(record))


def _weight(visit: Visit) -> Measured | None:
    return baseline.last(baseline.holding(visit.record), "weight_kg")


def _for_pressure(visit: Visit) -> list[Intervention]:
    told = valid.only(visit.record).interventions if visit.given else ()
    return sorted(
        (
            one
            for one in told
            if one.drug is not None and treated.is_for_pressure(one.drug) and visit.minute(one.at) > 0
        ),
        key=_moment,
    )


def _moment(one: Intervention) -> tuple[object, UUID]:
    return one.at, one.id
