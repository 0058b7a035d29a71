"""Frames: patients' sessions side by side, as tables that charts are drawn from; here alone rows become pandas.

The columns, their types and what they mean: docs/decisions/0028-trends.md. An empty frame has the types of a full one;
what is not known is missing, never 0. Give all sessions of a patient: `number` counts them, `days_since` looks back.
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from data.exports.tidy.visit import Visit, visits
from schemas import quantities as q
from schemas.drug import DrugAct
from schemas.protocol import Drug, Route
from schemas.reading import NAMES, Reading
from schemas.record import Record
from schemas.rules import baseline, course, dose, episodes, minutes, outcome, summary
from schemas.rules.baseline import Pressure
from schemas.rules.outcome import How
from schemas.rules.summary import ReturnState

if TYPE_CHECKING:
    import pandas as pd

Kind = str | type[StrEnum]  # the name of a type, or the words that a column may hold
Row = Mapping[str, object]

WHOLE, DECIMAL, YES_NO, TEXT, TIME = "Int64", "Float64", "boolean", "string", "datetime64[us, UTC]"


def _columns(*told: tuple[Kind, str]) -> dict[str, Kind]:
    """The columns in their order, from their types and the names that have each."""
    return {name: kind for kind, names in told for name in names.split()}


_PLACE: Final = ((TEXT, "treatment_id"), (WHOLE, "number"))

SESSIONS: Final = _columns(
    *_PLACE,
    *((TIME, "arrived_at started_at"), (WHOLE, "days_since"), (Drug, "drug"), (Route, "route"), (TEXT, "protocol")),
    *((DECIMAL, "dose_mg dose_mg_per_kg"), (WHOLE, "minutes pauses"), (DECIMAL, "weight_kg")),
    (WHOLE, "baseline_systolic baseline_diastolic baseline_pulse"),
    (WHOLE, "peak_systolic peak_diastolic delta_systolic delta_diastolic peak_minutes"),
    *((YES_NO, "peak_at_least peak_treated"), (WHOLE, "readings_to_60 longest_gap")),
    *((ReturnState, "return_state"), (WHOLE, "above_until back_at"), (YES_NO, "treated")),
    *((WHOLE, "spo2_lowest"), (DECIMAL, "oxygen_then"), (WHOLE, "dissociation_highest moaas_lowest")),
    *((YES_NO, "position_changed"), (WHOLE, "observed_minutes alerts alerts_red corrections dues dues_missed")),
    *(
        (How, "outcome"),
        (WHOLE, "held_systolic held_diastolic pre_dose_systolic pre_dose_diastolic"),
        (YES_NO, "ended effects_asked"),
    ),
)
READINGS: Final = _columns(
    *_PLACE,
    (WHOLE, "minutes"),
    *((DECIMAL if q.BY_NAME[name].decimals else WHOLE, name) for name in NAMES),
    *((WHOLE, "delta_systolic delta_diastolic delta_pulse"), (YES_NO, "struck")),
)
DOSES: Final = _columns(*_PLACE, (WHOLE, "minutes"), (DrugAct, "act"), (DECIMAL, "mg"))
EFFECTS: Final = _columns(
    *_PLACE,
    *((TEXT, "effect label"), (WHOLE, "severity onset_minutes duration_minutes"), (YES_NO, "ended")),
)


def sessions(records: Iterable[Record]) -> "pd.DataFrame":
    """One row a session, patient by patient, by arrival."""
    found = list(visits(records))
    return _frame(SESSIONS, (_session(one, before) for before, one in pairwise([None, *found]) if one))


def readings(records: Iterable[Record]) -> "pd.DataFrame":
    """One row a reading of a session with a start, by time; also those that hold no more, which are `struck`."""
    return _frame(READINGS, (row for one in visits(records) for row in _readings(one)))


def doses(records: Iterable[Record]) -> "pd.DataFrame":
    """One row a valid drug event, in their order.

    `mg` is what the event says: at a start the plan, at a stop all of the infusion. What was given is in `sessions`.
    """
    return _frame(DOSES, (row for one in visits(records) for row in _doses(one)))


def effects(records: Iterable[Record]) -> "pd.DataFrame":
    """One row a valid episode, by onset."""
    return _frame(EFFECTS, (row for one in visits(records) for row in _effects(one)))


def _frame(columns: Mapping[str, Kind], rows: Iterable[Row]) -> "pd.DataFrame":
    """The rows as a frame of exactly these columns."""
    import pandas as pd

    told = list(rows)
    return pd.DataFrame(
        {name: pd.Series([row[name] for row in told], dtype=_type(kind)) for name, kind in columns.items()}
    )


def _type(kind: Kind) -> "str | pd.CategoricalDtype":
    import pandas as pd

    return kind if isinstance(kind, str) else pd.CategoricalDtype([member.value for member in kind])


def _place(visit: Visit) -> Row:
    return {"treatment_id": str(visit.record.treatment.id), "number": visit.number}


def _session(visit: Visit, before: Visit | None) -> Row:
    protocol, told = visit.record.protocol, outcome.outcome(visit.record)
    return {
        **vars(told),
        **_place(visit),
        "arrived_at": visit.course.arrived_at,
        "started_at": visit.course.started_at,
        "days_since": _days_since(visit, before),
        "drug": protocol.drug.value,
        "route": protocol.route.value,
        "protocol": f"{protocol.key} v{protocol.version}",
        "outcome": told.how.value,
        **_both("held", told.held),
        **_dose(visit.record),
        **_pressure(visit.record),
    }


def _days_since(visit: Visit, before: Visit | None) -> int | None:
    """Days of the calendar at the clinic since the patient's session before, whatever became of that one."""
    if before is None or before.record.patient.id != visit.record.patient.id:
        return None
    here, there = (one.course.arrived_at.astimezone(one.zone).date() for one in (visit, before))
    return (here - there).days


