"""Begun: when the drug was first given, and when anybody could know of it."""

from datetime import datetime

from schemas.record import Record
from schemas.rules import course


def begun(record: Record) -> tuple[datetime, datetime] | None:
    """When the drug was first given, and when that was written down; None before."""
    at = course.course(record).started_at
    if at is None:
        return None
    return at, min(one.entered_at for one in course.drug_events(record) if one.at == at)
