"""History: a patient's sessions in their order, the one that is told, and those that it may be compared with."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from schemas.record import Record
from schemas.rules import course
from schemas.rules.scales import Standing
from schemas.rules.story.told import Compared


@dataclass(frozen=True)
class Visit:
    """A session and its number, counted by arrival from the patient's first."""

    record: Record
    number: int

    @property
    def id(self) -> UUID:
        """The treatment's."""
        return self.record.treatment.id

    @property
    def ended(self) -> bool:
        """Whether the person has left."""
        return course.course(self.record).ended_at is not None

    @property
    def given(self) -> bool:
        """Whether drug was given."""
        return course.course(self.record).started_at is not None

    def minute(self, at: datetime) -> int:
        """Minutes from the start of a session in which drug was given."""
        return course.minutes_from_start(course.course(self.record), at) or 0


@dataclass(frozen=True)
class History:
    """The session that is told, all before it, and the person's scales, also those of no session."""

    now: Visit
    earlier: tuple[Visit, ...]
    scales: tuple[Standing, ...] = ()

    @property
    def given(self) -> tuple[Visit, ...]:
        """The earlier ones in which drug was given and that are over: one that runs may still become anything."""
        return tuple(one for one in self.earlier if one.given and one.ended)

    @property
    def like(self) -> tuple[Visit, ...]:
        """Of these the ones with the same drug by the same route."""
        here = self.now.record.protocol
        alike = (here.drug, here.route)
        return tuple(one for one in self.given if (one.record.protocol.drug, one.record.protocol.route) == alike)

    def compared(self, found: Sequence[Visit]) -> Compared:
        """A comparison with these, all of them of the same drug and route."""
        here = self.now.record.protocol
        return Compared(ids(found), here.drug, here.route) if found else Compared()


def ids(found: Iterable[Visit]) -> tuple[UUID, ...]:
    """Their treatments."""
    return tuple(one.id for one in found)


def visits(records: Iterable[Record]) -> tuple[Visit, ...]:
    """One patient's sessions by arrival (the corrected one), numbered so from 1."""
    in_order = sorted(records, key=_arrival)
    return tuple(Visit(record, number) for number, record in enumerate(in_order, start=1))


def _arrival(record: Record) -> tuple[datetime, datetime, UUID]:
    return course.course(record).arrived_at, record.treatment.entered_at, record.treatment.id
