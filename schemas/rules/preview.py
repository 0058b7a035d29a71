"""Preview: the timetable of a protocol, drawn on a session that nobody had.

The person arrives a quarter of an hour before the start, everything goes as planned, and nobody measures anything: what
ends by being near baseline therefore goes on to the end of the drawing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from schemas.cadence import Anchor, Part
from schemas.drug import DrugAct, DrugEvent
from schemas.patient import Patient, Sex
from schemas.protocol import Protocol
from schemas.reading import SignName
from schemas.record import Record
from schemas.rules import minutes, schedule
from schemas.treatment import Treatment

_START: Final = datetime(2026, 1, 1, 12, tzinfo=UTC)
_ARRIVED: Final = _START - timedelta(minutes=15)
_NOBODY: Final = UUID(int=0)
_BETWEEN_DOSES: Final = 5  # minutes
_USUAL: Final = 60  # minutes of an infusion whose protocol plans none
_AFTER: Final = 120  # minutes that the drawing goes on after the stop, if the observation is not longer


@dataclass(frozen=True)
class Asked:
    """One due: its minute from the start, the window in minutes from the start, and the signs it asks for.

    `closes` is None for what stays open.
    """

    part: Part
    minute: int
    opens: int
    closes: int | None
    required: frozenset[SignName]


def stop_minute(protocol: Protocol) -> int:
    """The minute of the planned stop, from the start."""
    if protocol.infusion:
        return protocol.planned_minutes or _USUAL
    return (protocol.planned_doses - 1) * _BETWEEN_DOSES


def timetable(protocol: Protocol) -> tuple[Asked, ...]:
    """Every due of the drawn session by its minute."""
    last = _START + timedelta(minutes=_last(protocol))
    dues = schedule.schedule(_drawn(protocol), last)
    return tuple(
        Asked(
            part=due.part,
            minute=minutes.between(_START, due.due_at),
            opens=minutes.between(_START, due.opens_at),
            closes=None if due.closes_at is None else minutes.between(_START, due.closes_at),
            required=due.required,
        )
        for due in dues
        if due.due_at <= last and due.state is not schedule.State.NOT_NEEDED
    )


def _last(protocol: Protocol) -> int:
    """The last minute of the drawing, from the start: long enough to see the last series twice."""
    twice = [one.begins + (one.every or 0) for one in protocol.schedule if one.anchor is Anchor.STOP]
    return max(stop_minute(protocol) + max([_AFTER, *twice]), protocol.observation_minutes or 0)


def _drawn(protocol: Protocol) -> Record:
    by: dict[str, Any] = {"entered_at": _ARRIVED, "entered_by": _NOBODY}
    return Record(
        patient=Patient(
            id=_NOBODY,
            **by,
            record_number="0",
            given_name="Nobody",
            family_name="Nobody",
            date_of_birth=date(1970, 1, 1),
            sex=Sex.UNKNOWN,
        ),
        protocol=protocol,
        treatment=Treatment(
            id=_NOBODY,
            **by,
            patient_id=_NOBODY,
            protocol_id=protocol.id,
            planned_doses=protocol.planned_doses,
            arrived_at=_ARRIVED,
            zone="UTC",
        ),
        drug_events=tuple(_events(protocol)),
    )


def _events(protocol: Protocol) -> Iterator[DrugEvent]:
    def event(number: int, minute: int, act: DrugAct, **more: object) -> DrugEvent:
        at = _START + timedelta(minutes=minute)
        told = {"entered_at": at, "entered_by": _NOBODY, "treatment_id": _NOBODY, "at": at}
        return DrugEvent.model_validate({"id": UUID(int=number), "act": act} | told | more)

    if protocol.infusion:
        yield event(1, 0, DrugAct.START)
        yield event(2, stop_minute(protocol), DrugAct.STOP)
        return
    for number in range(protocol.planned_doses):
        yield event(number + 1, number * _BETWEEN_DOSES, DrugAct.DOSE, dose_mg=1.0)
