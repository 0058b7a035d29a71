"""Drug events: what is done with the drug, refused where it cannot follow what was done before."""

from typing import Final

from app.entries import moment
from app.entries.sent import Sent, fact, refusal
from schemas.drug import DrugAct, DrugEvent
from schemas.fact import ClinicalFact
from schemas.rules import course
from schemas.rules.course import Course

_RUNNING: Final = frozenset({DrugAct.RATE_CHANGE, DrugAct.PAUSE})
_AMOUNTS: Final = ("dose_mg", "duration_minutes", "rate_ml_h", "concentration_mg_ml", "stop_says")


def build(sent: Sent) -> tuple[ClinicalFact, ...]:
    """One drug event, or its correction. Raises Problems."""
    old = next((one for one in sent.record.drug_events if str(one.id) == sent.text("replaces")), None)
    amounts = {name: sent.body.get(name) for name in _AMOUNTS}
    more = sent.flag("no_more_follows")
    if old is not None:
        amounts = {name: getattr(old, name) if value is None else value for name, value in amounts.items()}
        stated = sent.text("stated")
        when = moment.of(sent) if stated else moment.Moment(old.at, old.time_stated)
        columns = {"act": old.act, "no_more_follows": old.no_more_follows}
        return (fact(DrugEvent, **sent.common(), **columns, **amounts, at=when.at, time_stated=when.stated),)
    when = moment.of(sent)
    event = fact(
        DrugEvent,
        **sent.common(),
        act=sent.text("act"),
        **amounts,
        no_more_follows=more,
        at=when.at,
        time_stated=when.stated,
    )
    return (event,)


def refuse(sent: Sent, event: DrugEvent) -> None:
    """Raises Problems where this cannot follow what was done before."""
    problem = _out_of_order(event.act, course.course(sent.record), more=event.no_more_follows)
    if problem is not None and event.replaces is None:
        raise refusal("drug.order", problem)


def _out_of_order(act: DrugAct, known: Course, *, more: bool) -> str | None:
    """Why the act cannot come now, or None."""
    infusing = known.started_at is not None and not known.single_doses
    resting = not known.running or known.paused
    for acts, wrong, why in (
        ({DrugAct.START}, infusing, "This session has its start. After a stop the infusion goes on with Resume."),
        (_RUNNING, not known.running, "No infusion is running: start or resume it first."),
        ({DrugAct.PAUSE}, known.paused, "The infusion is paused already."),
        ({DrugAct.RESUME}, not infusing or not resting, "Nothing to resume: the infusion was not paused or stopped."),
        ({DrugAct.STOP}, more and known.started_at is None, "No dose was given yet: end the session as not started."),
        ({DrugAct.STOP}, not more and not known.running, "No infusion is running: there is nothing to stop."),
    ):
        if act in acts and wrong:
            return why
    return None
