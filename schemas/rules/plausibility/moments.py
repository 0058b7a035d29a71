"""Plausibility of the time at which something was taken: beside now, arrival, end and the other readings.

Everything compares by whole minutes. What a confirmation is tied to does not move while it is being given: the
session's end or the other reading, not the minute of this one.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime

from schemas.rules.line.times import AHEAD
from schemas.rules.line.zone import minute, spoken, written
from schemas.rules.plausibility import limits
from schemas.rules.plausibility.answer import Finding, Occasion, finding

SIGN = "taken_at"


def time_refusals(taken_at: datetime, occasion: Occasion) -> tuple[Finding, ...]:
    """What is not accepted: a time more than two minutes in the future, or before the arrival."""
    at, zone = minute(taken_at), occasion.zone
    now, arrival = minute(occasion.now), minute(occasion.arrival)
    time, judged = spoken(at, zone), written(at, zone)
    if at > now + AHEAD:
        return (finding("taken_at.future", judged, SIGN, time=time, limit=str(AHEAD), now=spoken(now, zone)),)
    if at < arrival:
        return (finding("taken_at.before_arrival", judged, SIGN, time=time, arrival=spoken(arrival, zone)),)
    return ()


def time_questions(
    taken_at: datetime, entered_by: str, signs: Mapping[str, float], occasion: Occasion
) -> tuple[Finding, ...]:
    """What is unlikely and saved only when confirmed: long after the arrival, after the end, very like another one."""
    at, zone = minute(taken_at), occasion.zone
    return (
        *_long_after(at, occasion),
        *_after_the_end(at, occasion),
        *_in_no_window(at, occasion),
        *_like_another(at, zone, entered_by, signs, occasion),
    )


def _long_after(at: int, occasion: Occasion) -> Iterator[Finding]:
    arrival, zone = minute(occasion.arrival), occasion.zone
    if at - arrival > limits.LONG_AFTER * 60:
        said = {"time": spoken(at, zone), "arrival": spoken(arrival, zone), "limit": str(limits.LONG_AFTER)}
        yield finding("taken_at.long_after", written(arrival, zone), SIGN, **said)


def _after_the_end(at: int, occasion: Occasion) -> Iterator[Finding]:
    if occasion.end is not None and at > minute(occasion.end):
        end, zone = minute(occasion.end), occasion.zone
        yield finding("taken_at.after_end", written(end, zone), SIGN, time=spoken(at, zone), end=spoken(end, zone))


def _in_no_window(at: int, occasion: Occasion) -> Iterator[Finding]:
    """A time well before now, which was therefore stated, at which no reading was due."""
    if not occasion.windows or minute(occasion.now) - at <= limits.FAR_BACK:
        return
    for opens, closes in occasion.windows:
        if minute(opens) <= at and (closes is None or at <= minute(closes)):
            return
    yield finding("taken_at.no_window", "", SIGN, time=spoken(at, occasion.zone))


def _like_another(
    at: int, zone: str, entered_by: str, signs: Mapping[str, float], occasion: Occasion
) -> Iterator[Finding]:
    for other in occasion.readings:
        then = minute(other.taken_at)
        if then == at:
            yield finding("taken_at.same_minute", other.id, SIGN, time=spoken(at, zone))
        near, same = abs(then - at) <= limits.SAME_VALUES, bool(signs) and dict(signs) == dict(other.signs)
        if near and same and entered_by != other.entered_by:
            said = {"other": spoken(then, zone), "limit": str(limits.SAME_VALUES)}
            yield finding("taken_at.same_values", other.id, SIGN, **said)
