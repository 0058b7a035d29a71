"""Risks: what scales tell of suicidal thoughts, on the board, until a named person closes it.

Never on the display, which stands where anybody walks past: what it shows comes from `app/live/display.py` alone.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final
from uuid import UUID

from app import words
from schemas.alert import Rank
from schemas.assessment import Assessment
from schemas.record import Record
from schemas.rules import scales
from schemas.rules.alerts import State

NOTHING: Final[Mapping[UUID, tuple[Assessment, ...]]] = {}


def told(record: Record, found: Iterable[Assessment]) -> list[dict[str, Any]]:
    """The newest of them in the shape of `alarms.told`, so that a card places it as a red one nobody has seen.

    They come by time; how many there are besides is counted. Nothing where there is none.
    """
    by_time = tuple(found)
    if not by_time:
        return []
    newest, others = by_time[-1], len(by_time) - 1
    at = words.moment(newest.taken_at, record.treatment.arrived_at, record.treatment.zone)
    more = (at, f"and {others} from earlier" if others else "", "not closed by anybody, see Scales")
    return [
        {
            "id": str(newest.id),
            "rank": Rank.RED.value,
            "words": scales.tells(newest) or "",
            "more": " · ".join(part for part in more if part),
            "back": False,
            "over": "",
            "state": State.ACTIVE.value,
            "answers": [],
        }
    ]
