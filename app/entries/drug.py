"""Drug events: what is done with the drug, refused where it cannot follow what was done before."""

from typing import Final

from app import ordered
from app.entries import moment
from app.entries.sent import Problems, Sent, fact, refusal
from app.words import ACTS, clock_time
from schemas.drug import DrugAct, DrugEvent, StopSays
from schemas.fact import ClinicalFact
from schemas.predose import Decision
from schemas.record import Record
from schemas.rules import course, dose, minutes, orders, predose
from schemas.rules.course import Course

_RUNNING: Final = frozenset({DrugAct.RATE_CHANGE, DrugAct.PAUSE})
_APART: Final = 0.1  # of the plan; doses are rounded to what a syringe shows
_AMOUNTS: Final = ("dose_mg", "duration_minutes", "rate_ml_h", "concentration_mg_ml", "stop_says")


def build(sent: Sent) -> tuple[ClinicalFact, ...]:
    """One drug event, or its correction. Raises Problems."""
    old = sent.corrected(sent.record.drug_events)
    amounts = {name: sent.body.get(name) for name in _AMOUNTS}
    more = sent.flag("no_more_follows")
    if old is not None:
        amounts = {name: getattr(old, name) if value is None else value for name, value in amounts.items()}
        if amounts["stop_says"] != StopSays.MG:
            # What a stop said in mg goes with what it said; the mg of every other event stay.
            amounts["dose_mg"] = sent.body.get("dose_mg") if old.act is DrugAct.STOP else amounts["dose_mg"]
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
    """Raises Problems where this cannot follow what was done before it: by its own time, not by that of Enter.

    A pause that was forgotten is entered after the stop; a stop before the start would be nobody's. A correction is
    refused where it puts something out of order that was in order.
    """
    if event.replaces is not None:
        _refuse_disorder(sent.record, event)
        return
    now, then = course.course(sent.record), course.before(sent.record, event)
    problem = _out_of_order(event, then, now)
    if problem is not None and _out_of_order(event, now, now) is None:
        problem = f"{problem} That is how it stood at {clock_time(event.at, sent.record.treatment.zone)}."
    if problem is not None:
        raise refusal("drug.order", problem)


def ask(sent: Sent, event: DrugEvent) -> None:
    """Raises Problems with a question: a start far from the plan, or drug that is said to be given after the end."""
    _ask_about_the_hold(sent, event)
    _ask_about_the_go(sent, event)
    _ask_about_the_plan(sent, event)
    _ask_about_the_order(sent, event)
    ended, zone = course.course(sent.record).ended_at, sent.record.treatment.zone
    if event.replaces is not None or ended is None or minutes.between(ended, event.at) <= 0:
        return
    end_at = clock_time(ended, zone)
    code = f"drug.after_end:{end_at}"
    if code not in sent.confirmed:
        act = ACTS[event.act]
        when = clock_time(event.at, zone)
        text = f"Check {act} at {when}: the session ended at {end_at}. Confirm it, or state its time."
        raise Problems(questions=({"code": code, "sign": None, "text": text},))


def _ask_about_the_hold(sent: Sent, event: DrugEvent) -> None:
    """Drug given although the last word before it was to hold or to cancel the dose."""
    decided = predose.check(sent.record).decision
    gives = event.act in {DrugAct.START, *course.SINGLE} and course.course(sent.record).started_at is None
    if event.replaces is not None or not gives or decided is None or decided.decision is Decision.GO:
        return
    code = f"drug.held:{decided.id}"
    if code not in sent.confirmed:
        said = "held" if decided.decision is Decision.HOLD else "cancelled"
        text = (
            f"Check {ACTS[event.act]}: the dose was {said} ({decided.words}). Confirm it if it is given all the same."
        )
        raise Problems(questions=({"code": code, "sign": None, "text": text},))


