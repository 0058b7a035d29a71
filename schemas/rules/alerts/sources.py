"""Sources: on whose word an alert rests: the limit's own, the protocol that asks, or the list of red flags."""

from schemas.alert import AlertEvent
from schemas.protocol import Level
from schemas.record import Record
from schemas.rules.alerts.flags import Kind


def source(record: Record, event: AlertEvent) -> str:
    """The source in words; every alert has one."""
    if event.crossed is not None:
        return event.crossed.source
    if event.why == Kind.EFFECT:
        return "red flag of the list of effects"
    asks = f"asked for by {record.protocol.name} v{record.protocol.version}"
    if event.why != Kind.PRE_DOSE:
        return asks
    rows = (one.source for one in record.protocol.pre_dose if one.sign in event.signs and one.level is Level.CALL)
    return next(rows, asks)
