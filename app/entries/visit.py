"""The frame of a session: its end, an arrival set back, and what is withdrawn."""

from app.entries import moment
from app.entries.sent import Sent, fact, refusal
from schemas.correction import Retraction, RetractionHow
from schemas.fact import ClinicalFact, Fact
from schemas.rules import course, minutes, valid
from schemas.treatment import Arrival, TreatmentEnd


def end(sent: Sent) -> tuple[ClinicalFact, ...]:
    """How and when the person left. Raises Problems where the session has ended, or began after that time."""
    old = next((one for one in sent.record.ends if str(one.id) == sent.text("replaces")), None)
    if old is None and course.course(sent.record).ended_at is not None:
        raise refusal("end.ended", "This session has ended already: correct its end in the flowsheet.")
    how = sent.text("how") or (old.how if old is not None else None)
    kept = old is not None and sent.text("stated") is None
    when = moment.Moment(old.ended_at, old.time_stated) if old is not None and kept else moment.of(sent)
    return (fact(TreatmentEnd, **sent.common(), how=how, ended_at=when.at, time_stated=when.stated),)


def arrival(sent: Sent) -> tuple[ClinicalFact, ...]:
    """The arrival set to another time. Raises Problems where something was entered before it."""
    record = sent.record
    newest = max(valid.only(record).arrivals, key=lambda one: (one.entered_at, one.id), default=None)
    stated = sent.text("stated")
    at = moment.instant(sent, stated)
    if stated is None or minutes.between(at, sent.entered) < 0:
        raise refusal("arrival.when", "State when the person arrived, at most now.")
    replaces = newest.id if newest is not None else record.treatment.id
    common = sent.common() | {"replaces": replaces, "reason": sent.text("reason") or "arrival set back"}
    return (fact(Arrival, **common, arrived_at=at),)


def retraction(sent: Sent) -> tuple[Fact, ...]:
    """A fact entered in error is withdrawn, with its reason."""
    common = {name: value for name, value in sent.common().items() if name not in {"replaces", "reason"}}
    reason = sent.text("reason")
    if reason is None:
        raise refusal("reason", "Say why it is withdrawn.")
    return (fact(Retraction, **common, fact_id=sent.text("fact_id"), how=RetractionHow.WITHDRAWN, reason=reason),)
