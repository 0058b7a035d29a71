"""The state of a session as one JSON object: what the panel draws, the same after every save and at every look."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from app import words
from app.charts import described
from app.charts import rows as chart_rows
from app.entries import moment, reading
from app.live import alarms, check, dues, flowsheet, scores, unclaimed
from schemas.reading import NAMES
from schemas.record import Record
from schemas.rules import baseline, course, dose, episodes, schedule
from schemas.staff import Staff

_SET_BACK: Final = timedelta(minutes=2)


def state(record: Record, staff: Mapping[UUID, Staff], now: datetime, version: int) -> dict[str, Any]:
    """Everything but the two identifiers, which stand above the panel; times as seconds since 1970."""
    asked = schedule.schedule(record, now)
    return {
        "version": version,
        "tag": tag(version, now, len(record.orders)),
        "now": now.timestamp(),
        "session": _session(record, now),
        "previous": _previous(record, now),
        "baseline": _baseline(record),
        "last_session_weight_kg": reading.before(record).last_session_weight_kg,
        "readings": [one.as_json() for one in moment.taken(record)],
        "windows": [[one.isoformat() if one else None for one in window] for window in moment.windows(record, now)],
        "effects": _effects(record, now),
        "alerts": alarms.told(record, now, staff),
        "unclaimed": unclaimed.told(record),
        "check": check.told(record, staff),
        "scores": scores.told(record),
        "dues": dues.told(record, asked, now),
        "rows": flowsheet.rows(record, staff, dues.rows(record, asked)),
        "chart": chart_rows.rows(record, asked, now),
        "signals": chart_rows.signals(record, now, asked),
        "alt": described.alt_text(record, asked),
        "clock": set_back(record, now),
    }


def set_back(record: Record, now: datetime) -> str | None:
    """A sentence where the server's clock stands before what was entered already; None where it does not."""
    newest = moment.in_order(record, now)
    if newest - now <= _SET_BACK:
        return None
    zone = record.treatment.zone
    return (
        f"The server's clock was set back: it says {words.clock_time(now, zone)}, and the newest entry here was made "
        f"at {words.clock_time(newest, zone)}. What is due, and how long ago, is told wrongly until it is right again."
    )


def tag(version: int, now: datetime, orders: int) -> str:
    """The state's ETag: the minute is in it since the phase follows from the time as well.

    `orders` is how many were ever written for the patient, which are no facts of a session, and so in no version.
    """
    return f'"{version}-{orders}-{int(now.timestamp() // 60)}"'


def _session(record: Record, now: datetime) -> dict[str, Any]:
    known, treatment, protocol = course.course(record), record.treatment, record.protocol
    return {
        "id": str(treatment.id),
        "zone": treatment.zone,
        "arrived": known.arrived_at.timestamp(),
        "started": _seconds(known.started_at),
        "stopped": _seconds(known.stopped_at),
        "ended": _seconds(known.ended_at),
        "end_how": words.ENDS[known.end_how] if known.end_how is not None else None,
        "entered_afterwards": treatment.entered_afterwards,
        "pre_dose": _pre_dose(record),
        "phase": course.phase(known, now).value,
        "running": known.running,
        "paused": known.paused,
        "rate_ml_h": known.rate_ml_h,
        "infusion": protocol.infusion,
        "drug": words.DRUGS[protocol.drug],
        "route": words.ROUTES[protocol.route],
        "protocol": f"{protocol.name} v{protocol.version}",
        "planned_minutes": protocol.planned_minutes,
        "planned_doses": treatment.planned_doses,
        "dose": _dose(record),
    }


def _pre_dose(record: Record) -> str | None:
    """The last whole pressure of a session without a start."""
    found = baseline.pre_dose_pressure(record)
    return None if found is None else f"{found.systolic}/{found.diastolic}"


def _dose(record: Record) -> dict[str, Any]:
    """What is planned and what was given, each with the weight that mg/kg rests on and how old it is."""
    plan, given = dose.planned(record), dose.given(record)
    weight_on = given.weight_taken_at or plan.weight_taken_at
    return {
        "planned_mg": plan.mg,
        "planned_mg_per_kg": plan.mg_per_kg,
        "given_mg": given.mg,
        "given_mg_per_kg": given.mg_per_kg,
        "stated_mg": given.stated_mg,
        "computed_mg": given.computed_mg,
        "differs": given.differs,
        "devices": given.devices,
        "singles": given.singles,
        "start_mg": _start_mg(plan, given),
        "weight_kg": given.weight_kg if given.weight_kg is not None else plan.weight_kg,
        "weight_on": words.day(weight_on, record.treatment.zone) if weight_on is not None else None,
    }


def _start_mg(plan: dose.PlannedDose, given: dose.GivenDose) -> float | None:
    """The dose that the start names, in mg; None where it is the plan's, rounded or not."""
    start = given.start_mg
    return None if start is None or (plan.mg is not None and dose.same(start, plan.mg)) else start


def _previous(record: Record, now: datetime) -> dict[str, Any]:
    """The last value of each sign: shown beside the field, never in it."""
    last = {name: baseline.previous(record, name, now) for name in NAMES}
    return {name: {"value": one.value, "at": one.taken_at.timestamp()} for name, one in last.items() if one is not None}


def _baseline(record: Record) -> dict[str, float]:
    return {name: one.value for name in NAMES if (one := baseline.baseline(record, name)) is not None}


def _effects(record: Record, now: datetime) -> dict[str, Any]:
    episode = [_episode(one, record.treatment.zone) for one in episodes.episodes(record)]
    now_running = {str(one.effect_id) for one in episodes.running(record, now)}
    asked = episodes.asked(record)
    return {
        "running": [one for one in episode if one["id"] in now_running],
        "ended": [one for one in episode if one["id"] not in now_running],
        "asked": words.clock_time(asked[-1].at, record.treatment.zone) if asked else None,
    }


def _episode(one: episodes.Episode, zone: str) -> dict[str, Any]:
    return {
        "id": str(one.effect_id),
        "fact": str(one.fact.id),
        "key": one.key,
        "label": one.label,
        "severity": one.severity.value if one.severity is not None else None,
        "severity_word": one.severity.word if one.severity is not None else "severity not stated",
        "since": words.clock_time(one.onset_at, zone),
        "ended": words.clock_time(one.ended_at, zone) if one.ended_at is not None else None,
        "actions": list(one.actions),
    }


def _seconds(at: datetime | None) -> float | None:
    return None if at is None else at.timestamp()
