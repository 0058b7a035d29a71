"""Reviews: for which reasons an ended session waits for somebody's eye."""

from enum import StrEnum


class Reason(StrEnum):
    """Why it waits, in the order in which one looks: what may have hurt somebody first."""

    RISK = "risk"
    RED_ALERT = "red_alert"
    KEPT_ASIDE = "kept_aside"
    UNCLAIMED = "unclaimed"
    CHANGED = "changed"
    NOT_ENDED = "not_ended"
    DUES_MISSED = "dues_missed"
    NOT_COMPLETE = "not_complete"
    NOT_REVIEWED = "not_reviewed"
