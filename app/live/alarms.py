"""Alerts in words: what is over a limit now, by which limit and whose, the worst first; nothing is advised."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from app import words
from app.live import dues
from schemas.protocol import Direction, Limit
from schemas.record import Record
from schemas.rules import alerts, baseline
from schemas.rules.alerts import Alert, Flag, Kind, Rank, Why
from schemas.rules.alerts.judged import LAST, Scale

_SENSE: Final = {(True, True): "≥", (True, False): ">", (False, True): "≤", (False, False): "<"}


def told(record: Record, now: datetime) -> list[dict[str, Any]]:
    """`rank`, `words`, `more` (limit's source, and what is now) and `back`, red ones first.

    A caution is told while it lasts. A red one stays, with what the value is now, until the session is closed: nobody
    can resolve it in this version.
    """
    found = [*_values(record, now), *_flags(record)]
    return sorted(found, key=lambda one: (one["rank"] != Rank.RED, one["back"], one["words"]))


def _values(record: Record, now: datetime) -> Iterator[dict[str, Any]]:
    for alert in alerts.alerts(record, now):
        limit = alert.worst.limit
        if limit is None or (alert.back is not None and alert.worst.rank is not Rank.RED):
            continue
        yield {
            "rank": alert.worst.rank.value,
            "words": f"{_number(alert)} {_limit(limit)}{_why(record, alert)}",
            "more": " · ".join(part for part in (_since(record, alert), limit.source) if part),
            "back": alert.back is not None,
        }


def _number(alert: Alert) -> str:
    """The number that was worst, as it is read."""
    label = words.label(alert.key.sign)
    name = f"Δ {label}" if alert.key.delta else label[0].upper() + label[1:]
    return f"{name} {alert.worst.value.number:{'+g' if alert.key.delta else 'g'}}"


def _limit(limit: Limit) -> str:
    sense = _SENSE[limit.direction is Direction.HIGH, limit.inclusive]
    return f"{sense} {limit.value:{'+g' if limit.delta else 'g'}}"


def _why(record: Record, alert: Alert) -> str:
    """How it came to this level, and for SpO2 whether it was on air."""
    first = Scale(alert.key.sign, alert.key.direction, alert.key.delta, {}).soonest
    said = {
        Why.REPEAT: f", repeat it {first} to {LAST} min later",
        Why.CONFIRMED: ", confirmed by a second value",
        Why.MISSING: f", no repeat within {LAST} min",
    }.get(alert.worst.why, "")
    return said + (f", {_oxygen(record, alert.worst.value.taken_at)}" if alert.key.sign == "spo2" else "")


def _oxygen(record: Record, at: datetime) -> str:
    """Oxygen holds from when it is said until it is changed; before that it is unknown."""
    last = baseline.previous(record, "oxygen_l_min", at)
    if last is None:
        return "oxygen not stated"
    return "on air" if last.value == 0 else f"on oxygen {words.number(last.value)} l/min"


def _since(record: Record, alert: Alert) -> str:
    zone = record.treatment.zone
    since = words.clock_time(alert.worst.true_at, zone)
    newest = alert.back or alert.latest
    if newest is alert.worst:
        return since
    now = f"{newest.value.number:{'+g' if alert.key.delta else 'g'}} at {words.clock_time(newest.true_at, zone)}"
    return f"{since} · since back within limits, {now}" if alert.back else f"{since} · {now}"


def _flags(record: Record) -> Iterator[dict[str, Any]]:
    # Without the schedule: what was due and not taken is said beside what is due next.
    for flag in alerts.flags(record, ()):
        if flag.back_at is not None and flag.rank is not Rank.RED:
            continue
        since = words.clock_time(flag.true_at, record.treatment.zone)
        over = f" · ended {words.clock_time(flag.back_at, record.treatment.zone)}" if flag.back_at else ""
        yield {
            "rank": flag.rank.value,
            "words": _about(flag),
            "more": f"{since}{over}",
            "back": flag.back_at is not None,
        }


def _about(flag: Flag) -> str:
    signs = dues.signs(flag.signs)
    return {
        Kind.EFFECT: flag.label,
        Kind.NO_BASELINE: f"No baseline: {signs}",
        Kind.NO_READING: f"Tried, no reading obtained: {signs}",
    }[flag.kind]
