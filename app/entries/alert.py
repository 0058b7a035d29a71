"""Answers to alerts, and calls to the prescriber: who saw it, why it is over, who was asked and what was said."""

from typing import Final

from app.entries import moment
from app.entries.sent import Sent, fact, refusal
from schemas.alert import AlertAct, AlertAnswer, PrescriberCall
from schemas.fact import ClinicalFact
from schemas.rules import alerts
from schemas.rules.alerts import State

_CALL: Final = ("called", "called_by", "answer")
_YES_OR_NO: Final = {"yes": True, "no": False}


def answer(sent: Sent) -> tuple[ClinicalFact, ...]:
    """An alert seen or over. Raises Problems where it was resolved already, or is not back and no reason is given."""
    alert_id, act, words = sent.text("alert_id"), sent.text("act"), sent.text("words")
    when = moment.of(sent) if sent.text("stated") else moment.Moment(sent.entered, None)
    made = fact(
        AlertAnswer, **sent.common(), alert_id=alert_id, act=act, words=words, at=when.at, time_stated=when.stated
    )
    if sent.stored is None:
        _refuse(sent, made)
    return (made,)


def _refuse(sent: Sent, made: AlertAnswer) -> None:
    found = alerts.threads(sent.record, sent.received)
    thread = next((one for one in found if made.alert_id in one.events), None)
    if thread is None or thread.state is State.WITHDRAWN:
        raise refusal("alert.gone", "This alert no longer follows from what holds now: look at what stands there.")
    if thread.state is State.RESOLVED:
        raise refusal("alert.resolved", "This alert is resolved already: look at what stands there now.")
    if made.act is AlertAct.RESOLVED and not thread.back and made.words is None:
        raise refusal("alert.reason", "It is not back within its limits: say why it is resolved all the same.")


def call(sent: Sent) -> tuple[ClinicalFact, ...]:
    """Who was called and what was answered; a correction keeps what it does not speak of."""
    old = sent.corrected(sent.record.calls)
    said = {name: sent.text(name) or (getattr(old, name) if old is not None else None) for name in _CALL}
    told = sent.text("read_back")
    read_back = _YES_OR_NO.get(told or "", old.read_back if old is not None else None)
    alert_id = sent.text("alert_id") or (old.alert_id if old is not None else None)
    kept = old is not None and sent.text("stated") is None
    when = moment.Moment(old.at, old.time_stated) if old is not None and kept else moment.of(sent)
    about = {"read_back": read_back, "alert_id": alert_id, "at": when.at, "time_stated": when.stated}
    return (fact(PrescriberCall, **sent.common(), **said, **about),)
