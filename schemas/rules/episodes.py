"""Effects as episodes: onset, each step, how severe now and at worst, end; and when effects were asked about.

Source: the project's own definitions (docs/clinical.md, effects).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from schemas.effect import Effect, EffectChange, Severity
from schemas.record import Record
from schemas.rules import minutes, valid
from schemas.rules.once import once

NONE: Final = "none"
SOME: Final = "some"


@dataclass(frozen=True)
class Step:
    """What was said of an episode at a time; `change_id` is None for its onset. Severity None: not stated there."""

    at: datetime
    severity: Severity | None
    action: str | None
    ended: bool
    change_id: UUID | None
    entered_by: UUID
    entered_at: datetime


@dataclass(frozen=True)
class Episode:
    """One effect from onset to end.

    `effect_id` is the id of its first fact, the one that changes name; `fact` is the newest that holds. `key` is None
    for words of one's own. `severity`: the last one stated, None when none was or the episode has ended; `worst` stays.
    """

    effect_id: UUID
    fact: Effect
    key: str | None
    label: str
    onset_at: datetime
    steps: tuple[Step, ...]
    severity: Severity | None
    worst: Severity | None
    ended_at: datetime | None
    actions: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """Effects were asked about at a time; `answer` is "none" or "some", `source_id` the fact that says so."""

    at: datetime
    answer: str
    source_id: UUID
    entered_by: UUID


@once
def episodes(record: Record) -> tuple[Episode, ...]:
    """The valid episodes by onset; `record` is the whole record, since changes name the first fact of a chain."""
    holding = valid.only(record)
    first = minutes.firsts(record.effects)
    newest: dict[UUID, Effect] = {}
    for effect in sorted(holding.effects, key=lambda one: (one.entered_at, one.id)):
        newest[first[effect.id].id] = effect
    kept = {change.id for change in holding.effect_changes}
    changes: dict[UUID, list[EffectChange]] = {effect_id: [] for effect_id in newest}
    for change in minutes.in_order(record.effect_changes, lambda one: one.at):
        if change.id in kept and change.effect_id in first:
            changes.setdefault(first[change.effect_id].id, []).append(change)
    found = (_episode(effect_id, fact, changes[effect_id]) for effect_id, fact in newest.items())
    return tuple(sorted(found, key=lambda one: (one.onset_at, one.fact.entered_at, one.effect_id)))


def running(record: Record, at: datetime) -> tuple[Episode, ...]:
    """The episodes that had begun and not ended at this time, by whole minutes; in the minute of its end it is over."""
    return tuple(
        one
        for one in episodes(record)
        if minutes.between(one.onset_at, at) >= 0 and (one.ended_at is None or minutes.between(one.ended_at, at) < 0)
    )


@once
def asked(record: Record) -> tuple[Asked, ...]:
    """Every valid time effects were asked about: none was reported, or one began or changed."""
    none = [Asked(one.at, NONE, one.id, one.entered_by) for one in valid.only(record).none_reported]
    some = [
        Asked(step.at, SOME, step.change_id or episode.fact.id, step.entered_by)
        for episode in episodes(record)
        for step in episode.steps
    ]
    return tuple(sorted([*none, *some], key=lambda one: (one.at, one.source_id)))


def _episode(effect_id: UUID, fact: Effect, changes: list[EffectChange]) -> Episode:
    onset = Step(fact.onset_at, None, None, False, None, fact.entered_by, fact.entered_at)  # noqa: FBT003 - its columns
    later = [
        Step(one.at, one.severity, one.action, one.ended, one.id, one.entered_by, one.entered_at) for one in changes
    ]
    steps = tuple(sorted([onset, *later], key=lambda step: minutes.cut(step.at)))
    stated = [step.severity for step in steps if step.severity is not None]
    ended_at = _ended_at(steps)
    return Episode(
        effect_id=effect_id,
        fact=fact,
        key=fact.effect,
        label=fact.label,
        onset_at=fact.onset_at,
        steps=steps,
        severity=stated[-1] if stated and ended_at is None else None,
        worst=max(stated, default=None),
        ended_at=ended_at,
        actions=tuple(step.action for step in steps if step.action is not None),
    )


def _ended_at(steps: tuple[Step, ...]) -> datetime | None:
    """The first end after the last severity: a severity stated after an end says that it goes on."""
    ended_at: datetime | None = None
    for step in steps:
        if step.severity is not None:
            ended_at = None
        elif step.ended and ended_at is None:
            ended_at = step.at
    return ended_at
