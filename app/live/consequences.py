"""Consequences: what else follows from a fact that was saved, said beside its receipt."""

from collections.abc import Iterator
from datetime import datetime

from app import words
from app.live import alarms
from schemas.record import Record
from schemas.rules import baseline, course, dose, episodes, summary
from schemas.treatment import EndHow


def said(before: Record, after: Record) -> list[str]:
    """One sentence for each computed thing that is another one now; none where nothing else follows."""
    return [
        *_times(before, after),
        *_baseline(before, after),
        *_amounts(before, after),
        *_side_by_side(before, after),
    ]


def of_end(record: Record, now: datetime) -> list[str]:
    """What an end leaves open: alerts, and the drug where the person left as if it had been given."""
    return [*_open_alerts(record, now), *_no_dose(record)]


def _open_alerts(record: Record, now: datetime) -> Iterator[str]:
    waiting = alarms.waiting(record, now)
    if waiting == 1:
        yield "1 alert is still open: it stands above until somebody answers it."
    elif waiting > 1:
        yield f"{waiting} alerts are still open: they stand above until somebody answers them."


def _no_dose(record: Record) -> Iterator[str]:
    known = course.course(record)
    if known.end_how not in {None, EndHow.NOT_STARTED} and not course.drug_events(record):
        yield "No dose is written down: enter it, or correct the end to “not started”."


def _times(before: Record, after: Record) -> Iterator[str]:
    old, new, zone = course.course(before), course.course(after), after.treatment.zone
    if old.started_at != new.started_at:
        start = f"is {words.clock_time(new.started_at, zone)}" if new.started_at else "is unknown"
        yield f"The start {start} now: minutes, baseline and phase follow from it."
    for name, then, now in (
        ("stop", old.stopped_at, new.stopped_at),
        ("arrival", old.arrived_at, new.arrived_at),
        ("end", old.ended_at, new.ended_at),
    ):
        if then != now:
            yield f"The {name} is {words.clock_time(now, zone) if now else 'unknown'} now."


def _baseline(before: Record, after: Record) -> Iterator[str]:
    old, new = baseline.baseline_pressure(before), baseline.baseline_pressure(after)
    if (old and (old.systolic, old.diastolic)) != (new and (new.systolic, new.diastolic)):
        value = f"{new.systolic}/{new.diastolic}" if new else "unknown"
        yield f"The baseline is {value} now: every change from it follows."


def _side_by_side(before: Record, after: Record) -> Iterator[str]:
    """An effect that runs more than once now: its first episode has lost its end."""
    for label in _running_twice(after) - _running_twice(before):
        yield f"{label} runs twice now: end or withdraw the one that is over."


def _running_twice(record: Record) -> set[str]:
    labels = [one.label for one in episodes.episodes(record) if one.ended_at is None]
    return {label for label in labels if labels.count(label) > 1}


def _amounts(before: Record, after: Record) -> Iterator[str]:
    old, new = dose.given(before), dose.given(after)
    if (old.mg, old.mg_per_kg) != (new.mg, new.mg_per_kg):
        yield f"The given dose is {words.number(new.mg) + ' mg' if new.mg is not None else 'unknown'} now."
    peak, now = summary.summary(before), summary.summary(after)
    if (peak.peak_systolic, peak.peak_diastolic) != (now.peak_systolic, now.peak_diastolic):
        # Each is the highest of its own: they need not be of one reading.
        known = (("systolic", now.peak_systolic), ("diastolic", now.peak_diastolic))
        both = [f"{name} {'unknown' if value is None else value}" for name, value in known]
        yield f"The peak is {', '.join(both)} now."
    if (peak.return_state, peak.return_minutes) != (now.return_state, now.return_minutes):
        yield f"The return is {words.returned(now.return_state, now.return_minutes)} now."
