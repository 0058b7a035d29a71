"""Alerts: what crossed a limit of the protocol, computed from the facts; nothing is advised.

Source: the protocol's own limits, each with its source; how they are judged: docs/clinical.md, alerts.
"""

from schemas.alert import Rank
from schemas.rules.alerts.episodes import Alert, Key, alerts
from schemas.rules.alerts.events import known, pending
from schemas.rules.alerts.flags import Flag, Kind, flags
from schemas.rules.alerts.judged import Verdict, Why
from schemas.rules.alerts.repeats import Repeat, repeated_by, repeats
from schemas.rules.alerts.sources import source
from schemas.rules.alerts.threads import State, Thread, threads

__all__ = [
    "Alert",
    "Flag",
    "Key",
    "Kind",
    "Rank",
    "Repeat",
    "State",
    "Thread",
    "Verdict",
    "Why",
    "alerts",
    "flags",
    "known",
    "pending",
    "repeated_by",
    "repeats",
    "source",
    "threads",
]
