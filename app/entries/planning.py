"""Planning: chairs, and the sessions of a day, as forms and files say them. A plan is an order, never a measurement."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from app.entries import typed
from app.entries.sent import fact, refusal
from schemas.staff import Staff
from schemas.statement import Appointment, AppointmentState, Chair

_AHEAD: Final = timedelta(days=366)
NEAR: Final = timedelta(hours=2)  # a session with its observation takes about so long (docs/clinical.md, protocols)


@dataclass(frozen=True)
class By:
    """Who plans, when, and in which zone the times are."""

    author: Staff
    now: datetime
    zone: str

    def common(self, as_id: UUID) -> dict[str, Any]:
        """The columns that every statement has."""
        return {"id": as_id, "entered_at": self.now, "entered_by": self.author.id}

    @property
    def today(self) -> date:
        """The clinic's day."""
        return self.now.astimezone(ZoneInfo(self.zone)).date()


def day(on: date, zone: str) -> tuple[datetime, datetime]:
    """The instants at which this day begins and ends in the zone: 23, 24 or 25 hours."""
    begins, ends = (
        datetime.combine(one, time(), tzinfo=ZoneInfo(zone)).astimezone(UTC) for one in (on, on + timedelta(days=1))
    )
    return begins, ends


def expected_at(on: date, told: str, by: By) -> datetime:
    """The instant of a time of day, the first where it occurs twice. Raises Problems with a sentence."""
    time_of_day = typed.time_of_day(told, "Time")
    if not by.today - _AHEAD <= on <= by.today + _AHEAD:
        raise refusal("day", f"Day: {on.isoformat()} lies more than a year away. Check the year.")
    return min(typed.instants(on, time_of_day, by.zone, "Time"))


def appointment(patient_id: UUID, said: Mapping[str, Any], by: By, as_id: UUID) -> Appointment:
    """`said`: on (date), time, dose, unit, chair (its id), protocol (its key). Raises Problems with sentences."""
    amount, unit = typed.amount(said.get("dose") or "", "Planned dose"), said.get("unit")
    if amount is not None and unit not in {"mg", "mg/kg"}:
        raise refusal("unit", "Planned dose: say whether it is in mg or in mg/kg.")
    return fact(
        Appointment,
        **by.common(as_id),
        appointment_id=as_id,
        patient_id=patient_id,
        expected_at=expected_at(said["on"], said.get("time") or "", by),
        chair_id=said.get("chair"),
        protocol_key=said.get("protocol"),
        planned_dose_mg=amount if unit == "mg" else None,
        planned_dose_mg_per_kg=amount if unit == "mg/kg" else None,
    )


def clashes(one: Appointment, planned: Iterable[Appointment]) -> tuple[Appointment, ...]:
    """The others that are expected at the same chair less than two hours before or after: to be seen, not refused."""
    return tuple(
        other
        for other in planned
        if other.appointment_id != one.appointment_id
        and one.chair_id is not None
        and other.chair_id == one.chair_id
        and one.state is other.state is AppointmentState.EXPECTED
        and abs(other.expected_at - one.expected_at) < NEAR
    )


def became(
    stands: Appointment, state: AppointmentState, by: By, as_id: UUID, *, words: str = "", session: UUID | None = None
) -> Appointment:
    """The same planned session with what became of it. Raises Problems where a reason is lacking."""
    columns = stands.model_dump() | by.common(as_id)
    return fact(Appointment, **columns | {"state": state, "words": words.strip() or None, "treatment_id": session})


def chair(said: Mapping[str, Any], by: By, as_id: UUID, stands: Chair | None = None) -> Chair:
    """`said`: name, room, in_use; `stands` is what is changed, None for a new chair. Raises Problems with sentences."""
    name = (said.get("name") or "").strip()
    if not name:
        raise refusal("name", "Name of the chair: this is needed, for example 4.")
    return fact(
        Chair,
        **by.common(as_id),
        chair_id=as_id if stands is None else stands.chair_id,
        name=name,
        room=(said.get("room") or "").strip() or None,
        in_use=said.get("in_use", True),
    )