def _dose(record: Record) -> Row:
    given, weighed = dose.given(record), baseline.last(baseline.holding(record), "weight_kg")
    return {
        "dose_mg": given.mg,
        "dose_mg_per_kg": given.mg_per_kg,
        "weight_kg": weighed.value if weighed else None,
    }


def _pressure(record: Record) -> Row:
    whole, pulse = summary.summary(record), baseline.baseline(record, "pulse")
    return {
        **_both("baseline", whole.baseline),
        **_both("pre_dose", whole.pre_dose),
        "baseline_pulse": pulse.value if pulse else None,
        "peak_systolic": whole.peak_systolic,
        "peak_diastolic": whole.peak_diastolic,
        "delta_systolic": whole.peak_delta_systolic,
        "delta_diastolic": whole.peak_delta_diastolic,
        "peak_minutes": whole.peak_minutes,
        "return_state": whole.return_state.value,
    }


def _both(name: str, pressure: Pressure | None) -> Row:
    systolic, diastolic = (pressure.systolic, pressure.diastolic) if pressure else (None, None)
    return {f"{name}_systolic": systolic, f"{name}_diastolic": diastolic}


def _readings(visit: Visit) -> Iterator[Row]:
    if visit.course.started_at is None:
        return
    pulse = baseline.baseline(visit.record, "pulse")
    for one in baseline.by_time(visit.record.readings):
        yield {
            **_place(visit),
            "minutes": visit.minutes(one.taken_at),
            **{name: getattr(one, name) for name in NAMES},
            **_deltas(visit.record, one, pulse),
            "struck": not visit.holds(one),
        }


def _deltas(record: Record, reading: Reading, pulse: baseline.Measured | None) -> Row:
    systolic, diastolic = baseline.change(record, reading)
    beats = None if reading.pulse is None or pulse is None else reading.pulse - int(pulse.value)
    return {"delta_systolic": systolic, "delta_diastolic": diastolic, "delta_pulse": beats}


def _doses(visit: Visit) -> Iterator[Row]:
    for one in course.drug_events(visit.record):
        yield {**_place(visit), "minutes": visit.minutes(one.at), "act": one.act.value, "mg": one.dose_mg}


def _effects(visit: Visit) -> Iterator[Row]:
    for one in episodes.episodes(visit.record):
        yield {
            **_place(visit),
            "effect": one.key or one.label,
            "label": one.label,
            "severity": None if one.worst is None else int(one.worst),
            "onset_minutes": visit.minutes(one.onset_at),
            "duration_minutes": None if one.ended_at is None else minutes.between(one.onset_at, one.ended_at),
            "ended": one.ended_at is not None,
        }
