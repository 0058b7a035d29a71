"""Stored: a counted session as its row, and its effects as theirs."""

from typing import Any, Final

from schemas.effect import Severity
from schemas.record import Record
from schemas.rules.safety import Session
from schemas.rules.safety.delays import BINS
from schemas.rules.safety.extremes import SIGNS

DELAYS: Final = (*(f"delay_{last}" for last in BINS), "delay_more")
_SAME: Final = (
    *("how", "started_at", "dose_mg", "dose_mg_per_kg", "baseline_systolic", "baseline_diastolic"),
    *("rise_40_systolic", "rise_40_diastolic", "peak_minutes", "not_back", "effects_asked"),
    *("stopped_early", "ended_late", "dues", "dues_missed", "corrections"),
)


def row(record: Record, counted: Session) -> dict[str, Any]:
    """The session's row."""
    return {
        "patient_id": record.treatment.patient_id,
        "treatment_id": record.treatment.id,
        "protocol_id": record.protocol.id,
        "drug": record.protocol.drug,
        "route": record.protocol.route,
        **{name: getattr(counted, name) for name in _SAME},
        **_severities(counted),
        **{f"lowest_{name}": counted.lowest.get(name) for name in SIGNS},
        **{f"highest_{name}": counted.highest.get(name) for name in SIGNS},
        **dict(zip(DELAYS, counted.delays, strict=True)),
    }


def _severities(counted: Session) -> dict[str, int]:
    """How many effects, how many of them severe or worse, and of how many nobody said how severe."""
    told = list(counted.effects.values())
    severe = sum(one is not None and one >= Severity.SEVERE for one in told)
    return {"effects": len(told), "effects_severe": severe, "effects_unstated": told.count(None)}


def effects(counted: Session) -> dict[str, int | None]:
    """The worst severity of each effect, by its key."""
    return {key: None if worst is None else int(worst) for key, worst in counted.effects.items()}
