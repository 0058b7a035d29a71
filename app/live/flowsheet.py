"""The flowsheet: every entry of a session as a row in words, newest first, struck ones among them."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from app import words
from app.live import authors, said
from schemas.action import Intervention, Note
from schemas.alert import AlertAnswer, PrescriberCall
from schemas.correction import RetractionHow
from schemas.drug import DrugEvent
from schemas.effect import Effect, EffectChange, NoneReported
from schemas.fact import ClinicalFact
from schemas.predose import CheckAnswer, DoseDecision
from schemas.reading import Reading, SignName
from schemas.record import Record
from schemas.rules import baseline, course, episodes, minutes, valid
from schemas.score import ScoreAnswer
from schemas.staff import Staff
from schemas.treatment import Arrival, TreatmentEnd

LATE = timedelta(minutes=2)
# Neither session says whose the other is.
_BECAME = {RetractionHow.WITHDRAWN: "withdrawn", RetractionHow.MOVED: "moved to another session"}
_ASKED_NEAR = timedelta(minutes=5)
_COLUMNS: tuple[SignName, ...] = (
    "pulse", "spo2", "respirations", "oxygen_l_min", "moaas", "dissociation", "pain", "temperature_c", "weight_kg",
)  # fmt: skip


def rows(record: Record, staff: Mapping[UUID, Staff], asked: Sequence[dict[str, Any]] = ()) -> list[dict[str, Any]]:
    """One dictionary a row, newest first by the time it happened; keys as app/live/flowsheet.js reads them.

    `asked` are the rows of what was due and not taken (app/live/dues.py).
    """
    sheet = _Sheet(record, staff)
    # Of what one save made, the beginning comes first in the record and so stands lowest.
    made = [row for fact in reversed(record.facts()) if (row := sheet.row(fact)) is not None]
    return sorted([*made, *asked], key=lambda row: (row["at"], row["entered"]), reverse=True)


class _Sheet:
    """One drawing of one record: what every row needs is worked out once."""

    def __init__(self, record: Record, staff: Mapping[UUID, Staff]) -> None:
        self.record = record
        self.staff = staff
        self.zone = record.treatment.zone
        self.course = course.course(record)
        self.status = valid.statuses(record)
        self.retracted = {retraction.fact_id: retraction for retraction in record.retractions}
        self.newer = {fact.replaces: fact for fact in record.facts() if fact.replaces is not None}
        self.firsts = minutes.firsts(record.effects)
        self.asked = episodes.asked(record)

    def row(self, fact: ClinicalFact) -> dict[str, Any] | None:
        """The row of one fact, or None where it is said in another row."""
        at = moment(fact)
        if isinstance(fact, NoneReported) and self._folds_into(fact) is not None:
            return None
        return {
            "id": str(fact.id),
            "kind": kind(fact),
            "act": fact.act.value if isinstance(fact, DrugEvent) else None,
            "at": at.timestamp(),
            "entered": fact.entered_at.timestamp(),
            "time": words.moment(at, self.course.arrived_at, self.zone),
            "minutes": course.minutes_from_start(self.course, at),
            "by": authors.initials(self.record, fact, self.staff),
            "emergency": authors.without_a_person(self.record, fact, self.staff),
            "status": self.status[fact.id].value,
            "correction": fact.replaces is not None,
            "late": self._late(fact, at),
            "why": self._why(fact),
            "words": said.said(self.record, self.firsts, fact),
            "cells": self._cells(fact) if isinstance(fact, Reading) else None,
            "folded": self._folded(fact),
        }

    def _folded(self, fact: ClinicalFact) -> list[dict[str, str]]:
        """What is said in this row without one of its own: it can be withdrawn like any other fact."""
        return [
            {
                "id": str(one.id),
                "time": words.clock_time(one.at, self.zone),
                "words": said.said(self.record, self.firsts, one),
            }
            for one in self.record.none_reported
            if self._folds_into(one) == fact.id
        ]

    def _folds_into(self, fact: NoneReported) -> UUID | None:
        """The reading in whose row it is said; none where that row says that some were reported."""
        if self.status[fact.id] is not valid.Status.FINAL:
            return None
        reading = self._reading_near(fact.at)
        return None if reading is None or episodes.SOME in self._answers_near(reading) else reading

    def _late(self, fact: ClinicalFact, at: datetime) -> str:
        """When it was written down, where that was more than two minutes after it happened (or before)."""
        if abs(fact.entered_at - at) <= LATE:
            return ""
        same_day = words.day(fact.entered_at, self.zone) == words.day(at, self.zone)
        date = "" if same_day else f"{words.day(fact.entered_at, self.zone)} "
        return f"entered {date}{words.clock_time(fact.entered_at, self.zone)}"

    def _why(self, fact: ClinicalFact) -> str:
        """The reason of what struck this out, or of the correction that it is; with who and when."""
        retraction, newer = self.retracted.get(fact.id), self.newer.get(fact.id)
        if retraction is not None:
            became = _BECAME[retraction.how]
            return f"{became} {self._by(retraction.entered_by, retraction.entered_at)}: {retraction.reason}"
        if newer is not None:
            return f"corrected {self._by(newer.entered_by, newer.entered_at)}: {newer.reason}"
        if fact.replaces is not None and fact.replaces not in self.status and not isinstance(fact, Arrival):
            return f"moved here from another session {self._by(fact.entered_by, fact.entered_at)}: {fact.reason}"
        return f"correction: {fact.reason}" if fact.reason else ""

    def _by(self, person: UUID, at: datetime) -> str:
        return f"by {self._initials(person)} {words.clock_time(at, self.zone)}"

    def _initials(self, person: UUID) -> str:
        return self.staff[person].initials if person in self.staff else "?"

    def _cells(self, reading: Reading) -> dict[str, str]:
        delta = baseline.change(self.record, reading)
        about = [part for part in (reading.position, reading.cuff_site) if part is not None]
        return {
            "pressure": words.pressure(reading),
            "delta": words.change(delta),
            "percent": self._percent(reading, delta),
            "place": ", ".join(part.value.replace("_", " ") for part in about),
            "note": reading.note or "",
            "asked": self._asked_near(reading),
            "repeats": self._repeats(reading),
            **{name: words.sign(reading, name) for name in _COLUMNS},
        }

    def _repeats(self, reading: Reading) -> str:
        """Which reading it was taken to confirm."""
        first = next((one for one in self.record.readings if one.id == reading.repeat_of), None)
        return "" if first is None else f"repeat of {words.clock_time(first.taken_at, self.zone)}"

    def _percent(self, reading: Reading, delta: tuple[int | None, int | None]) -> str:
        base = baseline.baseline_pressure(self.record)
        if base is None or reading.systolic is None or delta[0] is None:
            return ""
        return f"{(reading.systolic - base.systolic) / base.systolic:+.0%}"

    def _asked_near(self, reading: Reading) -> str:
        """What was answered within five minutes of this reading, where effects were asked about."""
        answers = self._answers_near(reading.id)
        if not answers:
            return ""
        return "effects asked: some" if episodes.SOME in answers else "effects asked: none reported"

    def _answers_near(self, reading: UUID) -> set[str]:
        return {one.answer for one in self.asked if self._reading_near(one.at) == reading}

    def _reading_near(self, at: datetime) -> UUID | None:
        """The valid reading nearest to the moment within five minutes."""
        holding = [r for r in self.record.readings if self.status[r.id] is valid.Status.FINAL]
        near = [r for r in holding if abs(r.taken_at - at) <= _ASKED_NEAR]
        return min(near, key=lambda r: (abs(r.taken_at - at), r.id)).id if near else None


def moment(fact: ClinicalFact) -> datetime:
    """When it happened (not when it was written down)."""
    for name in ("taken_at", "at", "onset_at", "ended_at", "arrived_at"):
        at = getattr(fact, name, None)
        if isinstance(at, datetime):
            return at
    return fact.entered_at  # pragma: no cover - every clinical fact has its moment


def kind(fact: ClinicalFact) -> str:
    """The name of its kind, as routes and rows say it."""
    return _KINDS[type(fact)]


_KINDS: dict[type[ClinicalFact], str] = {
    Reading: "readings",
    Effect: "effects",
    EffectChange: "effect-changes",
    NoneReported: "none-reported",
    DrugEvent: "drug-events",
    Intervention: "interventions",
    Note: "notes",
    AlertAnswer: "alert-answers",
    PrescriberCall: "calls",
    CheckAnswer: "check-answers",
    DoseDecision: "decisions",
    ScoreAnswer: "score-answers",
    TreatmentEnd: "ends",
    Arrival: "arrivals",
}
