"""Secrets: the sorts of what only one person knows."""

from enum import StrEnum


class Sort(StrEnum):
    """What a secret is."""

    PASSWORD = "password"  # noqa: S105 - its name
    PIN = "pin"


class How(StrEnum):
    """By what somebody signs in."""

    PASSWORD = "password"  # noqa: S105 - its name
    PIN = "pin"
    PROVIDER = "provider"  # an identity provider vouched for her
