"""Authors: whose an entry is; of one that was entered without a person at which tablet, and who claimed it."""

from collections.abc import Mapping
from uuid import UUID

from app import words
from schemas.emergency import EmergencyEntry
from schemas.fact import Fact
from schemas.record import Record
from schemas.rules import emergency
from schemas.staff import Staff

UNKNOWN = "?"


def initials(record: Record, fact: Fact, staff: Mapping[UUID, Staff]) -> str:
    """Who answers for the entry, as short as a column is: of a claimed one, who claimed it."""
    told = emergency.standing(record).get(fact.id)
    if told is not None:
        return _of(told.entered_by, staff) if told.claimed else "unclaimed"
    return _of(fact.entered_by, staff)


def whole(record: Record, fact: Fact, staff: Mapping[UUID, Staff]) -> str:
    """The same with all that is known of an entry without a person."""
    return without_a_person(record, fact, staff) or _of(fact.entered_by, staff)


def without_a_person(record: Record, fact: Fact, staff: Mapping[UUID, Staff]) -> str:
    """At which tablet an entry without a person was made and who claimed it when; nothing for any other entry."""
    told = emergency.standing(record).get(fact.id)
    if told is None:
        return ""
    if not told.claimed:
        return f"unclaimed at {tablet(told)}"
    at = words.clock_time(told.entered_at, record.treatment.zone)
    return f"claimed by {_of(told.entered_by, staff)} {at}, entered unclaimed at {tablet(told)}"


def tablet(told: EmergencyEntry) -> str:
    """The tablet as it was called when the entry was made."""
    return named(told.tablet)


def named(name: str) -> str:
    """A tablet by its name; one that is called "Tablet 3" is not called a tablet twice."""
    return name if name.casefold().startswith("tablet") else f"tablet {name}"


def _of(person: UUID, staff: Mapping[UUID, Staff]) -> str:
    return staff[person].initials if person in staff else UNKNOWN
