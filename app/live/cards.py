"""Cards: each open session as the board shows it; what counts by itself is told as times, the rest in words."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from app import words
from app.live import alarms, dues, risks, unclaimed
from schemas.assessment import Assessment
from schemas.reading import Reading, SignName
from schemas.record import Record
from schemas.rules import baseline, course, dose, episodes, predose, schedule
from schemas.staff import Staff

_SHOWN: Final[tuple[SignName, ...]] = ("pulse", "spo2")


def cards(
    records: Iterable[Record],
    now: datetime,
    staff: Mapping[UUID, Staff],
    risky: Mapping[UUID, Sequence[Assessment]] = risks.NOTHING,
) -> list[dict[str, Any]]:
    """One dictionary a session, as app/live/board.js reads it; times as seconds since 1970.

    `risky` are, by patient, the scales that tell of suicidal thoughts and that nobody has closed.
    """
    return [_card(record, now, staff, risky.get(record.patient.id, ())) for record in records]


def _card(record: Record, now: datetime, staff: Mapping[UUID, Staff], risky: Sequence[Assessment]) -> dict[str, Any]:
    known, zone = course.course(record), record.treatment.zone
    return {
        "session": str(record.treatment.id),
        "zone": zone,
        "name": words.full_name(record.patient),
        "born": words.born(record.patient),
        "number": record.patient.record_number,
        "phase": course.phase(known, now).value,
        "started": None if known.started_at is None else known.started_at.timestamp(),
        "given": _given(record),
        "last": _last(record),
        "effects": [f"{one.label}{_severity(one)}" for one in episodes.running(record, now)],
        "no_effects": _no_effects(record),
        "before": None if known.started_at is not None else _before(record),
        "protocol": f"{record.protocol.name} v{record.protocol.version}",
        "unclaimed": [one["tablet"] for one in unclaimed.told(record)],
        # What is over a limit now comes first: it cannot wait, and the other waits for its own closing.
        "alerts": [
            *(one for one in alarms.told(record, now, staff) if alarms.is_open(one)),
            *risks.told(record, risky),
        ],
        **dues.told(record, schedule.schedule(record, now), now),
    }


def _no_effects(record: Record) -> str:
    """What stands where no effect runs: that is known only where somebody has asked."""
    asked = episodes.asked(record)
    if not asked:
        return "effects not asked yet"
    return f"no effects running, asked {words.clock_time(asked[-1].at, record.treatment.zone)}"


def _before(record: Record) -> dict[str, str]:
    """What is still to come before the dose, in words: what was asked, and whose the go is."""
    known = predose.check(record)
    asked = f"{known.asked} of {len(known.answers)} asked"
    if known.decision is not None:
        return {"words": f"Before the dose: {known.decision.decision.value}", "more": asked}
    if known.crossed and known.pressure is not None:
        over = f"{known.pressure.systolic}/{known.pressure.diastolic} is above the limit before the dose"
        return {"words": "Go is a prescriber's", "more": f"{over}, {asked}"}
    return {"words": "Before the dose", "more": f"{asked}, no decision"}


def _given(record: Record) -> str:
    """Drug and route, and what is planned or was given."""
    drug = f"{words.DRUGS[record.protocol.drug]} {words.ROUTES[record.protocol.route]}"
    given, plan = dose.given(record), dose.planned(record)
    if given.mg is not None:
        return f"{drug} {words.number(given.mg)} mg given"
    return f"{drug} {words.number(plan.mg)} mg planned" if plan.mg is not None else drug


def _last(record: Record) -> list[dict[str, Any]]:
    """The last pressure with its change from baseline, the last pulse and SpO2, each with the time it was taken."""
    readings = baseline.holding(record)[::-1]
    told = []
    pressed = next((one for one in readings if one.systolic is not None or one.diastolic is not None), None)
    if pressed is not None:
        told.append(_value("BP", words.pressure(pressed), pressed) | {"delta": _delta(record, pressed)})
    for name in _SHOWN:
        found = next((one for one in readings if getattr(one, name) is not None), None)
        if found is not None:
            told.append(_value(words.label(name), words.sign(found, name), found))
    return told


def _value(label: str, value: str, reading: Reading) -> dict[str, Any]:
    return {"label": label, "value": value, "at": reading.taken_at.timestamp(), "delta": ""}


def _delta(record: Record, reading: Reading) -> str:
    """The change from baseline of what was taken after the start; before it there is nothing to compare."""
    minute = course.minutes_from_start(course.course(record), reading.taken_at)
    return words.change(baseline.change(record, reading)) if minute is not None and minute > 0 else ""


def _severity(one: episodes.Episode) -> str:
    return f", {one.severity.word}" if one.severity is not None else ""
