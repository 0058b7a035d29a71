"""Builds a patient's sessions for the story: usual ones, and one in which a single thing is another.

A usual session: protocol IV q10, baseline 120/80 at 13:50, start 14:00, 40 mg over 40 minutes, the peak at minute 30,
back at 55, effects asked about at 14:50, none reported, ended at 15:30. Each session is a day after the one before.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from schemas.protocol import Protocol
from schemas.record import Record
from schemas.rules import story
from schemas.rules.story import Kind, Point
from schemas.rules.story.history import History, visits
from tests import facts
from tests.schemas.rules.schedule.test_schedule import PROTOCOLS, Q10

FIRST: Final = UUID(int=0x5E5510)
IV: Final = PROTOCOLS[Q10]
AIR: Final = {"oxygen_l_min": 0.0}
NO_END: Final = None


def sets(told: str, **signs: object) -> list[Any]:
    """Full sets by minutes from 14:00: "30 140/90"; `signs` are those of the first set at minute 30 or later."""
    found = []
    for one in told.split(", "):
        minute, values = one.split()
        numbers = dict(zip(("systolic", "diastolic"), values.split("/"), strict=True))
        pressure = {name: int(value) for name, value in numbers.items() if value != "-"}
        more = signs if int(minute) >= 30 else {}
        signs = {} if more else signs
        at = facts.instant("14:00") + timedelta(minutes=int(minute))
        found.append(facts.reading(at, **{"pulse": 70, "spo2": 97} | pressure | more))
    return found


def usual(
    *more: Any,  # noqa: ANN401 - facts of any kind
    peak: str = "140/90",
    pressures: str | None = None,
    before: str = "120/80",
    stop: dict[str, Any] | None = None,
    end: str | None = "15:30",
    asked: bool = True,
    **signs: Any,  # noqa: ANN401 - a sign and its value
) -> list[Any]:
    """The facts of a usual session, with these things in it, and these signs at its peak."""
    told = pressures or f"10 125/82, 20 130/85, 30 {peak}, 40 125/84, 55 122/81, 70 121/80"
    base = [facts.reading("13:50", pulse=70, spo2=98, **AIR | _pressure(before))] if before else []
    stopped = {"at": "14:40", "stop_says": "planned"} | (stop or {})
    return [
        *base,
        facts.event("start", "14:00", dose_mg=40, duration_minutes=40),
        *sets(told, **signs),
        facts.event("stop", stopped.pop("at"), **stopped),
        *([facts.none_reported("14:50")] if asked else []),
        *([facts.end(end)] if end else []),
        *more,
    ]


def _pressure(told: str) -> dict[str, int]:
    return dict(zip(("systolic", "diastolic"), map(int, told.split("/")), strict=True))


def patient(*sessions: Sequence[Any], protocols: Sequence[Protocol] = (), **plan: Any) -> list[Record]:  # noqa: ANN401
    """The records of one patient from the facts of each session, a day apart; `protocols` of the first ones."""
    found = []
    for number, told in enumerate(sessions):
        by = timedelta(days=number)
        on = [_brought(one, by) for one in told]
        arrived = facts.treatment(facts.instant("13:30") + by, id=UUID(int=FIRST.int + number), **plan)
        protocol = protocols[number] if number < len(protocols) else IV
        found.append(facts.record_with(*on, treatment=arrived, protocol=protocol))
    return found


def _brought(one: Any, by: timedelta) -> Any:  # noqa: ANN401
    return one.model_copy(update={name: value + by for name, value in one if isinstance(value, datetime)})


def told(kind: Kind, records: Sequence[Record]) -> Point | None:
    """What the rule of this kind says of the last of them."""
    every = visits(records)
    return story.KINDS[kind](History(every[-1], every[:-1]))


def point(kind: Kind, records: Sequence[Record]) -> Point:
    """The same where it says something."""
    found = told(kind, records)
    assert found is not None
    return found


def rests(one: Point, records: Sequence[Record]) -> list[str]:
    """Its rows as "number time" (the number of the session by its day), the session itself as "number"."""
    times = {
        fact.id: next(getattr(fact, name) for name in ("taken_at", "onset_at", "at", "ended_at") if hasattr(fact, name))
        for record in records
        for fact in record.facts()
    }
    said = []
    for row in one.rests:
        number = row.treatment_id.int - FIRST.int + 1
        said.append(f"{number}" if row.fact_id is None else f"{number} {times[row.fact_id]:%H:%M}")
    return said
