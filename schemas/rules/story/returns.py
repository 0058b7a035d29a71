"""Returns: when the pressure was back near the baseline, later than ever, or not at all while anybody looked."""

from schemas.reading import Reading
from schemas.record import Record
from schemas.rules import baseline, summary
from schemas.rules.outcome import looked, treated
from schemas.rules.story.about import Late, StillAbove
from schemas.rules.story.history import History, Visit
from schemas.rules.story.thresholds import TABLE, USUALLY_BACK
from schemas.rules.story.told import Kind, Point, Row, Urgency
from schemas.rules.summary import ReturnState


def returned(history: History) -> Point | None:
    """Still above at a minute at which it had been seen back each time before."""
    bounds, now = TABLE[Kind.RETURN], history.now
    earlier = [one for one in history.like if _returned_untreated(one.record)]
    if not _returned_untreated(now.record) or len(earlier) < bounds.least:
        return None
    backs = [_back_at(one.record) for one in earlier]
    until = looked.above_until(now.record) or 0
    if until - max(backs) < bounds.by:
        return None
    told = Late(until, _back_at(now.record), (min(backs), max(backs)))
    rows = [*_last_above(now), *_first_back(now), *(row for one in earlier for row in _first_back(one))]
    return Point(Kind.RETURN, Urgency.CHANGE, told, history.compared(earlier), tuple(rows))


def not_returned(history: History) -> Point | None:
    """Above when it was last seen; while the session is open only from the minute on at which most are back."""
    now = history.now
    known, until = baseline.baseline_pressure(now.record), looked.above_until(now.record)
    if known is None or until is None or _state(now.record) is not ReturnState.NOT_YET:
        return None
    if not now.ended and until < USUALLY_BACK[now.record.protocol.route]:
        return None
    earlier = [one for one in history.like if _state(one.record) in {ReturnState.RETURNED, ReturnState.NOT_YET}]
    had = sum(_state(one.record) is ReturnState.RETURNED for one in earlier)
    last = _above(now.record)[-1]
    told = StillAbove((last.systolic, last.diastolic), until, known, had)
    rows = (Row(now.id, known.reading_id), *_last_above(now))
    return Point(Kind.NOT_RETURNED, Urgency.SAFETY, told, history.compared(earlier), rows)


def _state(record: Record) -> ReturnState:
    return summary.summary(record).return_state


def _back_at(record: Record) -> int:
    return summary.summary(record).return_minutes or 0


def _returned_untreated(record: Record) -> bool:
    return _state(record) is ReturnState.RETURNED and treated.before_the_return(record) is False


def _above(record: Record) -> list[Reading]:
    known = baseline.baseline_pressure(record)
    return [one for one in baseline.after_start(record) if known is not None and summary.above(one, known)]


def _last_above(visit: Visit) -> list[Row]:
    return [Row(visit.id, one.id) for one in _above(visit.record)[-1:]]


def _first_back(visit: Visit) -> list[Row]:
    after = baseline.after_start(visit.record)
    last = after.index(_above(visit.record)[-1])
    return [Row(visit.id, one.id) for one in after[last + 1 :] if baseline.pressure(one)][:1]
