"""Sessions: every session of a patient, newest first, in words with a small chart each."""

from collections.abc import Mapping, Sequence
from uuid import UUID

import streamlit as st

from app import clinic, words
from app.charts import course as course_charts
from app.live import check
from app.parts import signed
from data.signatures import Standing
from schemas.predose import Decision
from schemas.record import Record
from schemas.rules import course, dose, episodes, predose, summary
from schemas.rules.episodes import Episode
from schemas.rules.summary import Summary
from schemas.statement import Appointment, AppointmentState


def draw(found: Sequence[Record], of_each: Mapping[UUID, Sequence[Standing]], *, dark: bool) -> None:
    """One card a session; the number counts from the first visit. `of_each` are the signatures of each session."""
    for number, record in reversed(list(enumerate(found, start=1))):
        known = course.course(record)
        with st.container(border=True, key=f"session-{record.treatment.id}"):
            date = words.day(known.arrived_at, record.treatment.zone)
            visit, course_of_it, picture = st.columns([3, 4, 3], vertical_alignment="center")
            with visit:
                st.page_link(
                    "screens/chair.py",
                    label=f"Session {number}, {date}",
                    query_params={"session": str(record.treatment.id)},
                )
                st.text(visit_words(record))
                st.text(signed.short(of_each.get(record.treatment.id, ())))
            with course_of_it:
                st.text(course_words(record))
            with picture:
                rows = course_charts.course_rows(record)
                chart = course_charts.course_chart("dark" if dark else "light", rows)
                st.altair_chart(chart, theme=None, alt=f"Blood pressure of session {number}, {date}")


def without_drug(found: Sequence[Record], planned: Sequence[Appointment]) -> str:
    """How many sessions were without the drug and why, with the days of those who never came; nothing for none."""
    reasons = [_not_given(one) for one in found if _ended_without(one)]
    kinds = [f"{reasons.count(kind)} {kind}" for kind in dict.fromkeys(reasons)]
    for state, label in ((AppointmentState.NOT_COME, "did not come"), (AppointmentState.CANCELLED, "cancelled before")):
        days = [_day(one) for one in planned if one.state is state]
        kinds += [f"{len(days)} {label} ({', '.join(days)})"] if days else []
    return f"Without drug: {', '.join(kinds)}" if kinds else ""


def _ended_without(record: Record) -> bool:
    return course.course(record).ended_at is not None and not course.drug_events(record)


def _not_given(record: Record) -> str:
    decision = predose.check(record).decision
    said = None if decision is None else decision.decision
    return {Decision.HOLD: "held", Decision.CANCEL: "cancelled"}.get(said, "not started") if said else "not started"


def _day(one: Appointment) -> str:
    return words.day(one.expected_at, clinic.current().zone)


def visit_words(record: Record) -> str:
    """Drug and dose, and how the session ended, a line each."""
    known = course.course(record)
    drug = f"{words.DRUGS[record.protocol.drug]} {words.ROUTES[record.protocol.route]}"
    ended = f"Ended: {words.ENDS[known.end_how]}" if known.end_how is not None else "Still open"
    return "\n".join(part for part in (f"{drug}: {dose_words(record)}", ended, check.unapproved(record)) if part)


def course_words(record: Record) -> str:
    """Pressures, return and effects, a line each."""
    told = summary.summary(record)
    effects = [_effect(record, one) for one in episodes.episodes(record)]
    back = words.returned(told.return_state, told.return_minutes)
    asked = "none reported" if episodes.asked(record) else "not asked"
    return f"{pressures(told)}\nReturn: {back}\nEffects: {', '.join(effects) or asked}"


def _effect(record: Record, one: Episode) -> str:
    worst = one.worst.word if one.worst else "severity not stated"
    left = course.course(record).ended_at is not None and one.ended_at is None
    return f"{one.label} ({worst}{', not ended when the session ended' if left else ''})"


def pressures(told: Summary) -> str:
    """Baseline, peak and its change; each unknown where it is."""
    if told.baseline is None and told.pre_dose is not None:
        return f"Pre-dose {told.pre_dose.systolic}/{told.pre_dose.diastolic}, no start of the drug is written down"
    base = f"{told.baseline.systolic}/{told.baseline.diastolic}" if told.baseline else "unknown"
    peak = f"{_or(told.peak_systolic)}/{_or(told.peak_diastolic)}"
    delta = words.change((told.peak_delta_systolic, told.peak_delta_diastolic)) or "unknown"
    when = f" at {told.peak_minutes} min" if told.peak_minutes is not None else ""
    return f"Baseline {base} · peak {peak}{when} · Δ {delta}"


def _or(value: int | None) -> str:
    return "?" if value is None else str(value)


def dose_words(record: Record) -> str:
    """What was given, with what it rests on; unknown where it is."""
    given, planned = dose.given(record), dose.planned(record)
    if course.course(record).started_at is None:
        # A stop without its start tells of drug all the same.
        return "given dose unknown, start unknown" if course.drug_events(record) else "not given"
    if given.mg is None:
        plan = f"{words.number(planned.mg)} mg" if planned.mg else ""
        per_kg = f"{words.number(planned.mg_per_kg)} mg/kg" if planned.mg_per_kg and not plan else plan
        return f"given dose unknown, plan {per_kg}" if per_kg else "given dose unknown"
    differs = (
        f" (infusion stated {words.number(given.stated_mg)} mg, from rates {words.number(given.computed_mg)} mg)"
        if given.differs and given.computed_mg is not None and given.stated_mg is not None
        else ""
    )
    if given.mg_per_kg is None or given.weight_taken_at is None:
        return f"{words.number(given.mg)} mg{differs}, weight unknown"
    weighed = words.day(given.weight_taken_at, record.treatment.zone)
    return f"{words.number(given.mg)} mg{differs}, {given.mg_per_kg:.2f} mg/kg at {given.weight_kg} kg of {weighed}"
