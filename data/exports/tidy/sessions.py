"""sessions.csv: one row a session: its plan, its course, the dose given and the summary of its blood pressure."""

from collections.abc import Iterator
from typing import Final

from data.exports.tidy.column import PATIENT, SESSION, Column, Kind, Row, ids, pressures, times, words
from data.exports.tidy.visit import Visit
from schemas.protocol import Drug, Route
from schemas.rules import dose, summary
from schemas.rules.baseline import Pressure
from schemas.rules.summary import ReturnState
from schemas.treatment import EndHow

COLUMNS: Final = (
    SESSION,
    PATIENT,
    ids("entered_under", "The registration that it was entered under, where the patient was registered twice."),
    Column("session_number", Kind.WHOLE, "Which of the patient's sessions it is, by arrival, from 1."),
    Column("protocol", Kind.TEXT, "Key and version of the protocol that the session began with."),
    Column("drug", Kind.CODE, "What is given.", "", words(Drug)),
    Column("route", Kind.CODE, "How it is given.", "", words(Route)),
    Column("planned_dose_mg", Kind.NUMBER, "The planned dose; computed where it was planned in mg/kg.", "mg"),
    Column("planned_dose_mg_per_kg", Kind.NUMBER, "The same by weight; computed where it was planned in mg.", "mg/kg"),
    Column("planned_doses", Kind.WHOLE, "How many single doses or devices were planned; 1 for an infusion."),
    Column("given_dose_mg", Kind.NUMBER, "The dose given; empty: not known, or not yet.", "mg"),
    Column("given_dose_mg_per_kg", Kind.NUMBER, "The same by the last weight at or before the start.", "mg/kg"),
    times("arrived_at", "The arrival, as corrected."),
    times("started_at", "The first giving of the drug."),
    times("stopped_at", "The last stop or, of single doses, the last of them; empty: none, or it still runs."),
    times("discharged_at", "The session's end."),
    Column("ended_by", Kind.PERSON, "Who ended the session."),
    Column("end_how", Kind.CODE, "How the patient left.", "", words(EndHow)),
    Column("entered_afterwards", Kind.YES_NO, "Whether it was entered on another day.", "", ("true", "false")),
    *pressures(
        ("baseline_systolic", "baseline_diastolic"),
        "The {}: of the last blood pressure with both numbers at or before the start.",
    ),
    *pressures(("peak_systolic", "peak_diastolic"), "The highest {} after the start."),
    *pressures(("peak_delta_systolic", "peak_delta_diastolic"), "The highest {} less the baseline."),
    Column("peak_minutes", Kind.WHOLE, "Minutes from the start to the first highest systolic.", "min"),
    *pressures(
        ("pre_dose_systolic", "pre_dose_diastolic"),
        "The {}: of the last blood pressure with both numbers, in a session without a start.",
    ),
    Column("return_minutes", Kind.WHOLE, "Minutes from the start to the return of the blood pressure.", "min"),
    Column(
        "return_state",
        Kind.CODE,
        "returned: both numbers at or below 110 % of baseline after the last one above; no_rise: none was above; "
        "not_yet: no such reading so far; unknown: no baseline, or no blood pressure after the start.",
        "",
        words(ReturnState),
    ),
    Column("readings_taken", Kind.WHOLE, "How many valid readings there are."),
    Column("signs_not_measured", Kind.WHOLE, "How many signs of valid readings have a reason instead of a value."),
    Column("signed_by", Kind.PERSON, "Who signed that the record is complete; empty: nobody, or it was changed since."),
    times("signed_at", "When that was signed."),
)


def rows(visit: Visit) -> Iterator[Row]:
    """The session's one row."""
    protocol, signed = visit.record.protocol, visit.beside.complete
    yield {
        **visit.place(),
        "entered_under": visit.record.treatment.patient_id,
        "session_number": visit.number,
        "protocol": f"{protocol.key} v{protocol.version}",
        "drug": protocol.drug,
        "route": protocol.route,
        "entered_afterwards": visit.record.treatment.entered_afterwards,
        **_doses(visit),
        **_times(visit),
        **_blood_pressure(visit),
        "signed_by": None if signed is None else signed.entered_by,
        "signed_at": None if signed is None else signed.entered_at,
    }


def _doses(visit: Visit) -> dict[str, object]:
    planned, given = dose.planned(visit.record), dose.given(visit.record)
    return {
        "planned_dose_mg": planned.mg,
        "planned_dose_mg_per_kg": planned.mg_per_kg,
        "planned_doses": visit.record.treatment.planned_doses,
        "given_dose_mg": given.mg,
        "given_dose_mg_per_kg": given.mg_per_kg,
    }


def _times(visit: Visit) -> dict[str, object]:
    run = visit.course
    return {
        "arrived_at": run.arrived_at,
        "started_at": run.started_at,
        "stopped_at": run.stopped_at,
        "discharged_at": run.ended_at,
        "ended_by": run.ended_by,
        "end_how": run.end_how,
    }


def _blood_pressure(visit: Visit) -> dict[str, object]:
    whole = summary.summary(visit.record)
    return {
        **_both("baseline", whole.baseline),
        "peak_systolic": whole.peak_systolic,
        "peak_diastolic": whole.peak_diastolic,
        "peak_delta_systolic": whole.peak_delta_systolic,
        "peak_delta_diastolic": whole.peak_delta_diastolic,
        "peak_minutes": whole.peak_minutes,
        **_both("pre_dose", whole.pre_dose),
        "return_minutes": whole.return_minutes,
        "return_state": whole.return_state,
        "readings_taken": whole.readings_taken,
        "signs_not_measured": whole.signs_not_measured,
    }


def _both(name: str, pressure: Pressure | None) -> dict[str, object]:
    systolic, diastolic = (None, None) if pressure is None else (pressure.systolic, pressure.diastolic)
    return {f"{name}_systolic": systolic, f"{name}_diastolic": diastolic}
