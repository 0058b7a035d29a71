"""Threads: an alert as people meet it, from raised to resolved, whatever was corrected meanwhile.

A thread is all that was raised under one key since the last time it was resolved. What no longer follows from the facts
is withdrawn and stays in sight; what takes its place after a correction goes on under the same answers.
Source: the project's own definitions (docs/clinical.md, alerts).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from schemas.alert import AlertAct, AlertAnswer, AlertEvent
from schemas.record import Record
from schemas.rules import valid
from schemas.rules.alerts.episodes import Alert, alerts, key_of
from schemas.rules.alerts.events import flag_key, flags_of, never_back, pending
from schemas.rules.alerts.judged import Verdict, level
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


@once_a_minute
def threads(record: Record, now: datetime) -> tuple[Thread, ...]:
    """Every alert of the session with what became of it, by the time at which it was raised."""
    now = never_back(record, now)
    events = (*record.alert_events, *pending(record, now))
    newest = {key_of(one.key): one for one in alerts(record, now)}
    over = _over(record, now)
    found = [
        thread
        for key in dict.fromkeys(one.key for one in events)
        for thread in _Matter([one for one in events if one.key == key], record).threads(newest.get(key), over.get(key))
    ]
    return tuple(sorted(found, key=lambda one: (one.worst.true_at, one.key)))


def _over(record: Record, now: datetime) -> dict[str, bool]:
    """For each flag's key whether all of it is over."""
    found: dict[str, bool] = {}
    for flag in flags_of(record, now):
        key = flag_key(flag)
        found[key] = found.get(key, True) and flag.back_at is not None
    return found


class _Matter:
    """All events and answers of one key."""

    def __init__(self, events: Sequence[AlertEvent], record: Record) -> None:
        self.withdrawn = {one.withdraws for one in events}
        self.gone_at = {one.withdraws: one.stored_at for one in events if one.withdraws is not None}
        self.raised = [one for one in events if one.withdraws is None]
        self.place: dict[UUID, int] = {}
        for index, one in enumerate(self.raised):
            # What takes the place of another stands where that one stood: its answers hold for it too.
            self.place[one.id] = index if one.carries is None else self.place.get(one.carries, index)
        self.answers = [one for one in _answers(record) if one.alert_id in self.place]

    def threads(self, newest: Alert | None, over: bool | None) -> Iterator[Thread]:  # noqa: FBT001 - of three values
        """Each ends where it was resolved, or where all of it was withdrawn before something new was raised."""
        resolved = {self.place[one.alert_id] + 1 for one in self.answers if one.act is AlertAct.RESOLVED}
        begins = 0
        for ends in sorted(resolved | set(self._anew(resolved)) | {len(self.raised)}):
            mine = [one for one in self.raised if begins <= self.place[one.id] < ends]
            said = tuple(one for one in self.answers if begins <= self.place[one.alert_id] < ends)
            live = [one for one in mine if one.id not in self.withdrawn]
            if mine:
                worst = max(live or mine, key=lambda one: (level(one.rank, one.why), one.true_at))
                yield Thread(
                    key=worst.key,
                    state=self._state(worst, live, said),
                    worst=worst,
                    seen=mine[-1],
                    events=frozenset(one.id for one in mine),
                    answers=said,
                    back=over if over is not None else newest is None or newest.back is not None,
                    latest=None if newest is None or ends < len(self.raised) else newest.back or newest.latest,
                )
                yield from self._taken_back(mine, live, worst)
            begins = ends

    def _taken_back(
        self, mine: Sequence[AlertEvent], live: Sequence[AlertEvent], worst: AlertEvent
    ) -> Iterator[Thread]:
        """What was worse than all that still follows, and follows no more: withdrawn in sight, beside what is left."""
        carried = {one.carries for one in mine}
        worse = [
            one
            for one in mine
            if one.id in self.withdrawn
            and one.id not in carried
            and level(one.rank, one.why) > level(worst.rank, worst.why)
        ]
        if live and worse:
            was = max(worse, key=lambda one: (level(one.rank, one.why), one.true_at))
            yield Thread(was.key, State.WITHDRAWN, was, was, frozenset(), (), back=True)

    def _anew(self, resolved: set[int]) -> Iterator[int]:
        """The places at which something is raised that takes nobody's place, after all before it was withdrawn."""
        begins = 0
        for index, one in enumerate(self.raised):
            begins = index if index in resolved else begins
            before = self.raised[begins:index]
            if before and one.carries is None and all(self._was_gone(old, one.stored_at) for old in before):
                begins = index
                yield index

    def _was_gone(self, old: AlertEvent, at: datetime) -> bool:
        gone_at = self.gone_at.get(old.id)
        return gone_at is not None and gone_at <= at

    def _state(self, worst: AlertEvent, live: Sequence[AlertEvent], answers: Sequence[AlertAnswer]) -> State:
        """A worse level than the one that was seen is active again; the same level goes on under its answer."""
        if any(one.act is AlertAct.RESOLVED for one in answers):
            return State.RESOLVED
        if not live:
            return State.WITHDRAWN
        upto = max((self.place[one.alert_id] for one in answers), default=-1)
        seen = max((level(one.rank, one.why) for one in live if self.place[one.id] <= upto), default=-1)
        return State.ACKNOWLEDGED if seen >= level(worst.rank, worst.why) else State.ACTIVE


def _answers(record: Record) -> list[AlertAnswer]:
    return sorted(valid.only(record).alert_answers, key=lambda one: (one.entered_at, one.id))
