"""Threads: an alert as people meet it, from raised to resolved, whatever was corrected meanwhile.

A thread is all that was raised under one key since the last time it was resolved. What no longer follows from the facts
is withdrawn and stays in sight; what takes its place after a correction goes on under the same answers.
Source: the project's own definitions (docs/clinical.md, alerts).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid5

from schemas.alert import AlertAct, AlertAnswer, AlertEvent
from schemas.record import Record
from schemas.rules import schedule, valid
from schemas.rules.alerts.episodes import Alert, Key, alerts
from schemas.rules.alerts.flags import Flag, Kind, flags
from schemas.rules.alerts.judged import ORDER, Verdict
from schemas.rules.once import once_a_minute


class State(StrEnum):
    """Active until somebody has seen it, acknowledged until it is resolved; withdrawn where nothing of it follows."""

    ACTIVE = "active"
    ACKNOWLEDGED = "acknowledged"
    RESOLVED = "resolved"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Thread:
    """`worst` is the event that was worst (the latest of those), `seen` the newest, which an answer names.

    `events` are the ids of all of them: who looked a moment ago may name an older one, and answers no more than that.
    `back` says that what it is about is over or within its limits again, `latest` is the newest verdict of a value.
    """

    key: str
    state: State
    worst: AlertEvent
    seen: AlertEvent
    events: frozenset[UUID]
    answers: tuple[AlertAnswer, ...]
    back: bool
    latest: Verdict | None = None


def known(record: Record) -> tuple[AlertEvent, ...]:
    """Every event that was raised and is stored, whatever became of it."""
    return tuple(one for one in record.alert_events if one.withdraws is None)


@once_a_minute
def threads(record: Record, now: datetime) -> tuple[Thread, ...]:
    """Every alert of the session with what became of it, by the time at which it was raised."""
    events = (*record.alert_events, *pending(record, now))
    newest = {_key(one.key): one for one in alerts(record, now)}
    over = _over(record, now)
    found = [
        thread
        for key in dict.fromkeys(one.key for one in events)
        for thread in _Matter([one for one in events if one.key == key], record).threads(newest.get(key), over.get(key))
    ]
    return tuple(sorted(found, key=lambda one: (one.worst.true_at, one.key)))


@once_a_minute
def pending(record: Record, now: datetime) -> tuple[AlertEvent, ...]:
    """What has to be stored so that the stored events say what follows from the facts now; nothing where they do."""
    following = {_same(one): one for one in implied(record, now)}
    withdrawn = {one.withdraws for one in record.alert_events}
    raised = [one for one in record.alert_events if one.withdraws is None]
    there = {_same(one): one for one in raised if one.id not in withdrawn}
    gone = [one for same, one in there.items() if same not in following]
    made = [_withdrawal(one, now) for one in gone]
    for same, one in following.items():
        if same not in there:
            before = next((old for old in gone if (old.key, old.rank) == (one.key, one.rank)), None)
            if before is not None:
                gone.remove(before)
            times = sum(_same(old) == same for old in raised)
            made.append(
                one.model_copy(
                    update={
                        "id": uuid5(record.treatment.id, "|".join((*same, str(times)))),
                        "stored_at": now,
                        "carries": None if before is None else before.id,
                    }
                )
            )
    return tuple(sorted(made, key=lambda one: (one.true_at, one.rank.value, str(one.id))))


def implied(record: Record, now: datetime) -> tuple[AlertEvent, ...]:
    """What follows from the session's valid facts, each worsening by itself; `id` and `stored_at` mean nothing yet."""
    values = [_of_verdict(record, alert, verdict) for alert in alerts(record, now) for verdict in alert.raised]
    return (*values, *(_of_flag(record, one) for one in _flags(record, now)))


def _flags(record: Record, now: datetime) -> tuple[Flag, ...]:
    return flags(record, schedule.schedule(record, now))


def _of_verdict(record: Record, alert: Alert, verdict: Verdict) -> AlertEvent:
    return AlertEvent(
        id=record.treatment.id,
        treatment_id=record.treatment.id,
        stored_at=verdict.known_at,
        key=_key(alert.key),
        source=str(verdict.value.reading_id),
        rank=verdict.rank,
        why=verdict.why.value,
        signs=(alert.key.sign,),
        value=verdict.value.number,
        crossed=verdict.limit,
        reading_id=verdict.value.reading_id,
        true_at=verdict.true_at,
        known_at=verdict.known_at,
    )


