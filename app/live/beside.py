"""Beside: what stands on a chair's page beside its panel and is no entry: kept aside, signatures, and scales."""

from uuid import UUID

from sqlalchemy import Connection

from data import assessments, quarantine, signatures


def changes(connection: Connection, treatment_id: UUID) -> int:
    """A number that grows with each of them: the page compares it, and is drawn anew."""
    others = quarantine.changes(connection, treatment_id) + signatures.changes(connection, treatment_id)
    return others + assessments.changes(connection, treatment_id)
