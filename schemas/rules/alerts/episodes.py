"""Alerts of values: from crossing a limit to being back within, each worsening raised again.

An alert is raised on a change of state only. What a later value, a correction or a late entry changes follows from the
facts anew; what was known when stays in `known_at`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from schemas.alert import AlertAct, Rank
from schemas.protocol import Direction, Level, Limit, Protocol
from schemas.reading import Reading, SignName
from schemas.record import Record
from schemas.rules import baseline, course, minutes, valid
from schemas.rules.alerts.begun import begun
from schemas.rules.alerts.judged import CAUTION, Scale, Value, Verdict, level, verdicts
from schemas.rules.once import once, once_a_minute


@dataclass(frozen=True)
class Key:
    """What an alert is about, within its session: the number, its direction, its value or its change from baseline."""

    sign: SignName
    direction: Direction
    delta: bool
    percent: bool = False


@dataclass(frozen=True)
class Alert:
    """One episode outside the limits. `raised` are its worsenings, the first one first; `back` is what ended it.

    `latest` is the newest verdict of the episode, which may be milder than the worst.
    """

    key: Key
    raised: tuple[Verdict, ...]
    latest: Verdict
    back: Verdict | None = None

    @property
    def worst(self) -> Verdict:
        """The last of the worsenings."""
        return self.raised[-1]


def of(key: Key, judged: Sequence[Verdict], resolved: Sequence[datetime] = ()) -> tuple[Alert, ...]:
    """The alerts of one key, from its verdicts by time; `resolved` are the times at which somebody resolved it."""
    found: list[Alert] = []
    for verdict in judged:
        open_one = found[-1] if found and found[-1].back is None else None
        if verdict.rank is Rank.WITHIN:
            if open_one is not None:
                found[-1] = replace(open_one, back=verdict)
        elif open_one is None:
            found.append(Alert(key, (verdict,), verdict))
        else:
            worse = level(verdict.rank, verdict.why) > _known_level(open_one, verdict, resolved)
            found[-1] = replace(
                open_one, raised=(*open_one.raised, verdict) if worse else open_one.raised, latest=verdict
            )
    return tuple(found)


def _known_level(alert: Alert, verdict: Verdict, resolved: Sequence[datetime]) -> int:
    """The level that people know of: the worst of the episode, or a caution at most once somebody has resolved it.

    Who resolves an alert while the value is still out has answered for what was there, not for what comes.
    """
    worst, latest = alert.worst, alert.latest
    answered = any(worst.known_at <= at < verdict.known_at for at in resolved)
    return min(level(latest.rank, latest.why), CAUTION) if answered else level(worst.rank, worst.why)


@once
def scales(protocol: Protocol) -> tuple[Scale, ...]:
    """The protocol's limits by key."""
    rows: dict[Key, dict[Level, Limit]] = {}
    for limit in protocol.limits:
        rows.setdefault(Key(limit.sign, limit.direction, limit.delta, limit.percent), {})[limit.level] = limit
    return tuple(Scale(key.sign, key.direction, key.delta, limits, key.percent) for key, limits in rows.items())


def values(record: Record, scale: Scale) -> tuple[Value, ...]:
    """Every valid value of the sign by `taken_at`; for a change, what was taken after the start less the baseline."""
    found = []
    for reading in baseline.holding(record):
        number = _change(record, scale, reading) if scale.delta else getattr(reading, scale.sign)
        if number is not None:
            known_at = max(reading.entered_at, _counted_from(record)) if scale.delta else reading.entered_at
            found.append(Value(number, reading.taken_at, known_at, reading.id))
    return tuple(found)


@once
def _counted_from(record: Record) -> datetime:
    """Since when a change could be known: once start and baseline are written down, corrected or not."""
    base, start = baseline.baseline_pressure(record), begun(record)
    firsts = minutes.firsts(record.readings)
    told = [] if base is None else [firsts[base.reading_id].entered_at]
    return max([*told, *([] if start is None else [start[1]]), record.treatment.entered_at])


@once_a_minute
def alerts(record: Record, now: datetime) -> tuple[Alert, ...]:
    """Every alert that the session's values raise, by the time at which each became true.

    With the session's end its time stops: nobody can come again to a person who has left.
    """
    ended = course.course(record).ended_at
    until = now if ended is None else min(now, ended)
    resolved = _resolved(record)
    found: list[Alert] = []
    for scale in scales(record.protocol):
        key = Key(scale.sign, scale.direction, scale.delta, scale.percent)
        found += of(key, verdicts(scale, values(record, scale), until), resolved.get(key_of(key), ()))
    return tuple(sorted(found, key=_place))


def _place(alert: Alert) -> tuple[datetime, str, str, bool, bool]:
    key = alert.key
    return alert.raised[0].true_at, key.sign, key.direction.value, key.delta, key.percent


def key_of(key: Key) -> str:
    """The key of a value's alert as it is stored."""
    what = "percent" if key.percent else "change" if key.delta else "value"
    return f"{key.sign}:{key.direction.value}:{what}"


@once
def _resolved(record: Record) -> dict[str, list[datetime]]:
    """By key, when somebody resolved an alert of it."""
    of_event = {one.id: one.key for one in record.alert_events}
    found: dict[str, list[datetime]] = {}
    for one in valid.only(record).alert_answers:
        if one.act is AlertAct.RESOLVED and one.alert_id in of_event:
            found.setdefault(of_event[one.alert_id], []).append(one.entered_at)
    return found


def _change(record: Record, scale: Scale, reading: Reading) -> float | None:
    """The change from baseline, in mmHg or per cent of it, which only the two numbers of a pressure have.

    None before the drug is given.
    """
    minute = course.minutes_from_start(course.course(record), reading.taken_at)
    if minute is None or minute <= 0:
        return None
    systolic, diastolic = baseline.change(record, reading)
    change = {"systolic": systolic, "diastolic": diastolic}.get(scale.sign)
    base = baseline.baseline_pressure(record)
    if change is None or base is None or not scale.percent:
        return change
    return 100 * change / (base.systolic if scale.sign == "systolic" else base.diastolic)
