"""Alerts: what crossed a limit of the protocol, computed from the facts; nothing is advised.

Source: the protocol's own limits, each with its source; how they are judged: docs/clinical.md, alerts.
"""

from schemas.rules.alerts.episodes import Alert, Key, alerts
from schemas.rules.alerts.flags import Flag, Kind, flags
from schemas.rules.alerts.judged import Rank, Verdict, Why

__all__ = ["Alert", "Flag", "Key", "Kind", "Rank", "Verdict", "Why", "alerts", "flags"]
