"""Review: which of the reasons to look at a session follow from its own record.

Source: the project's own definitions (docs/clinical.md, review of a session).
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from schemas.record import Record
from schemas.review import Reason
from schemas.rules import emergency, episodes, outcome
from schemas.rules.once import once

_FOLLOWS: Final[Mapping[Reason, Callable[[Record], bool]]] = {
    Reason.RED_ALERT: lambda record: outcome.outcome(record).alerts_red > 0,
    Reason.UNCLAIMED: lambda record: bool(emergency.unclaimed(record)),
    Reason.NOT_ENDED: lambda record: any(one.ended_at is None for one in episodes.episodes(record)),
    # Without a timetable nothing was asked for, and nothing is missed.
    Reason.DUES_MISSED: lambda record: bool(outcome.outcome(record).dues_missed),
}


@once
def reasons(record: Record) -> frozenset[Reason]:
    """Those of an ended session that its facts alone give."""
    return frozenset(reason for reason, follows in _FOLLOWS.items() if follows(record))


def urgency(found: Iterable[Reason]) -> int:
    """The place of the first of these reasons in their order; behind all of them where there is none."""
    order = list(Reason)
    return min((order.index(one) for one in found), default=len(order))