def _of_flag(record: Record, flag: Flag) -> AlertEvent:
    return AlertEvent(
        id=record.treatment.id,
        treatment_id=record.treatment.id,
        stored_at=flag.known_at,
        key=_flag_key(flag),
        source=(flag.due_at or flag.true_at).isoformat(),
        rank=flag.rank,
        why=flag.kind.value,
        label=flag.label or None,
        signs=tuple(sorted(flag.signs)),
        due_at=flag.due_at,
        true_at=flag.true_at,
        known_at=flag.known_at,
    )


def _key(key: Key) -> str:
    return f"{key.sign}:{key.direction.value}:{'change' if key.delta else 'value'}"


def _flag_key(flag: Flag) -> str:
    """Of a red flag its effect, of a try without a reading its signs; the dues that were not taken are one matter."""
    about = {Kind.EFFECT: flag.label[:80], Kind.NO_READING: "-".join(sorted(flag.signs))}.get(flag.kind)
    return flag.kind.value if about is None else f"{flag.kind.value}:{about}"


def _over(record: Record, now: datetime) -> dict[str, bool]:
    """For each flag's key whether all of it is over."""
    found: dict[str, bool] = {}
    for flag in _flags(record, now):
        key = _flag_key(flag)
        found[key] = found.get(key, True) and flag.back_at is not None
    return found


def _same(event: AlertEvent) -> tuple[str, str, str]:
    return event.key, event.why, event.source


def _withdrawal(event: AlertEvent, now: datetime) -> AlertEvent:
    return event.model_copy(
        update={"id": uuid5(event.id, "withdrawn"), "stored_at": now, "carries": None, "withdraws": event.id}
    )


class _Matter:
    """All events and answers of one key."""

    def __init__(self, events: Sequence[AlertEvent], record: Record) -> None:
        self.withdrawn = {one.withdraws for one in events}
        self.raised = [one for one in events if one.withdraws is None]
        self.place: dict[UUID, int] = {}
        for index, one in enumerate(self.raised):
            # What takes the place of another stands where that one stood: its answers hold for it too.
            self.place[one.id] = index if one.carries is None else self.place.get(one.carries, index)
        self.answers = [one for one in _answers(record) if one.alert_id in self.place]

    def threads(self, newest: Alert | None, over: bool | None) -> Iterator[Thread]:  # noqa: FBT001 - of three values
        """Each ends where it was resolved, the last one may be open."""
        resolved = {self.place[one.alert_id] + 1 for one in self.answers if one.act is AlertAct.RESOLVED}
        begins = 0
        for ends in sorted(resolved | {len(self.raised)}):
            mine = [one for one in self.raised if begins <= self.place[one.id] < ends]
            said = tuple(one for one in self.answers if begins <= self.place[one.alert_id] < ends)
            live = [one for one in mine if one.id not in self.withdrawn]
            if mine:
                worst = max(live or mine, key=lambda one: (ORDER.index(one.rank), one.true_at))
                yield Thread(
                    key=worst.key,
                    state=self._state(worst, live, said),
                    worst=worst,
                    seen=mine[-1],
                    events=frozenset(one.id for one in mine),
                    answers=said,
                    back=over if over is not None else newest is None or newest.back is not None,
                    latest=None if newest is None else newest.back or newest.latest,
                )
            begins = ends

    def _state(self, worst: AlertEvent, live: Sequence[AlertEvent], answers: Sequence[AlertAnswer]) -> State:
        """A worse level than the one that was seen is active again; the same level goes on under its answer."""
        if any(one.act is AlertAct.RESOLVED for one in answers):
            return State.RESOLVED
        if not live:
            return State.WITHDRAWN
        upto = max((self.place[one.alert_id] for one in answers), default=-1)
        seen = max((ORDER.index(one.rank) for one in live if self.place[one.id] <= upto), default=-1)
        return State.ACKNOWLEDGED if seen >= ORDER.index(worst.rank) else State.ACTIVE


def _answers(record: Record) -> list[AlertAnswer]:
    return sorted(valid.only(record).alert_answers, key=lambda one: (one.entered_at, one.id))