def _ask_about_the_go(sent: Sent, event: DrugEvent) -> None:
    """Drug given at a pressure past the protocol's limit before the dose, and no prescriber's go written down."""
    known = predose.check(sent.record, event.at)
    gives = event.act in {DrugAct.START, *course.SINGLE} and course.course(sent.record).started_at is None
    if event.replaces is not None or not gives or not known.crossed or not (known.decision is None or known.risen):
        return
    pressure = known.pressure
    code = "drug.no_go"
    if pressure is not None and code not in sent.confirmed:
        lacking = (
            "no prescriber's go is" if known.decision is None else "the go was given before it rose, and no other is"
        )
        text = (
            f"Check {ACTS[event.act]}: {pressure.systolic}/{pressure.diastolic} is above the protocol's limit before "
            f"the dose, and {lacking} written down. Write it down first, or confirm."
        )
        raise Problems(questions=({"code": code, "sign": None, "text": text},))


def _ask_about_the_plan(sent: Sent, event: DrugEvent) -> None:
    """A start whose dose is more than a tenth away from the plan: a slip, or an order that the plan does not know."""
    plan = dose.planned(sent.record).mg
    if event.act is not DrugAct.START or event.dose_mg is None or plan is None:
        return
    code = f"drug.not_the_plan:{event.dose_mg:g}"
    if abs(event.dose_mg - plan) > _APART * plan and code not in sent.confirmed:
        given = f"Check the dose {event.dose_mg:g} mg: {plan:g} mg are planned."
        text = f"{given} Confirm it if it was ordered so, or edit it."
        raise Problems(questions=({"code": code, "sign": None, "text": text},))


def _ask_about_the_order(sent: Sent, event: DrugEvent) -> None:
    """The first drug of a session, where it is given otherwise than ordered and no go knows of that."""
    gives = event.act in course.GIVES and course.course(sent.record).started_at is None
    if event.replaces is not None or not gives:
        return
    compared = orders.compare(sent.record.model_copy(update={"drug_events": (*sent.record.drug_events, event)}))
    if compared is None or not compared.needs_a_name:
        return
    code = f"drug.not_ordered:{compared.order.id}:{','.join(compared.departs)}"
    if code not in sent.confirmed:
        text = (
            f"Check {ACTS[event.act]}: this is not what was ordered ({ordered.short(compared.order)}); it differs in "
            f"{ordered.departs(compared.departs)}. Confirm it if a prescriber decided so, and write down her name with "
            "a go before the dose."
        )
        raise Problems(questions=({"code": code, "sign": None, "text": text},))


def _refuse_disorder(record: Record, corrected: DrugEvent) -> None:
    events = course.drug_events(record)
    others = tuple(event for event in events if event.id != corrected.replaces)
    now = _disorder(record, (*others, corrected))
    if len(now) > len(_disorder(record, events)):
        raise refusal("drug.order", f"After this correction the doses would be out of order. {now[0]}")


def _disorder(record: Record, events: tuple[DrugEvent, ...]) -> list[str]:
    """What of these events cannot follow what lies before it, a sentence each."""
    alone = [event.model_copy(update={"replaces": None, "reason": None}) for event in events]
    found = []
    for event in alone:
        rest = record.model_copy(update={"drug_events": tuple(one for one in alone if one.id != event.id)})
        then = course.before(rest, event)
        problem = _out_of_order(event, then, course.course(rest) if event.act is DrugAct.START else then)
        found += [f"{clock_time(event.at, record.treatment.zone)}: {problem}"] if problem is not None else []
    return found


def _out_of_order(event: DrugEvent, then: Course, now: Course) -> str | None:
    """Why the act cannot come after `then`, in a session that stands at `now`; or None."""
    resting = not then.running or then.paused
    more = event.no_more_follows
    for acts, wrong, why in (
        ({DrugAct.START}, _infusing(now), "This session has its start. After a stop the infusion goes on with Resume."),
        (_RUNNING, not then.running, "No infusion is running: start or resume it first."),
        ({DrugAct.PAUSE}, then.paused, "The infusion is paused already."),
        (
            {DrugAct.RESUME},
            not _infusing(then) or not resting,
            "Nothing to resume: the infusion was not paused or stopped.",
        ),
        ({DrugAct.STOP}, more and then.started_at is None, "No dose was given yet: end the session as not started."),
        # Where it has its stop, a second one before that would be none.
        (
            {DrugAct.STOP},
            not more and not (then.running and now.running),
            "No infusion is running: there is nothing to stop.",
        ),
    ):
        if event.act in acts and wrong:
            return why
    return None


def _infusing(known: Course) -> bool:
    return known.started_at is not None and not known.single_doses
