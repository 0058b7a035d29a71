"""The frame of a session: its end, an arrival set back, and what is withdrawn."""

from typing import Final

from app import words
from app.entries import moment
from app.entries.sent import Problems, Sent, fact, refusal
from app.live import flowsheet
from schemas.correction import Retraction, RetractionHow
from schemas.fact import ClinicalFact, Fact
from schemas.rules import course, minutes, valid
from schemas.treatment import Arrival, TreatmentEnd

_between: Final = minutes.between
_SET_BACK: Final = 24 * 60  # minutes


def end(sent: Sent) -> tuple[ClinicalFact, ...]:
    """How and when the person left. Raises Problems where the session has ended, or began after that time."""
    old = sent.corrected(sent.record.ends)
    if old is None and course.course(sent.record).ended_at is not None:
        raise refusal("end.ended", "This session has ended already: correct its end in the flowsheet.")
    how = sent.text("how") or (old.how if old is not None else None)
    kept = old is not None and sent.text("stated") is None
    when = moment.Moment(old.ended_at, old.time_stated) if old is not None and kept else moment.of(sent)
    return (fact(TreatmentEnd, **sent.common(), how=how, ended_at=when.at, time_stated=when.stated),)


def ask(sent: Sent, ended: TreatmentEnd) -> None:
    """Raises Problems with a question where something is entered after the end that is stated."""
    zone = sent.record.treatment.zone
    last = max(
        (flowsheet.moment(one) for one in valid.only(sent.record).facts() if one.id != ended.replaces), default=None
    )
    if last is None or _between(ended.ended_at, last) <= 0:
        return
    end_at, last_at = words.clock_time(ended.ended_at, zone), words.clock_time(last, zone)
    code = f"end.earlier:{end_at}"
    if code not in sent.confirmed:
        text = f"Check the end {end_at}: an entry at {last_at} is later. Confirm it if it is so, or state another time."
        raise Problems(questions=({"code": code, "sign": None, "text": text},))


def arrival(sent: Sent) -> tuple[ClinicalFact, ...]:
    """The arrival set to another time. Raises Problems where something was entered before it."""
    record = sent.record
    newest = max(valid.only(record).arrivals, key=lambda one: (one.entered_at, one.id), default=None)
    stated = sent.text("stated")
    at = moment.instant(sent, stated)
    if stated is None or _between(at, sent.entered) < 0:
        raise refusal("arrival.when", "State when the person arrived, at most now.")
    if _between(at, course.course(record).arrived_at) > _SET_BACK:
        raise refusal("arrival.far", "The arrival can be set back by 24 hours at most. Check the day.")
    later = [
        one
        for one in valid.only(record).facts()
        if not isinstance(one, Arrival) and _between(flowsheet.moment(one), at) > 0
    ]
    if later:
        first = words.clock_time(min(flowsheet.moment(one) for one in later), record.treatment.zone)
        raise refusal("arrival.after", f"Something is entered for {first} already: the arrival cannot lie after it.")
    if isinstance(sent.stored, Arrival) and _between(sent.stored.arrived_at, at) in {-1, 0, 1}:
        # Minutes ago, sent again: the same time up to the way through the network.
        at = sent.stored.arrived_at
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
