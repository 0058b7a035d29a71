"""The table of what a published score asks for at the chair."""

from datetime import datetime
from typing import Any

from sqlmodel import Field

from data.tables.shape import ClinicalColumns, UtcTime, words_of
from schemas.score import ScorePart


class ScoreAnswerRow(ClinicalColumns, table=True):
    """A part of a score, judged."""

    __tablename__ = "score_answer"

    part: Any = Field(sa_type=words_of(ScorePart, "score_part"))
    says: str
    at: datetime = Field(sa_type=UtcTime)
    time_stated: str | None = None
