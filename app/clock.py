"""The clock: the only place of the product that reads the time of day."""

from datetime import UTC, datetime


def now() -> datetime:
    """The server's time as an aware instant in UTC."""
    return datetime.now(UTC)
