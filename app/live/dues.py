"""Dues in words: what comes next at this chair, what is owed, how many were not taken, and the rows of those."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from app import words
from schemas.cadence import Part
from schemas.reading import NAMES, SignName
from schemas.record import Record
from schemas.rules import alerts, course, minutes, predose, schedule
from schemas.rules.schedule import Due, State

_NOT_TAKEN: Final = {State.MISSED: "not taken", State.PARTIAL: "partly taken, missing"}


def told(record: Record, dues: Sequence[Due], now: datetime) -> dict[str, Any]:
    """`next` and `owed` (None where there is none) with times as seconds since 1970, and the count in words.

    What comes next may be a value that has to be measured again.
    """
    live = not record.treatment.entered_afterwards  # afterwards nothing counts down
    return {
        "next": _first(_open(schedule.next_due(dues)), _repeat(record, now), _rest(record, now)) if live else None,
        "owed": _open(schedule.owed(record, dues)) if live else None,
        "count": count_words(dues),
    }


def count_words(dues: Sequence[Due]) -> str:
    """How many of the dues whose time has come were not taken, or nothing where all were."""
    counted = schedule.counted(dues)
    return f"{counted.not_taken} of {counted.of} due readings not taken" if counted.not_taken else ""


def rows(record: Record, dues: Sequence[Due]) -> list[dict[str, Any]]:
    """A row of the flowsheet for each due that was not taken, or not wholly."""
    known, zone = course.course(record), record.treatment.zone
    return [
        {
            "id": f"due-{due.part.value}-{due.due_at.timestamp():.0f}",
            "kind": "due",
            "at": due.due_at.timestamp(),
            "entered": 0,
            "time": words.clock_time(due.due_at, zone),
            "minutes": course.minutes_from_start(known, due.due_at),
            "status": "final",
            "words": f"{_NOT_TAKEN[due.state]}: {signs(due.lacking)}",
        }
        for due in dues
        if due.state in _NOT_TAKEN
    ]


def signs(names: frozenset[SignName]) -> str:
    """Signs in words, a pressure as one."""
    both = {"systolic", "diastolic"} <= names
    in_order = [words.label(name) for name in NAMES if name in names and not (both and name == "diastolic")]
    return ", ".join("BP" if both and name == words.label("systolic") else name for name in in_order)


def _first(*told: dict[str, Any] | None) -> dict[str, Any] | None:
    return min((one for one in told if one is not None), key=lambda one: float(one["at"]), default=None)


def _repeat(record: Record, now: datetime) -> dict[str, Any] | None:
    found = next(iter(alerts.repeats(record, now)), None)
    if found is None:
        return None
    of = words.clock_time(found.of_at, record.treatment.zone)
    state = State.LATER if minutes.between(found.opens_at, now) < 0 else State.DUE
    late = minutes.between(found.due_at, now) > 0
    return {
        "at": found.due_at.timestamp(),
        "state": (State.OVERDUE if late else state).value,
        "baseline": False,
        "signs": f"{signs(found.signs)} again, repeat of {of}",
    }


def _rest(record: Record, now: datetime) -> dict[str, Any] | None:
    """A pressure at the call level before the dose is taken again after a rest."""
    known, now_at = predose.check(record), course.course(record)
    is_over = now_at.started_at is not None or now_at.ended_at is not None
    if is_over or not known.again or known.pressure is None or known.decision is not None:
        return None
    due_at = minutes.cut(known.pressure.taken_at) + timedelta(minutes=predose.REST)
    past = minutes.between(due_at, now)
    of = words.clock_time(known.pressure.taken_at, record.treatment.zone)
    state = State.LATER if past < 0 else State.DUE if past == 0 else State.OVERDUE
    said = f"BP again before the dose, after a rest since {of}"
    return {"at": due_at.timestamp(), "state": state.value, "baseline": False, "signs": said}


def _open(due: Due | None) -> dict[str, Any] | None:
    if due is None:
        return None
    return {
        "at": due.due_at.timestamp(),
        "state": due.state.value,
        "baseline": due.part is Part.BASELINE,
        "signs": signs(due.lacking),
    }
