"""One session as the rows see it: its record, its course, and the status, reason and minute of each of its facts."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID
from zoneinfo import ZoneInfo

from data.exports.tidy.beside import NOTHING, NOWHERE, Beside
from schemas.correction import Retraction
from schemas.effect import EffectChange
from schemas.fact import ClinicalFact
from schemas.record import Record
from schemas.rules import course, emergency, minutes, valid
from schemas.rules.valid import Status


@dataclass(frozen=True)
class Visit:
    """`number` counts the patient's sessions by arrival; `zone` is the clinic's; `beside` is no content of it."""

    record: Record
    course: course.Course
    number: int
    status: Mapping[UUID, Status]
    zone: ZoneInfo
    beside: Beside = NOTHING

    def minutes(self, at: datetime) -> int | None:
        """Whole minutes from the start, or None without one."""
        return course.minutes_from_start(self.course, at)

    def place(self) -> dict[str, object]:
        """The columns that say whose session it is."""
        return {"session_id": self.record.treatment.id, "patient_id": self.record.patient.id}

    def moment(self, at: datetime) -> dict[str, object]:
        """The columns of a row that has one time."""
        return {"at": at, "minutes_from_start": self.minutes(at)}

    def holds(self, fact: ClinicalFact) -> bool:
        """Whether the fact is valid."""
        return self.status[fact.id] is Status.FINAL

    def entry(self, fact: ClinicalFact) -> dict[str, object]:
        """The columns in which every row that is a fact ends."""
        return {
            "entered_by": fact.entered_by,
            "entered_at": fact.entered_at,
            "status": self.status[fact.id],
            "valid": self.holds(fact),
            "replaces": fact.replaces,
            "reason": self._reason(fact),
        }

    def emergency(self, fact: ClinicalFact) -> dict[str, object]:
        """The columns of what can be entered without a person: where that was, and who claimed it when."""
        told = emergency.standing(self.record).get(fact.id)
        claimed = told if told is not None and told.claimed else None
        return {
            "unclaimed_at_tablet": None if told is None else told.tablet,
            "claimed_by": None if claimed is None else claimed.entered_by,
            "claimed_at": None if claimed is None else claimed.entered_at,
        }

    def _reason(self, fact: ClinicalFact) -> str | None:
        """Why it corrects; why it was withdrawn or moved; both where it is both, so that neither is lost."""
        status = self.status[fact.id]
        retraction = self._retraction(fact) if status in {Status.WITHDRAWN, Status.MOVED} else None
        if retraction is None:
            return fact.reason
        return retraction.reason if fact.reason is None else f"{fact.reason} | {status}: {retraction.reason}"

    def _retraction(self, fact: ClinicalFact) -> Retraction | None:
        """The first retraction of the fact itself, else, for a change, the last of its effect: as the status says."""
        told = sorted(self.record.retractions, key=lambda one: (one.entered_at, one.id))
        own = next((one for one in told if one.fact_id == fact.id), None)
        if own is not None or not isinstance(fact, EffectChange):
            return own
        first = minutes.firsts(self.record.effects)
        episode = {id_ for id_, begun in first.items() if begun is first.get(fact.effect_id)}
        return next((one for one in reversed(told) if one.fact_id in episode), None)


def visits(records: Iterable[Record], beside: Mapping[UUID, Beside] = NOWHERE) -> Iterator[Visit]:
    """The sessions, patient by patient, each patient's by arrival (the corrected one) and numbered so from 1."""
    known = sorted(((record, course.course(record)) for record in records), key=_by_patient_and_arrival)
    for _, own in groupby(known, key=lambda pair: pair[0].patient.id):
        for number, (record, run) in enumerate(own, start=1):
            zone, status = ZoneInfo(record.treatment.zone), valid.statuses(record)
            yield Visit(record, run, number, status, zone, beside.get(record.treatment.id, NOTHING))


def _by_patient_and_arrival(pair: tuple[Record, course.Course]) -> tuple[UUID, datetime, datetime, UUID]:
    treatment = pair[0].treatment
    return (pair[0].patient.id, pair[1].arrived_at, treatment.entered_at, treatment.id)
