"""Sessions: what is said of a patient's sessions beside their figures: dose, effects, unsigned ones, without drug."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from app import clinic, words
from data import signatures
from data.signatures import Standing
from schemas.record import Record
from schemas.rules import course, dose, summary
from schemas.rules.episodes import Episode
from schemas.signature import Meaning
from schemas.statement import Appointment, AppointmentState


def unsigned(records: Mapping[int, Record], of_each: Mapping[UUID, Sequence[Standing]]) -> list[int]:
    """The numbers of the sessions that have ended and lack a signature that holds, in either meaning."""
    return [
        number
        for number, record in records.items()
        if course.course(record).ended_at is not None and not _both(of_each.get(record.treatment.id, ()))
    ]


def _both(standing: Sequence[Standing]) -> bool:
    newest = [signatures.last(standing, meaning) for meaning in (Meaning.COMPLETE, Meaning.REVIEWED)]
    return all(one is not None and one.holds for one in newest)


def never_came(planned: Sequence[Appointment]) -> str:
    """How many were planned and not begun, and on which days; nothing for none."""
    kinds = []
    for state, label in ((AppointmentState.NOT_COME, "did not come"), (AppointmentState.CANCELLED, "cancelled before")):
        days = [_day(one) for one in planned if one.state is state]
        kinds += [f"{len(days)} {label} ({', '.join(days)})"] if days else []
    return ", ".join(kinds)


def pre_dose(records: Mapping[int, Record]) -> dict[int, str]:
    """The last full pressure of each session without a start, by its number."""
    told = {number: summary.summary(record).pre_dose for number, record in records.items()}
    return {number: f"{one.systolic}/{one.diastolic}" for number, one in told.items() if one is not None}


def _day(one: Appointment) -> str:
    return words.day(one.expected_at, clinic.current().zone)


def effect(record: Record, one: Episode) -> str:
    """An effect with its worst severity, and that it had not ended where it had not."""
    worst = one.worst.word if one.worst else "severity not stated"
    left = course.course(record).ended_at is not None and one.ended_at is None
    return f"{one.label} ({worst}{', not ended when the session ended' if left else ''})"


def dose_lines(record: Record) -> tuple[str, ...]:
    """The dose given, what its mg/kg rests on, and what the rates come to where that differs; unknown is said."""
    given, planned = dose.given(record), dose.planned(record)
    if course.course(record).started_at is None:
        # A stop without its start tells of drug all the same.
        return ("given dose unknown", "start unknown") if course.drug_events(record) else ("not given",)
    if given.mg is None:
        plan = f"{words.number(planned.mg)} mg" if planned.mg else ""
        per_kg = f"{words.number(planned.mg_per_kg)} mg/kg" if planned.mg_per_kg and not plan else plan
        return ("given dose unknown", f"plan {per_kg}") if per_kg else ("given dose unknown",)
    differs = given.differs and given.computed_mg is not None and given.stated_mg is not None
    rates = (f"stated {given.stated_mg:g}, from rates {given.computed_mg:g} mg",) if differs else ()
    if given.mg_per_kg is None or given.weight_taken_at is None:
        return (f"{words.number(given.mg)} mg, weight unknown", *rates)
    weighed = words.day(given.weight_taken_at, record.treatment.zone)
    first = f"{words.number(given.mg)} mg, {given.mg_per_kg:.2f} mg/kg"
    return (first, f"at {given.weight_kg} kg of {weighed}", *rates)
