"""Beside: what stands on a chair's page beside its panel and is no entry of it: kept aside, signed, scales, known."""

from uuid import UUID

from sqlalchemy import Connection

from data import assessments, backgrounds, quarantine, signatures


def changes(connection: Connection, treatment_id: UUID) -> int:
    """A number that grows with each of them: the page compares it, and is drawn anew."""
    return (
        quarantine.changes(connection, treatment_id)
        + signatures.changes(connection, treatment_id)
        + assessments.changes(connection, treatment_id)
        + backgrounds.changes(connection, treatment_id)
    )
