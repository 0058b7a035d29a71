"""Flags: alerts that no number raises: red-flag effects, no baseline, tried without a reading, due and not taken.

Source: the list of red flags and how they are judged: docs/clinical.md, alerts.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from schemas.alert import Rank
from schemas.cadence import Part
from schemas.effect import Severity
from schemas.protocol import Level
from schemas.reading import NotMeasured, SignName
from schemas.record import Record
from schemas.rules import baseline, course, episodes, minutes, predose
from schemas.rules.alerts.begun import begun
from schemas.rules.baseline import Pressure
from schemas.rules.schedule import Due, State

RED_FLAGS: Final = frozenset(
    {
        "chest_pain", "visual_loss", "focal_weakness", "dyspnoea", "apnoea", "stridor", "syncope", "anaphylaxis",
        "seizure", "suicidal_ideation",
    }
)  # fmt: skip
SEVERE_ONLY: Final = frozenset({"headache"})
_PRESSURE: Final[frozenset[SignName]] = frozenset({"systolic", "diastolic"})
TRIED: Final[tuple[SignName, ...]] = ("systolic", "diastolic", "pulse", "spo2")


class Kind(StrEnum):
    """What the flag is about."""

    EFFECT = "effect"
    NO_BASELINE = "no_baseline"
    NO_READING = "no_reading"
    NOT_TAKEN = "not_taken"
    PRE_DOSE = "pre_dose"


@dataclass(frozen=True)
class Flag:
    """`signs` are those it is about, `label` is the effect's, `due_at` the due's that was not taken.

    `due_minute` counts from the start. `known_at` is when somebody wrote down what it follows from; `back_at` is when
    it was over, None while it is not.
    """

    kind: Kind
    rank: Rank
    true_at: datetime
    known_at: datetime
    signs: frozenset[SignName] = frozenset()
    label: str = ""
    due_at: datetime | None = None
    due_minute: int | None = None
    back_at: datetime | None = None


def flags(record: Record, dues: Iterable[Due]) -> tuple[Flag, ...]:
    """Every flag of the session, by the time at which it became true; `dues` is its schedule."""
    found = (
        *_effects(record),
        *_no_baseline(record),
        *_no_reading(record),
        *_pre_dose(record),
        *_not_taken(record, dues),
    )
    return tuple(sorted(found, key=lambda one: (one.true_at, one.kind, one.label, sorted(one.signs))))


def _effects(record: Record) -> Iterator[Flag]:
    """At once, from the onset; a headache from where it was stated as severe."""
    for one in episodes.episodes(record):
        if one.key in RED_FLAGS:
            known_at = _first_entered(record, one)
            yield Flag(Kind.EFFECT, Rank.RED, one.onset_at, known_at, label=one.label, back_at=one.ended_at)
        elif one.key in SEVERE_ONLY:
            severe = next((step for step in one.steps if (step.severity or 0) >= Severity.SEVERE), None)
            if severe is not None:
                yield Flag(Kind.EFFECT, Rank.RED, severe.at, severe.entered_at, label=one.label, back_at=one.ended_at)


def _first_entered(record: Record, episode: episodes.Episode) -> datetime:
    """When it was first written down under this name: a correction of its onset was not the first to tell of it."""
    firsts = minutes.firsts(record.effects)
    chain = [one for one in record.effects if firsts[one.id].id == episode.effect_id and one.effect == episode.key]
    return min(one.entered_at for one in chain)


def _no_baseline(record: Record) -> Iterator[Flag]:
    """For the signs that the protocol wants before the dose, once the drug runs; a later value is no baseline."""
    started = begun(record)
    if started is None:
        return
    wanted = {name for series in record.protocol.schedule if series.part is Part.BASELINE for name in series.required}
    lacking = {name for name in wanted if baseline.baseline(record, name) is None}
    for signs in (lacking & _PRESSURE, *({name} for name in sorted(lacking - _PRESSURE))):
        if signs:
            yield Flag(Kind.NO_BASELINE, Rank.CAUTION, *started, frozenset(signs))


def _no_reading(record: Record) -> Iterator[Flag]:
    """Tried, and nothing was obtained; over with the next value of the sign. A pressure is one."""
    readings = baseline.holding(record)
    for place, one in enumerate(readings):
        tried = frozenset(name for name in TRIED if one.not_measured.get(name) is NotMeasured.NO_READING)
        for signs in ({*tried} & {"systolic", "diastolic"}, *({name} for name in tried - {"systolic", "diastolic"})):
            if signs:
                later = (two for two in readings[place + 1 :] if signs <= two.values().keys())
                back = next(later, None)
                yield Flag(
                    Kind.NO_READING,
                    Rank.CAUTION,
                    one.taken_at,
                    one.entered_at,
                    frozenset(signs),
                    back_at=None if back is None else back.taken_at,
                )


def _pre_dose(record: Record) -> Iterator[Flag]:
    """A pressure before the dose that is at the call level and was so after a rest too; over with one that is not."""
    pressures, entered = predose.pressures(record), {one.id: one.entered_at for one in record.readings}
    crossed = [{row.sign: row for row in predose.past(record, one) if row.level is Level.CALL} for one in pressures]
    for sign in _PRESSURE:
        for later, second in enumerate(pressures):
            first = next(
                (one for one in range(later) if sign in crossed[one] and _rested(pressures[one], second)), None
            )
            if sign not in crossed[later] or first is None:
                continue
            row, value = crossed[later][sign], getattr(second, sign)
            over = (one.taken_at for place, one in enumerate(pressures) if place > later and sign not in crossed[place])
            yield Flag(
                Kind.PRE_DOSE,
                Rank.RED,
                second.taken_at,
                max(entered[pressures[first].reading_id], entered[second.reading_id]),
                frozenset({sign}),
                label=f"{sign.capitalize()} {value} {'≥' if row.inclusive else '>'} {row.value:g}",
                back_at=next(over, None),
            )
            break


def _rested(first: Pressure, second: Pressure) -> bool:
    return minutes.between(first.taken_at, second.taken_at) >= predose.REST


def _not_taken(record: Record, dues: Iterable[Due]) -> Iterator[Flag]:
    """A due that passed its window; over with the readings that make up for it, also where they are late entries."""
    _, start_known_at = begun(record) or (None, record.treatment.entered_at)
    ended = course.course(record).ended_at
    for due in dues:
        if due.part is Part.BASELINE:
            continue
        late_at = _taken_late_at(due)
        if due.state in {State.PARTIAL, State.MISSED}:
            true_at, back = (
                min(at for at in (due.passed_at, ended) if at is not None),
                _made_good_at(record, due) or ended,
            )
        elif due.passed_at is not None and (due.state is State.OVERDUE or late_at is not None):
            true_at, back = due.passed_at, late_at  # a last check that stays open
        else:
            continue
        known_at = max(true_at, start_known_at)  # where the start was entered late, nobody knew of the due before
        signs = due.lacking or due.required
        minute = course.minutes_from_start(course.course(record), due.due_at)
        yield Flag(Kind.NOT_TAKEN, Rank.CAUTION, true_at, known_at, signs, "", due.due_at, minute, back)


def _taken_late_at(due: Due) -> datetime | None:
    """When what stayed open past its window was taken after all; None where it was not, or in time."""
    if due.closes_at is not None or due.passed_at is None or due.state not in {State.TAKEN, State.ATTEMPTED}:
        return None
    last = due.due_at + timedelta(minutes=max(due.late.values()))
    return last if minutes.between(due.passed_at, last) >= 0 else None


def _made_good_at(record: Record, due: Due) -> datetime | None:
    lacking = set(due.lacking)
    for one in baseline.holding(record):
        if minutes.between(due.due_at, one.taken_at) > 0:
            lacking -= one.values().keys()
            if not lacking:
                return one.taken_at
    return None
