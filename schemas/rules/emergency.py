"""Emergency entries of a session: which of them nobody has claimed, and what is known of each.

Source: the project's own definitions (docs/decisions/0022).
"""

from collections.abc import Mapping
from uuid import UUID

from schemas.emergency import EmergencyEntry
from schemas.record import Record
from schemas.rules import valid
from schemas.rules.once import once


@once
def standing(record: Record) -> Mapping[UUID, EmergencyEntry]:
    """What holds of each fact that was entered without a person, by the fact's id."""
    return {one.fact_id: one for one in record.emergencies}  # in the order of storing: the newest is the last


@once
def unclaimed(record: Record) -> tuple[EmergencyEntry, ...]:
    """Those that nobody has claimed and that hold: what a named person corrected or withdrew needs no other name."""
    if not record.emergencies:
        return ()
    status = valid.statuses(record)
    found = standing(record).values()
    return tuple(one for one in found if not one.claimed and status.get(one.fact_id) is valid.Status.FINAL)
