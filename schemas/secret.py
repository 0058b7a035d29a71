"""Secrets: the sorts of what only one person knows."""

from enum import StrEnum


class Sort(StrEnum):
    """What a secret is."""

    PASSWORD = "password"  # noqa: S105 - its name
    PIN = "pin"
