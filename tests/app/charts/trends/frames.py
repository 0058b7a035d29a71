"""Frames written by hand, with exactly the columns and types that a clinician's view is made from."""

from datetime import datetime
from typing import Any

import pandas as pd

from schemas.drug import DrugAct
from schemas.protocol import Drug, Route
from schemas.rules.summary import ReturnState

ZONE = "Europe/Berlin"

INTEGERS = (
    *("number", "days_since", "minutes", "pauses", "baseline_systolic", "baseline_diastolic", "baseline_pulse"),
    *("peak_systolic", "peak_diastolic", "delta_systolic", "delta_diastolic", "delta_pulse", "peak_minutes"),
    *("readings_to_60", "longest_gap", "above_until", "back_at", "spo2_lowest", "dissociation_highest"),
    *("moaas_lowest", "observed_minutes", "alerts", "alerts_red", "corrections", "dues_missed", "held_systolic"),
    *("held_diastolic", "systolic", "diastolic", "pulse", "spo2", "respirations", "moaas", "dissociation", "pain"),
    *("severity", "onset_minutes", "duration_minutes", "pre_dose_systolic", "pre_dose_diastolic"),
)
DECIMALS = ("dose_mg", "dose_mg_per_kg", "weight_kg", "oxygen_then", "temperature_c", "oxygen_l_min", "mg")
TIMES = ("arrived_at", "started_at")
FLAGS = ("peak_at_least", "treated", "peak_treated", "position_changed", "effects_asked", "struck", "ended")
WORDS = {
    "drug": [one.value for one in Drug],
    "route": [one.value for one in Route],
    "act": [one.value for one in DrugAct],
    "return_state": [one.value for one in ReturnState],
    "outcome": ["given", "held", "cancelled", "not_started"],
}
SESSION = (
    *("treatment_id", "number", "arrived_at", "started_at", "days_since", "drug", "route", "protocol", "dose_mg"),
    *("dose_mg_per_kg", "minutes", "pauses", "weight_kg", "baseline_systolic", "baseline_diastolic"),
    *("baseline_pulse", "peak_systolic", "peak_diastolic", "delta_systolic", "delta_diastolic", "peak_minutes"),
    *(
        "peak_at_least",
        "peak_treated",
        "readings_to_60",
        "longest_gap",
        "return_state",
        "above_until",
        "back_at",
        "treated",
    ),
    *("spo2_lowest", "oxygen_then", "dissociation_highest", "moaas_lowest", "position_changed", "observed_minutes"),
    *("alerts", "alerts_red", "corrections", "dues_missed", "outcome", "held_systolic", "held_diastolic"),
    *("ended", "effects_asked", "pre_dose_systolic", "pre_dose_diastolic"),
)
SIGNS = (
    *("systolic", "diastolic", "pulse", "spo2", "respirations", "temperature_c", "weight_kg", "oxygen_l_min"),
    *("moaas", "dissociation", "pain"),
)
READING = (
    *("treatment_id", "number", "minutes", *SIGNS),
    *("delta_systolic", "delta_diastolic", "delta_pulse", "struck"),
)
DOSE = ("treatment_id", "number", "minutes", "act", "mg")
EFFECT = (
    *("treatment_id", "number", "effect", "label", "severity"),
    *("onset_minutes", "duration_minutes", "ended"),
)


def frame(columns: tuple[str, ...], rows: list[dict[str, Any]]) -> pd.DataFrame:
    """These rows with all columns in their types; what a row does not say is unknown."""
    return pd.DataFrame({name: _column(name, [row.get(name) for row in rows]) for name in columns})


def sessions(*rows: dict[str, Any]) -> pd.DataFrame:
    return frame(SESSION, list(rows))


def readings(*rows: dict[str, Any]) -> pd.DataFrame:
    return frame(READING, list(rows))


def doses(*rows: dict[str, Any]) -> pd.DataFrame:
    return frame(DOSE, list(rows))


def effects(*rows: dict[str, Any]) -> pd.DataFrame:
    return frame(EFFECT, [{"label": row.get("effect"), "effect": row.get("label")} | row for row in rows])


def session(number: int, **said: Any) -> dict[str, Any]:  # noqa: ANN401 - any column
    """A ketamine infusion of 40 minutes on the day of its number in January, and what is said otherwise."""
    after = pd.Timedelta(days=7 * (number - 1))
    usual = {
        "number": number,
        "arrived_at": datetime.fromisoformat("2026-01-01T09:00+00:00") + after,
        "started_at": datetime.fromisoformat("2026-01-01T09:30+00:00") + after,
        "outcome": "given",
        "ended": True,
        "effects_asked": True,
    }
    usual |= {"drug": "ketamine", "route": "intravenous", "dose_mg": 40.0, "dose_mg_per_kg": 0.5, "minutes": 40}
    usual |= {"weight_kg": 80.0, "baseline_systolic": 124, "baseline_diastolic": 78, "baseline_pulse": 70}
    usual |= {
        "delta_systolic": 28,
        "delta_diastolic": 16,
        "peak_at_least": False,
        "peak_treated": False,
        "treated": False,
    }
    return usual | said


def held(number: int, systolic: int | None = 162, diastolic: int | None = 98, **said: Any) -> dict[str, Any]:  # noqa: ANN401
    """A session that was not given."""
    nothing = dict.fromkeys(
        ("started_at", "dose_mg", "dose_mg_per_kg", "minutes", "delta_systolic", "delta_diastolic", "baseline_pulse")
    )
    pressures = {"held_systolic": systolic, "held_diastolic": diastolic, "outcome": "held", "effects_asked": False}
    return session(number, **nothing | {"baseline_systolic": None, "baseline_diastolic": None} | pressures | said)


def reading(number: int, minutes: int, systolic: int | None = None, **said: Any) -> dict[str, Any]:  # noqa: ANN401
    """A reading of a session whose baseline is 124/78, with a diastolic 50 under the systolic."""
    there = {} if systolic is None else {"systolic": systolic, "diastolic": systolic - 50}
    change = {} if systolic is None else {"delta_systolic": systolic - 124, "delta_diastolic": systolic - 128}
    return {"number": number, "minutes": minutes, "struck": False} | there | change | said


def _column(name: str, values: list[Any]) -> "pd.Series[Any]":
    if name in INTEGERS:
        return pd.Series(values, dtype="Int64")
    if name in DECIMALS:
        return pd.Series(values, dtype="Float64")
    if name in FLAGS:
        return pd.Series(values, dtype="boolean")
    if name in TIMES:
        return pd.Series(pd.to_datetime(pd.Series(values, dtype="object"), utc=True)).astype("datetime64[us, UTC]")
    if name in WORDS:
        return pd.Series(values, dtype=pd.CategoricalDtype(WORDS[name]))
    return pd.Series(values, dtype="string")
