"""Beginning a session: now, some hours ago, or on another day; the plan is an order, never a measurement."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from app.entries import typed
from app.entries.faults import Faults
from app.entries.sent import fact, refusal
from schemas.fact import EARLIEST
from schemas.patient import Patient
from schemas.protocol import Protocol, Route
from schemas.staff import Staff
from schemas.treatment import Treatment

SET_BACK: Final = timedelta(hours=24)
AHEAD: Final = timedelta(minutes=2)
DEVICE_MG: Final = 28  # of esketamine in one device, Spravato label
_LABEL: Final = "Time of arrival"
_DAY: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)


@dataclass(frozen=True)
class Plan:
    """What the form says: dose as text with its unit ("mg" or "mg/kg"), number of doses, and when it began as text."""

    dose: str = ""
    unit: str = "mg"
    doses: str = ""
    time: str = ""
    day: str = ""


def treatment(
    patient: Patient, protocol: Protocol, plan: Plan, *, by: Staff, now: datetime, zone: str, as_id: UUID
) -> Treatment:
    """The session to open. Raises Problems with sentences."""
    faults = Faults()
    arrived_at = faults.of(lambda: _arrived_in_life(patient, plan, now, zone))
    dose = faults.of(lambda: _dose(plan))
    doses = faults.of(lambda: typed.amount(plan.doses, "Number of doses"))
    faults.tell()
    if doses is not None and doses.is_integer():
        doses = int(doses)
    return fact(
        Treatment,
        id=as_id,
        entered_at=now,
        entered_by=by.id,
        patient_id=patient.id,
        protocol_id=protocol.id,
        planned_dose_mg=dose if plan.unit == "mg" else None,
        planned_dose_mg_per_kg=dose if plan.unit == "mg/kg" else None,
        planned_doses=_planned_doses(protocol, dose if plan.unit == "mg" else None) if doses is None else doses,
        arrived_at=arrived_at,
        zone=zone,
        entered_afterwards=bool(plan.day.strip()),
    )


def _arrived_in_life(patient: Patient, plan: Plan, now: datetime, zone: str) -> datetime:
    arrived_at = arrival(plan.time, plan.day, now, zone)
    if arrived_at.astimezone(ZoneInfo(zone)).date() < patient.date_of_birth:
        raise refusal("day", "Day of the session: it lies before the patient was born. Check the year.")
    return arrived_at


def _dose(plan: Plan) -> float | None:
    dose = typed.amount(plan.dose, "Planned dose")
    if dose is not None and plan.unit not in {"mg", "mg/kg"}:
        raise refusal("unit", "Planned dose: say whether it is in mg or in mg/kg.")
    return dose


def _planned_doses(protocol: Protocol, mg: float | None) -> int:
    """The protocol's number; for a nasal spray what the planned mg come to, where they are whole devices."""
    devices = None if mg is None or protocol.route is not Route.INTRANASAL else mg / DEVICE_MG
    whole = devices is not None and devices.is_integer() and 1 <= devices <= protocol.planned_doses
    return int(devices) if devices is not None and whole else protocol.planned_doses


def arrival(time: str, day: str, now: datetime, zone: str) -> datetime:
    """The arrival: now without a time; with one, the latest such time within 24 hours; with a day, the first that day.

    A time up to two minutes ahead is now: the clock on the wall and the server's need not agree to the minute.
    """
    if not time.strip():
        if day.strip():
            raise refusal("time", "Time of arrival: a session on another day needs it, for example 09:00.")
        return now
    told = typed.time_of_day(time, _LABEL)
    local = now.astimezone(ZoneInfo(zone))
    if day.strip():
        at = min(typed.instants(_calendar(day.strip()), told, zone, _LABEL))
        if at > now:
            raise refusal("day", "Day of the session: this lies in the future. Plan it when the person is there.")
        return at
    today = typed.instants(local.date(), told, zone, _LABEL)
    if any(now < at <= now + AHEAD for at in today):
        return now
    before = [at for at in today if at <= now] or typed.instants(local.date() - timedelta(days=1), told, zone, _LABEL)
    if max(before) < now - SET_BACK:  # the day on which the clocks go back has 25 hours
        raise refusal("time", f"Time of arrival: {time.strip()} is more than 24 hours ago. Say the day too.")
    return max(before)


def _calendar(day: str) -> date:
    found = _DAY.fullmatch(day)
    try:
        on = date(int(found[1]), int(found[2]), int(found[3])) if found else date.fromisoformat("")
        return on if on >= EARLIEST else date.fromisoformat("")
    except ValueError:
        raise refusal("day", f"Day of the session: {day} is no day. Write it like 2026-11-20.") from None
