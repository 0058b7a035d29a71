"""Today: the list of the day beside the cards: who is expected, in progress, finished, held or has not come."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection

from app import words
from app.live.places import Places
from data import appointments, patients, protocols, rows, treatments
from schemas.drug import DrugEvent
from schemas.patient import Patient
from schemas.predose import Decision, DoseDecision
from schemas.statement import Appointment, AppointmentState
from schemas.treatment import EndHow, Treatment, TreatmentEnd

# What stands in the list, in this order; the words are what the person reads.
EXPECTED, IN_PROGRESS, FINISHED, HELD, NOT_COME, CANCELLED = (
    "expected",
    "in progress",
    "finished",
    "held",
    "did not come",
    "cancelled",
)
_ORDER: Final = (EXPECTED, IN_PROGRESS, FINISHED, HELD, NOT_COME, CANCELLED)
_BECAME: Final = {
    AppointmentState.EXPECTED: EXPECTED,
    AppointmentState.NOT_COME: NOT_COME,
    AppointmentState.CANCELLED: CANCELLED,
}


@dataclass(frozen=True)
class Day:
    """What the day holds: who is planned, the sessions by id with their ends, what was decided in those held."""

    planned: Sequence[Appointment]
    visits: Mapping[UUID, Treatment]
    over: Mapping[UUID, TreatmentEnd]
    held: Mapping[UUID, Sequence[DoseDecision]]
    patients: Mapping[UUID, Patient]
    protocols: Mapping[str, str]
    protocol_of: Mapping[UUID, str]
    alerts: Mapping[UUID, int]


def today(
    connection: Connection, begins: datetime, ends: datetime, places: Places, alerts: Callable[[UUID], int]
) -> list[dict[str, Any]]:
    """The list of the day from `begins` to before `ends`: who was planned, and who came without a plan.

    `alerts` says how many alerts of a session wait for somebody: those of the ended ones stand in their row.
    """
    return told(_day(connection, begins, ends, alerts), places)


def _day(connection: Connection, begins: datetime, ends: datetime, alerts: Callable[[UUID], int]) -> Day:
    planned = appointments.between(connection, begins, ends)
    visits = {one.id: one for one in treatments.arrived_between(connection, begins, ends)}
    for one in planned:  # who was planned for this day is in its list, whenever the arrival was
        visit = None if one.treatment_id is None else treatments.by_id(connection, one.treatment_id)
        if visit is not None:
            visits[visit.id] = visit
    over = treatments.ends(connection, visits)
    everybody = {one.patient_id for one in planned} | {one.patient_id for one in visits.values()}
    return Day(
        planned=planned,
        visits=visits,
        over=over,
        held={
            one: rows.of_treatment(connection, DoseDecision, one)
            for one, end in over.items()
            if end.how is EndHow.NOT_STARTED or not rows.of_treatment(connection, DrugEvent, one)
        },
        patients=patients.by_ids(connection, everybody),
        protocols=protocols.names(connection) if planned else {},
        protocol_of={one.id: protocols.by_id(connection, one.protocol_id).name for one in visits.values()},
        alerts={one: alerts(one) for one in over},
    )


def told(day: Day, places: Places) -> list[dict[str, Any]]:
    """One dictionary a row: `state`, `at` in seconds since 1970, two identifiers, `more`, and what it leads to."""
    return in_order(_rows(day, places))


def in_order(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """By what became of each, then by time."""
    return sorted(rows, key=lambda row: (_ORDER.index(row["state"]), row["at"], row["number"]))


def _rows(day: Day, places: Places) -> Iterator[dict[str, Any]]:
    for one in day.planned:
        if one.treatment_id is None:
            more = (_chair(places, one.chair_id), _planned(one, day), one.words)
            yield _row(day, _BECAME[one.state], one.expected_at, one.patient_id, more, appointment=one.appointment_id)
    for visit in day.visits.values():
        end = day.over.get(visit.id)
        waits = _waits(day.alerts.get(visit.id, 0))
        told_of = (waits, _chair(places, places.taken.get(visit.id)), day.protocol_of[visit.id], _end(day, end))
        state = _became(day, end)
        at = visit.arrived_at if end is None else end.ended_at
        yield _row(day, state, at, visit.patient_id, told_of, session=visit.id)


def _became(day: Day, end: TreatmentEnd | None) -> str:
    """What became of a session that was begun: without drug it was held, or cancelled where that was decided last."""
    if end is None:
        return IN_PROGRESS
    decided = day.held.get(end.treatment_id, ())
    if end.how is not EndHow.NOT_STARTED and not (decided and decided[-1].decision is not Decision.GO):
        return FINISHED
    return CANCELLED if decided and decided[-1].decision is Decision.CANCEL else HELD


def _row(
    day: Day, state: str, at: datetime, patient_id: UUID, more: Sequence[str | None], **leads: UUID
) -> dict[str, Any]:
    patient = day.patients[patient_id]
    return {
        "state": state,
        "at": at.timestamp(),
        "name": words.full_name(patient),
        "born": words.born(patient),
        "number": patient.record_number,
        "more": ", ".join(part for part in more if part),
        **{name: str(value) for name, value in leads.items()},
    }


def _planned(one: Appointment, day: Day) -> str:
    protocol = day.protocols.get(one.protocol_key or "", one.protocol_key or "")
    return ", ".join(part for part in (protocol, dose_words(one)) if part)


def dose_words(one: Appointment) -> str:
    """The planned dose in words, or nothing where none was said."""
    if one.planned_dose_mg is not None:
        return f"{words.number(one.planned_dose_mg)} mg planned"
    return "" if one.planned_dose_mg_per_kg is None else f"{words.number(one.planned_dose_mg_per_kg)} mg/kg planned"


def _chair(places: Places, chair_id: UUID | None) -> str:
    name = places.name(chair_id)
    return f"chair {name}" if name else ""


def _waits(alerts: int) -> str:
    return "" if alerts == 0 else "1 alert is open" if alerts == 1 else f"{alerts} alerts are open"


def _end(day: Day, end: TreatmentEnd | None) -> str:
    """How it ended, and where the dose was held why."""
    if end is None:
        return ""
    decided = [one for one in day.held.get(end.treatment_id, ()) if one.decision is not Decision.GO]
    return (decided[-1].words or "") if decided else words.ENDS[end.how]
