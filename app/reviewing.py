"""Reviewing: what waits for review, with all its reasons, in the order in which one looks.

What follows from a record is worked out once for each version of it: a queue of two hundred sessions is not read anew
with every press.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Connection

from app.recent import Recent
from data import assessments, identities, patients, records, reviewing
from schemas.assessment import Assessment
from schemas.patient import Patient
from schemas.review import Reason
from schemas.rules import course, review

_HELD: Final = 1000


@dataclass(frozen=True)
class Waits:
    """A session that waits: whose, when it began, in which zone, and why."""

    treatment_id: UUID
    patient: Patient
    arrived_at: datetime
    zone: str
    reasons: frozenset[Reason]


@dataclass(frozen=True)
class Queue:
    """What waits, in order; `more`: there are older ones than were looked at.

    `risks` are the people of whom a scale tells of danger that nobody has closed, also of those without a session here.
    """

    sessions: tuple[Waits, ...]
    more: bool
    risks: tuple[tuple[Patient, tuple[Assessment, ...]], ...] = ()

    def of(self, wanted: frozenset[Reason]) -> tuple[Waits, ...]:
        """Those that wait for any of these reasons; all of them where none is chosen."""
        return tuple(one for one in self.sessions if not wanted or wanted & one.reasons)


class Looked:
    """The sessions that were looked at lately, with the reasons of each version; of one database, for any thread."""

    def __init__(self) -> None:
        """Empty."""
        self._held: Recent[tuple[UUID, int, int], Waits] = Recent(_HELD)

    def of(self, connection: Connection, treatment_id: UUID) -> Waits | None:
        """The session with the reasons that its record gives, from what is held where nothing has come since."""
        key = (treatment_id, *identities.version(connection, treatment_id))
        held = self._held.get(key)
        if held is not None:
            return held
        record = records.of_treatment(connection, treatment_id)
        if record is None:
            return None
        arrived, zone = course.course(record).arrived_at, record.treatment.zone
        found = Waits(treatment_id, record.patient, arrived, zone, review.reasons(record))
        self._held.put(key, found)
        return found


def queue(connection: Connection, looked: Looked, since: datetime, before: datetime) -> Queue:
    """Everything that waits of what arrived from `since` to before `before`: the urgent first, then the newest."""
    waiting = reviewing.waiting(connection, since, before)
    beside = reviewing.beside(connection, waiting.sessions)
    found = [own for one in waiting.sessions if (own := looked.of(connection, one)) is not None]
    risks = assessments.open_anywhere(connection)
    danger = assessments.open_risks(connection, {one.patient.id for one in found})
    told = [replace(one, reasons=one.reasons | beside[one.treatment_id] | _risk(one, danger)) for one in found]
    told.sort(key=lambda one: (review.urgency(one.reasons), -one.arrived_at.timestamp(), str(one.treatment_id)))
    people = patients.by_ids(connection, risks)
    newest_first = sorted(risks.items(), key=lambda pair: pair[1][-1].taken_at, reverse=True)
    return Queue(tuple(told), waiting.more, tuple((people[one], said) for one, said in newest_first))


def _risk(one: Waits, danger: Mapping[UUID, object]) -> frozenset[Reason]:
    return frozenset({Reason.RISK} if one.patient.id in danger else ())
