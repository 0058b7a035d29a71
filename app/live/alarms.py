"""Alerts for screens: what is over a limit, by which limit and whose, who answered it; the worst first.

Nothing is advised.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from app import words
from app.live import alert_words
from schemas.alert import AlertAct
from schemas.protocol import Direction
from schemas.record import Record
from schemas.rules import alerts, schedule
from schemas.rules.alerts import Rank, State, Thread
from schemas.staff import Staff

_TAKEN: Final = {schedule.State.TAKEN, schedule.State.ATTEMPTED}
_OPEN: Final = {State.ACTIVE, State.ACKNOWLEDGED}
_ACTS: Final = {AlertAct.ACKNOWLEDGED: "acknowledged", AlertAct.RESOLVED: "resolved"}


def told(record: Record, now: datetime, staff: Mapping[UUID, Staff]) -> list[dict[str, Any]]:
    """One dictionary an alert: `rank`, `words`, `more`, `back`, `state`, and the `id` that an answer names.

    Those that wait for somebody come first, the red ones at their head; resolved and withdrawn ones last.
    """
    found = sorted(alerts.threads(record, now), key=_order)
    late = {due.due_at: due.known_at for due in schedule.schedule(record, now) if due.state in _TAKEN}
    return [_told(record, one, staff, late) for one in found]


def is_open(alert: Mapping[str, Any]) -> bool:
    """Whether somebody has to see or to resolve it."""
    return alert["state"] in _OPEN


def waiting(record: Record, now: datetime) -> int:
    """How many alerts of the session somebody has still to see or to resolve."""
    return sum(is_open(one) for one in told(record, now, {}))


def _order(one: Thread) -> tuple[bool, bool, bool, bool, bool, float]:
    """A value over a limit comes before what was not measured: where only one has room, it is the value."""
    return (
        one.state not in _OPEN,
        one.worst.rank is not Rank.RED,
        one.state is not State.ACTIVE,
        one.back,
        one.worst.rank is Rank.CAUTION and one.worst.crossed is None,
        one.worst.true_at.timestamp(),
    )


def _told(
    record: Record, one: Thread, staff: Mapping[UUID, Staff], late: Mapping[datetime, datetime | None]
) -> dict[str, Any]:
    parts = (
        words.clock_time(one.worst.true_at, record.treatment.zone),
        *_since(record, one, late),
        alerts.source(record, one.worst),
    )
    return {
        "id": str(one.seen.id),
        "rank": one.worst.rank.value,
        "words": alert_words.about(record, one.worst, repeated=_has_later(one)),
        "more": " · ".join(parts),
        "back": one.back,
        "over": over(record, one),
        "state": one.state.value,
        "answers": list(_answers(record, one, staff)),
    }


def _has_later(one: Thread) -> bool:
    return one.latest is not None and one.latest.true_at > one.worst.true_at


def _since(record: Record, one: Thread, late: Mapping[datetime, datetime | None]) -> Iterator[str]:
    """What the value is now, where that is another reading than the one that raised it."""
    zone = record.treatment.zone
    if one.state is State.WITHDRAWN:
        written = late.get(one.worst.due_at) if one.worst.due_at is not None else None
        yield (
            "withdrawn: it no longer follows from what holds now"
            if written is None
            else f"taken in time and written down at {words.clock_time(written, zone)}; until then it was overdue"
        )
    elif one.latest is not None and _has_later(one):
        value, crossed = one.latest.value.number, one.worst.crossed
        said = f"{value:g}" if crossed is None else alert_words.number(value, crossed)
        now = f"{said} at {words.clock_time(one.latest.true_at, zone)}"
        yield f"{_back(record, one)}, {now}" if one.back else now
    elif one.back:
        yield alert_words.over(one.worst)


def over(record: Record, one: Thread) -> str:
    """In a few words that what it was about is over; nothing while it is not."""
    if not one.back:
        return ""
    return _back(record, one) if one.worst.crossed is not None else alert_words.over(one.worst)


def _back(record: Record, one: Thread) -> str:
    """Back within its limits, or past those on the other side: that is no longer this, and nothing to be glad of."""
    crossed, value = one.worst.crossed, one.latest.value.number if one.latest is not None else None
    if crossed is None or value is None:
        return alert_words.over(one.worst)
    other = [
        row
        for row in record.protocol.limits
        if (row.sign, row.delta, row.percent) == (one.worst.signs[0], crossed.delta, crossed.percent)
        and row.direction is not crossed.direction
        and (value >= row.value if row.direction is Direction.HIGH else value <= row.value)
        and (row.inclusive or value != row.value)
    ]
    return "past the limit on the other side since" if other else "since back within limits"


def _answers(record: Record, one: Thread, staff: Mapping[UUID, Staff]) -> Iterator[str]:
    for answer in one.answers:
        who = staff[answer.entered_by].initials if answer.entered_by in staff else "?"
        said = f"{_ACTS[answer.act]} by {who} {words.clock_time(answer.at, record.treatment.zone)}"
        if answer.act is AlertAct.ACKNOWLEDGED and answer.entered_at < one.worst.known_at:
            said += ", before this was so"
        yield f"{said}: {answer.words}" if answer.words else said
