"""What every dataset of the chart is made from: the record, what of it holds, its course, and how its times read."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Final, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from app import words
from schemas.fact import ClinicalFact
from schemas.record import Record
from schemas.rules import course, minutes, valid

Row = dict[str, object]
Kind = TypeVar("Kind", bound=ClinicalFact)

MINUTE: Final = 60_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def ms(at: datetime) -> int:
    """The instant as Vega counts it: milliseconds since 1970 in UTC."""
    return (at - _EPOCH) // _MILLISECOND


@dataclass(frozen=True)
class Sheet:
    """One record, read once; every part is computed when it is first asked for."""

    record: Record

    @cached_property
    def holding(self) -> Record:
        """The facts that hold."""
        return valid.only(self.record)

    @cached_property
    def status(self) -> dict[UUID, valid.Status]:
        """What became of each fact."""
        return valid.statuses(self.record)

    @cached_property
    def course(self) -> course.Course:
        """Arrival, start, stop and end."""
        return course.course(self.record)

    @cached_property
    def zone(self) -> ZoneInfo:
        """The clinic's zone, as it was when the session began."""
        return ZoneInfo(self.record.treatment.zone)

    @cached_property
    def _reasons(self) -> dict[UUID, str]:
        """Why each fact was corrected or retracted; a retraction says more and comes last."""
        corrected = {fact.replaces: fact.reason for fact in self.record.facts() if fact.replaces and fact.reason}
        return corrected | {one.fact_id: one.reason for one in self.record.retractions}

    def clock(self, at: datetime) -> str:
        """The wall clock of the clinic."""
        return words.clock_time(at, self.zone.key)

    def holds(self, fact: ClinicalFact) -> bool:
        """Whether the fact is neither replaced nor withdrawn nor moved."""
        return self.status[fact.id] is valid.Status.FINAL

    def struck(self, facts: tuple[Kind, ...]) -> list[tuple[Kind, Kind | None]]:
        """The facts that do not hold, each with the one that stands in its place now, or None."""
        first = minutes.firsts(facts)
        now = {first[fact.id].id: fact for fact in facts if self.holds(fact)}
        gone = [fact for fact in facts if not self.holds(fact)]
        replaced = valid.Status.REPLACED
        return [(fact, now.get(first[fact.id].id) if self.status[fact.id] is replaced else None) for fact in gone]

    def struck_words(self, fact: ClinicalFact, words: str) -> str:
        """What was struck through, how, and why."""
        reason = self._reasons.get(fact.id)
        status = self.status[fact.id].value
        return f"{words} · {status}: {reason}" if reason else f"{words} · {status} with its effect"
