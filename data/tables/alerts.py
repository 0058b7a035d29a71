"""Tables of alerts: what the rules raised and took back, who answered it, and calls to the prescriber."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON
from sqlmodel import Field

from data.tables.shape import ClinicalColumns, Table, UtcTime, words_of
from schemas.alert import AlertAct, Rank


class AlertEventRow(Table, table=True):
    """What the rules raised or took back, and when; the server's own, nobody entered it."""

    __tablename__ = "alert_event"

    id: UUID = Field(primary_key=True)
    treatment_id: UUID = Field(foreign_key="treatment.id", index=True)
    stored_at: datetime = Field(sa_type=UtcTime)
    key: str
    source: str
    rank: Any = Field(sa_type=words_of(Rank, "alert_rank"))
    why: str
    label: str | None = None
    signs: list[str] = Field(sa_type=JSON)
    value: float | None = None
    crossed: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    reading_id: UUID | None = None
    due_at: datetime | None = Field(default=None, sa_type=UtcTime)
    true_at: datetime = Field(sa_type=UtcTime)
    known_at: datetime = Field(sa_type=UtcTime)
    carries: UUID | None = Field(default=None, foreign_key="alert_event.id")
    withdraws: UUID | None = Field(default=None, foreign_key="alert_event.id")


class AlertAnswerRow(ClinicalColumns, table=True):
    """An alert acknowledged or resolved."""

    __tablename__ = "alert_answer"

    alert_id: UUID = Field(foreign_key="alert_event.id")
    act: Any = Field(sa_type=words_of(AlertAct, "alert_act"))
    at: datetime = Field(sa_type=UtcTime)
    words: str | None = None
    time_stated: str | None = None


class PrescriberCallRow(ClinicalColumns, table=True):
    """A call to the prescriber."""

    __tablename__ = "prescriber_call"

    at: datetime = Field(sa_type=UtcTime)
    called: str
    called_by: str | None = None
    answer: str | None = None
    read_back: bool | None = None
    alert_id: UUID | None = Field(default=None, foreign_key="alert_event.id")
    time_stated: str | None = None
