"""What a prescriber reads of a session before she signs that she reviewed it, as rows of a name and lines."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from app import words
from app.live import alarms, check, flowsheet
from app.parts import sessions
from schemas.effect import Severity
from schemas.predose import CheckSays
from schemas.record import Record
from schemas.rules import course, dose, episodes, minutes, outcome, predose, summary
from schemas.rules.episodes import Episode
from schemas.rules.summary import Summary
from schemas.staff import Staff

Rows = Iterator[tuple[str, Sequence[str]]]

_FINAL: Final = "final"


def rows(record: Record, now: datetime, people: Mapping[UUID, Staff]) -> Rows:
    """The rows in the order in which a session goes; one without lines has nothing to say."""
    sheet = list(reversed(flowsheet.rows(record, people)))
    yield "Before the dose", _before(record, people)
    yield "Ordered, given", _dose(record)
    yield "Pressure", _pressure(record)
    yield "Lowest", list(_lowest(record))
    yield "Alerts", _alerts(record, now, people)
    yield "Calls", _of_kind(sheet, "calls")
    yield "Effects", _effects(record)
    yield "Medicines, actions", _of_kind(sheet, "interventions")
    yield "Notes", _of_kind(sheet, "notes")
    yield (
        "Corrections",
        [f"{_line(row)}: {row['why']}" for row in sheet if row["status"] != _FINAL or row["correction"]],
    )
    yield "End", _of_kind(sheet, "ends") or ["not ended"]


def sheet(record: Record, people: Mapping[UUID, Staff]) -> Rows:
    """All that was written down, in its order, also what does not hold any more, which says so."""
    for row in reversed(flowsheet.rows(record, people)):
        minute = "" if row["minutes"] is None else f" ({row['minutes']} min)"
        struck = "" if row["status"] == _FINAL else f"{row['status']}: "
        yield f"{row['time']}{minute}", [f"{struck}{row['words']} · {row['by']}"]


def _before(record: Record, people: Mapping[UUID, Staff]) -> list[str]:
    """How much was asked, what was not a plain yes, the decision, and what speaks against it."""
    known, told = predose.check(record), check.told(record, people)
    lines = [f"{known.asked} of {len(known.answers)} asked"] if known.answers else []
    lines += [f"not asked: {one['label']}" for one in told["items"] if one["answer"] is None and known.asked]
    plain = check.SAYS[CheckSays.YES] + " · "
    lines += [
        f"{one['label']}: {one['answer']}"
        for one in told["items"]
        if one["answer"] is not None and (not one["answer"].startswith(plain) or one["answer"].count(" · ") > 1)
    ]
    lines += [f"over the limit before the dose: {limit}" for limit in told["limits"]]
    lines += [part for part in (told["decision"] or "no decision is written down", told["unapproved"]) if part]
    return lines


def _dose(record: Record) -> list[str]:
    """What was planned, and what was given over how long."""
    planned, known = dose.planned(record), outcome.outcome(record)
    amounts = [
        f"{words.number(planned.mg)} mg" if planned.mg is not None else "",
        f"{planned.mg_per_kg:.2f} mg/kg" if planned.mg_per_kg is not None else "",
    ]
    plan = ", ".join(part for part in amounts if part) or "unknown"
    over = "" if known.minutes is None else f", {known.minutes} min from start to stop"
    paused = f", {known.pauses} {'pause' if known.pauses == 1 else 'pauses'}" if known.pauses else ""
    first, *more = sessions.dose_lines(record)
    return [f"planned: {plan}", f"{first}{over}{paused}", *more]


def _pressure(record: Record) -> list[str]:
    """Baseline, peak and change, the return, and how much was looked."""
    told, known = summary.summary(record), outcome.outcome(record)
    lines = [pressures(told)]
    if known.peak_at_least:
        lines.append("the peak may have been higher: no whole pressure at the due nearest to the expected one")
    if known.peak_treated or known.treated:
        lines.append("treated: a medicine for pressure was given before")
    if course.course(record).started_at is None:
        return lines
    back = words.returned(told.return_state, told.return_minutes)
    above = "" if known.above_until is None else f", last above at {known.above_until} min"
    lines.append(f"Return: {back}{above}")
    if known.readings_to_60 is not None:
        gap = "" if known.longest_gap is None else f", longest gap {known.longest_gap} min"
        lines.append(f"readings from start to 60 min: {known.readings_to_60}{gap}")
    return lines


def pressures(told: Summary) -> str:
    """Baseline, peak and its change; each unknown where it is."""
    if told.baseline is None and told.pre_dose is not None:
        return f"Pre-dose {told.pre_dose.systolic}/{told.pre_dose.diastolic}, no start of the drug is written down"
    base = f"{told.baseline.systolic}/{told.baseline.diastolic}" if told.baseline else "unknown"
    highest = told.peak_systolic, told.peak_diastolic
    peak = "unknown" if highest == (None, None) else "/".join("?" if one is None else str(one) for one in highest)
    delta = words.change((told.peak_delta_systolic, told.peak_delta_diastolic)) or "unknown"
    when = f", systolic at {told.peak_minutes} min" if told.peak_minutes is not None else ""
    return f"Baseline {base} · peak {peak}{when} · Δ {delta}"


def _lowest(record: Record) -> Iterator[str]:
    known = outcome.outcome(record)
    if known.spo2_lowest is None:
        yield "SpO2 not measured"
    else:
        oxygen = "oxygen not stated" if known.oxygen_then is None else f"oxygen {words.number(known.oxygen_then)} l/min"
        yield f"SpO2 {known.spo2_lowest} %, {oxygen}"
    if known.moaas_lowest is not None:
        yield f"MOAA/S {known.moaas_lowest}"
    if known.dissociation_highest is not None:
        yield f"highest dissociation {known.dissociation_highest}"


def _alerts(record: Record, now: datetime, people: Mapping[UUID, Staff]) -> list[str]:
    found = alarms.told(record, now, people)
    return [
        "; ".join((f"{one['rank']}, {one['state']}: {one['words']} · {one['more']}", *one["answers"])) for one in found
    ] or ["none"]


def _effects(record: Record) -> list[str]:
    known = course.course(record)
    asked = "none reported" if episodes.asked(record) else "not asked"
    return [_effect(one, known) for one in episodes.episodes(record)] or [asked]


def _effect(one: Episode, known: course.Course) -> str:
    worst = "severity not stated" if one.worst is None else Severity(one.worst).word
    onset = course.minutes_from_start(known, one.onset_at)
    since = "" if onset is None else f", from {onset} min"
    lasted = None if one.ended_at is None else minutes.between(one.onset_at, one.ended_at)
    return f"{one.label}: {worst}{since}, " + ("not ended" if lasted is None else f"for {lasted} min")


def _of_kind(sheet: Sequence[Mapping[str, Any]], kind: str) -> list[str]:
    return [_line(row) for row in sheet if row["kind"] == kind and row["status"] == _FINAL]


def _line(row: Mapping[str, Any]) -> str:
    minute = "" if row["minutes"] is None else f" ({row['minutes']} min)"
    return f"{row['time']}{minute} {row['words']} · {row['by']}"
