"""The check before the dose for the panel: each item with its answer, the pressure and its limits, the decision."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from app import ordered, words
from app.live import dues
from schemas.predose import CheckAnswer, CheckItem, CheckSays, Decision, DoseDecision
from schemas.protocol import PreDoseLimit
from schemas.record import Record
from schemas.rules import orders, predose
from schemas.staff import Staff

ITEMS: Final = {
    CheckItem.IDENTITY: "Identity, by name and date of birth or record number",
    CheckItem.ALLERGIES: "Allergies",
    CheckItem.MEDICINES: "Medicines today: own blood pressure tablet, benzodiazepine, stimulant, opioid, MAOI",
    CheckItem.FOOD_AND_DRINK: "Last food and drink",
    CheckItem.PREGNANCY: "Pregnancy, where it applies",
    CheckItem.CONSENT: "Consent",
    CheckItem.ESCORT: "Escort home",
    CheckItem.CHANGES: "Changes since the last visit",
}
SAYS: Final = {CheckSays.YES: "yes", CheckSays.NO: "no", CheckSays.DOES_NOT_APPLY: "does not apply"}
DECISIONS: Final = {Decision.GO: "Go", Decision.HOLD: "Hold", Decision.CANCEL: "Cancelled"}


def told(record: Record, staff: Mapping[UUID, Staff]) -> dict[str, Any]:
    """`items` with what was answered (None: not asked), `pressure` in words, `limits` crossed, `decision` in words.

    `order` is what was ordered for this session, and in what its plan, or what was given, differs; None: no order.
    """
    known = predose.check(record)
    by = _By(record, staff)
    return {
        "items": [
            {"item": item.value, "label": ITEMS[item], "answer": by.answer(answer)}
            for item, answer in known.answers.items()
        ],
        "asked": known.asked,
        "limited": known.limited,
        "pressure": None if known.pressure is None else f"{known.pressure.systolic}/{known.pressure.diastolic}",
        "limits": [_limit(one) for one in known.crossed],
        "again": known.again,
        "decision": by.decision(known.decision),
        "readings": _readings(record),
        "order": _order(record, staff),
        "unapproved": unapproved(record),
    }


def _order(record: Record, staff: Mapping[UUID, Staff]) -> dict[str, Any] | None:
    compared = orders.compare(record)
    if compared is None:
        return None
    return {
        "lines": list(ordered.whole(compared.order, staff, record.treatment.zone)),
        "differs": ordered.against(compared),
        "unknown": ordered.not_known(compared),
    }


def unapproved(record: Record) -> str | None:
    """What stays in sight where drug was given without the go it needed, or not as ordered; None for nothing."""
    compared = orders.compare(record)
    differs = ordered.against(compared) if compared is not None and compared.given else None
    return " ".join(part for part in (_without_go(record), differs) if part) or None


def _without_go(record: Record) -> str | None:
    if not predose.started_without_go(record):
        return None
    known = predose.check(record)
    if known.decision is not None and known.decision.decision is Decision.GO and known.pressure is not None:
        now = f"{known.pressure.systolic}/{known.pressure.diastolic}"
        return f"Given at {now}, above the protocol's limit: {decided(record, known.decision)} was said before it rose."
    if known.decision is not None:
        return f"Given although the last decision was: {decided(record, known.decision)}."
    if known.pressure is None:
        return "Given with no whole blood pressure before it: no prescriber's go is written down."
    at = f"{known.pressure.systolic}/{known.pressure.diastolic}"
    return f"Given at {at}, above the protocol's limit before the dose: no prescriber's go is written down."


def _readings(record: Record) -> str:
    """The readings that the protocol wants before the dose: their last values, and what is lacking."""
    found, zone = predose.readings(record), record.treatment.zone
    parts = [
        f"{words.label(name)} {words.number(one.value)} ({words.clock_time(one.taken_at, zone)})"
        for name, one in found.items()
        if one is not None
    ]
    lacking = frozenset(name for name, one in found.items() if one is None)
    return ", ".join([*parts, *([f"not taken: {dues.signs(lacking)}"] if lacking else [])]) or "none asked for"


def answered(answer: CheckAnswer) -> str:
    """One answer in a line, for the flowsheet and receipts."""
    said = f"Before the dose: {ITEMS[answer.item].split(',')[0].split(':')[0].lower()}: {SAYS[answer.says]}"
    return f"{said} ({answer.words})" if answer.words else said


def decided(record: Record, decision: DoseDecision) -> str:
    """The decision in a line: what, by whom, at which pressure, why."""
    reading = next((one for one in record.readings if one.id == decision.reading_id), None)
    parts = (
        f"decided by {decision.decided_by}" if decision.decided_by else "",
        f"at {words.pressure(reading)}" if reading is not None else "",
        f"differing from the order in {ordered.departs(decision.departs)}" if decision.departs else "",
    )
    said = " ".join((f"{DECISIONS[decision.decision]} before the dose", *(part for part in parts if part)))
    return f"{said}: {decision.words}" if decision.words else said


def _limit(row: PreDoseLimit) -> str:
    sense = "≥" if row.inclusive else ">"
    age = "" if row.from_age is None else f", from {row.from_age} years"
    return f"{words.label(row.sign)} {sense} {row.value:g}{age} ({row.source})"


class _By:
    """Who said what when, in the session's zone."""

    def __init__(self, record: Record, staff: Mapping[UUID, Staff]) -> None:
        self.record = record
        self.staff = staff

    def answer(self, answer: CheckAnswer | None) -> str | None:
        if answer is None:
            return None
        said = f"{SAYS[answer.says]} · {self._who(answer)}"
        return f"{said} · {answer.words}" if answer.words else said

    def decision(self, decision: DoseDecision | None) -> str | None:
        return None if decision is None else f"{decided(self.record, decision)} · {self._who(decision)}"

    def _who(self, fact: CheckAnswer | DoseDecision) -> str:
        who = self.staff[fact.entered_by].initials if fact.entered_by in self.staff else "?"
        return f"{who} {words.clock_time(fact.at, self.record.treatment.zone)}"
