"""A due: one reading that the protocol asks for, the readings that serve it, and the one state it is in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from schemas.cadence import Part
from schemas.reading import Reading, SignName
from schemas.rules import minutes
from schemas.rules.schedule.asked import Asked


class State(StrEnum):
    """Exactly one at a time. The first three are open, the others closed."""

    LATER = "later"
    DUE = "due_now"
    OVERDUE = "overdue"
    TAKEN = "taken"
    ATTEMPTED = "attempted"
    PARTIAL = "partial"
    MISSED = "missed"
    NOT_NEEDED = "not_needed"


OPEN = frozenset({State.LATER, State.DUE, State.OVERDUE})
OWED = frozenset({State.PARTIAL, State.MISSED})


@dataclass(frozen=True)
class Due:
    """`late` has, for each reading that serves it, the minutes from the due to the reading; negative is early.

    `passed_at` is when its window was over, None before that and for the baseline before the start, which has none.
    `lacking` are the required signs without a value. `known_at` is when the entry that closed it was written down;
    until then it was open, or missed, for everybody who looked.
    """

    part: Part
    due_at: datetime
    opens_at: datetime
    closes_at: datetime | None
    required: frozenset[SignName]
    state: State
    lacking: frozenset[SignName]
    late: Mapping[UUID, int]
    why_not: str | None = None
    known_at: datetime | None = None
    passed_at: datetime | None = None


def judged(asked: Asked, serving: tuple[Reading, ...], now: datetime, *, ended: bool) -> Due:
    """The due as it stands now, served by these readings in their order of time."""
    measured = _signs(serving, refused=False)
    state = _state(asked, serving, now, ended=ended)
    return Due(
        part=asked.part,
        due_at=asked.due_at,
        opens_at=asked.opens_at,
        closes_at=asked.closes_at,
        required=asked.required,
        state=state,
        lacking=asked.required - measured,
        late={one.id: minutes.between(asked.due_at, one.taken_at) for one in serving},
        why_not=asked.spared if state is State.NOT_NEEDED else None,
        known_at=_known_at(asked, serving) if state in {State.TAKEN, State.ATTEMPTED} else None,
        passed_at=_passed_at(asked, now),
    )


def _passed_at(asked: Asked, now: datetime) -> datetime | None:
    """The minute after its window, once that has come."""
    if asked.window_ends is None or minutes.between(asked.window_ends, now) <= 0:
        return None
    return asked.window_ends + timedelta(minutes=1)


def _state(asked: Asked, serving: tuple[Reading, ...], now: datetime, *, ended: bool) -> State:
    if asked.required <= _signs(serving, refused=False):
        return State.TAKEN
    if asked.spared is not None:
        return State.NOT_NEEDED
    if asked.required <= _signs(serving, refused=True):
        return State.ATTEMPTED
    closed = ended or (asked.closes_at is not None and minutes.between(asked.closes_at, now) > 0)
    if closed:
        return State.PARTIAL if serving else State.MISSED
    if minutes.between(now, asked.opens_at) > 0:
        return State.LATER
    # The baseline is due from arrival on: it has no minute at which it would be late before the drug is given.
    late = asked.part is not Part.BASELINE and minutes.between(asked.due_at, now) > 0
    return State.OVERDUE if late else State.DUE


def _known_at(asked: Asked, serving: tuple[Reading, ...]) -> datetime:
    """When the last of the entries that were needed was written down."""
    in_order = sorted(serving, key=lambda one: (one.entered_at, one.id))
    for place, last in enumerate(in_order, start=1):
        if asked.required <= _signs(tuple(in_order[:place]), refused=True):
            return last.entered_at
    return in_order[-1].entered_at  # pragma: no cover - a due that is closed by readings has them all


def _signs(readings: tuple[Reading, ...], *, refused: bool) -> frozenset[SignName]:
    """The signs with a value in one of these readings; with `refused`, also those that say why they have none."""
    return frozenset(name for one in readings for name in (*one.values(), *(one.not_measured if refused else ())))
