"""Tables of what is counted of each session for the clinic's own figures; all of it follows from the facts."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, PrimaryKeyConstraint
from sqlmodel import Field

from data.tables.shape import Table, UtcTime, words_of
from schemas.protocol import Drug, Route
from schemas.rules.outcome import How


class OutcomeRow(Table, table=True):
    """One session that has ended, as `schemas.rules.safety.Session` has it; a patient's lie beside each other."""

    __tablename__ = "outcome"
    __table_args__ = (
        PrimaryKeyConstraint("patient_id", "treatment_id"),
        Index("ix_outcome_treatment_id", "treatment_id", unique=True),
        {"sqlite_with_rowid": False},
    )

    patient_id: UUID = Field(primary_key=True, foreign_key="patient.id")
    treatment_id: UUID = Field(primary_key=True, foreign_key="treatment.id")
    protocol_id: UUID = Field(foreign_key="protocol.id")
    drug: Any = Field(sa_type=words_of(Drug, "outcome_drug"))
    route: Any = Field(sa_type=words_of(Route, "outcome_route"))
    how: Any = Field(sa_type=words_of(How, "outcome_how"))
    started_at: datetime | None = Field(default=None, sa_type=UtcTime)
    dose_mg: float | None = None
    dose_mg_per_kg: float | None = None
    baseline_systolic: int | None = None
    baseline_diastolic: int | None = None
    rise_40_systolic: int | None = None
    rise_40_diastolic: int | None = None
    peak_minutes: int | None = None
    not_back: bool | None = None
    effects_asked: bool | None = None
    effects: int
    effects_severe: int
    effects_unstated: int
    stopped_early: bool | None = None
    ended_late: bool | None = None
    dues: int | None = None
    dues_missed: int | None = None
    corrections: int
    lowest_systolic: int | None = None
    lowest_diastolic: int | None = None
    lowest_pulse: int | None = None
    lowest_spo2: int | None = None
    lowest_respirations: int | None = None
    lowest_temperature_c: float | None = None
    lowest_oxygen_l_min: float | None = None
    lowest_moaas: int | None = None
    lowest_dissociation: int | None = None
    lowest_pain: int | None = None
    highest_systolic: int | None = None
    highest_diastolic: int | None = None
    highest_pulse: int | None = None
    highest_spo2: int | None = None
    highest_respirations: int | None = None
    highest_temperature_c: float | None = None
    highest_oxygen_l_min: float | None = None
    highest_moaas: int | None = None
    highest_dissociation: int | None = None
    highest_pain: int | None = None
    delay_0: int
    delay_1: int
    delay_2: int
    delay_5: int
    delay_10: int
    delay_15: int
    delay_30: int
    delay_60: int
    delay_120: int
    delay_more: int


class OutcomeEffectRow(Table, table=True):
    """One effect that emerged in a session; `severity` is the worst one stated, `effect` its key."""

    __tablename__ = "outcome_effect"
    __table_args__ = ({"sqlite_with_rowid": False},)

    treatment_id: UUID = Field(primary_key=True, foreign_key="treatment.id")
    effect: str = Field(primary_key=True)
    severity: int | None = None


class OutcomeStaleRow(Table, table=True):
    """A session of which something was said since it was worked out, or that never was."""

    __tablename__ = "outcome_stale"

    treatment_id: UUID = Field(primary_key=True, foreign_key="treatment.id")


class OutcomeUntilRow(Table, table=True):
    """Up to which row of the audit sessions were looked through, under which version of the rules; one row at most."""

    __tablename__ = "outcome_until"

    rules: int = Field(primary_key=True)
    seq: int
