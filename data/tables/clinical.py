"""Tables of what happens in a session: a row is added, never changed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, Index, PrimaryKeyConstraint, UniqueConstraint
from sqlmodel import Field

from data.tables import bounds
from data.tables.shape import ClinicalColumns, FactColumns, UtcTime, words_of
from schemas.correction import RetractionHow
from schemas.drug import DrugAct, DrugEvent, StopSays
from schemas.effect import EffectChange, Relatedness
from schemas.reading import CuffSite, Position, Reading, Source
from schemas.treatment import EndHow


class ArrivalRow(ClinicalColumns, table=True):
    """A changed arrival. The session's own can be replaced again once the first change of it was withdrawn."""

    __tablename__ = "arrival"
    __table_args__ = ()

    arrived_at: datetime = Field(sa_type=UtcTime)


class TreatmentEndRow(ClinicalColumns, table=True):
    """The end of a session."""

    __tablename__ = "treatment_end"

    ended_at: datetime = Field(sa_type=UtcTime)
    how: Any = Field(sa_type=words_of(EndHow, "end_how"))
    time_stated: str | None = None


class ReadingRow(ClinicalColumns, table=True):
    """One reading, a column a sign; kept in the order in which a patient's history is read."""

    __tablename__ = "reading"
    __table_args__ = (
        PrimaryKeyConstraint("patient_id", "taken_at", "id"),
        UniqueConstraint("id"),
        UniqueConstraint("replaces"),
        CheckConstraint("systolic > diastolic", name="pressure"),
        *bounds.of(Reading),
        Index("ix_reading_treatment_id", "treatment_id"),
        {"sqlite_with_rowid": False},
    )

    patient_id: UUID = Field(primary_key=True, foreign_key="patient.id")
    taken_at: datetime = Field(primary_key=True, sa_type=UtcTime)
    id: UUID = Field(primary_key=True)
    treatment_id: UUID = Field(foreign_key="treatment.id")
    time_stated: str | None = None
    systolic: int | None = None
    diastolic: int | None = None
    pulse: int | None = None
    spo2: int | None = None
    respirations: int | None = None
    temperature_c: float | None = None
    weight_kg: float | None = None
    oxygen_l_min: float | None = None
    moaas: int | None = None
    dissociation: int | None = None
    pain: int | None = None
    not_measured: dict[str, str] = Field(sa_type=JSON)
    reason_words: dict[str, str] = Field(sa_type=JSON)
    position: Any = Field(sa_type=words_of(Position, "position"), nullable=True)
    cuff_site: Any = Field(sa_type=words_of(CuffSite, "cuff_site"), nullable=True)
    note: str | None = None
    source: Any = Field(sa_type=words_of(Source, "source"))
    repeat_of: UUID | None = None


class DrugEventRow(ClinicalColumns, table=True):
    """One thing done with the drug."""

    __tablename__ = "drug_event"
    __table_args__ = (UniqueConstraint("replaces"), *bounds.of(DrugEvent))

    at: datetime = Field(sa_type=UtcTime)
    act: Any = Field(sa_type=words_of(DrugAct, "act"))
    dose_mg: float | None = None
    duration_minutes: int | None = None
    rate_ml_h: float | None = None
    concentration_mg_ml: float | None = None
    stop_says: Any = Field(sa_type=words_of(StopSays, "stop_says"), nullable=True)
    no_more_follows: bool
    time_stated: str | None = None


class EffectRow(ClinicalColumns, table=True):
    """The beginning of one episode."""

    __tablename__ = "effect"

    effect: str | None = None
    words: str | None = None
    onset_at: datetime = Field(sa_type=UtcTime)
    relatedness: Any = Field(sa_type=words_of(Relatedness, "relatedness"), nullable=True)
    judged_by: UUID | None = Field(default=None, foreign_key="staff.id")
    serious: bool | None = None
    time_stated: str | None = None


class EffectChangeRow(ClinicalColumns, table=True):
    """What happened to an episode at a time."""

    __tablename__ = "effect_change"
    __table_args__ = (UniqueConstraint("replaces"), *bounds.of(EffectChange))

    effect_id: UUID = Field(foreign_key="effect.id")
    at: datetime = Field(sa_type=UtcTime)
    severity: int | None = None
    action: str | None = None
    ended: bool
    time_stated: str | None = None


class NoneReportedRow(ClinicalColumns, table=True):
    """Asked, and nothing reported."""

    __tablename__ = "none_reported"

    at: datetime = Field(sa_type=UtcTime)
    time_stated: str | None = None


class InterventionRow(ClinicalColumns, table=True):
    """An action, a medicine among them."""

    __tablename__ = "intervention"

    at: datetime = Field(sa_type=UtcTime)
    drug: str | None = None
    dose: str | None = None
    route: str | None = None
    ordered_by: str | None = None
    response: str | None = None
    words: str | None = None
    time_stated: str | None = None


class NoteRow(ClinicalColumns, table=True):
    """Words at a time."""

    __tablename__ = "note"

    at: datetime = Field(sa_type=UtcTime)
    words: str
    time_stated: str | None = None


class RetractionRow(FactColumns, table=True):
    """A fact that no longer holds in its session."""

    __tablename__ = "retraction"
    __table_args__ = (UniqueConstraint("fact_id"),)

    treatment_id: UUID = Field(foreign_key="treatment.id", index=True)
    fact_id: UUID
    how: Any = Field(sa_type=words_of(RetractionHow, "retraction_how"))
    moved_to: UUID | None = None
    reason: str
