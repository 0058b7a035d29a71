"""Before the dose: an item asked and answered, and the decision; above a pre-dose limit the go is a prescriber's."""

from typing import Any, Final

from app import ordered
from app.entries import moment
from app.entries.sent import Sent, fact, refusal
from schemas.fact import ClinicalFact
from schemas.predose import CheckAnswer, CheckItem, CheckSays, Decision, DoseDecision
from schemas.rules import orders, predose
from schemas.staff import Role

# What a bare yes says nothing about.
_IN_WORDS: Final = {
    CheckItem.MEDICINES.value: "Medicines today: say which, or answer no.",
    CheckItem.FOOD_AND_DRINK.value: "Last food and drink: say when each was.",
}
_TITLES: Final = {"nurse", "sister", "rn"}


def answer(sent: Sent) -> tuple[ClinicalFact, ...]:
    """One item of the check; a correction keeps what it does not speak of."""
    old = sent.corrected(sent.record.check_answers)
    said = {name: sent.text(name) or getattr(old, name, None) for name in ("item", "says", "words")}
    kept = old is not None and sent.text("stated") is None
    if said["item"] in _IN_WORDS and said["says"] == CheckSays.YES and not said["words"]:
        raise refusal("check.words", _IN_WORDS[said["item"]])
    when = moment.Moment(old.at, old.time_stated) if old is not None and kept else moment.of(sent)
    return (fact(CheckAnswer, **sent.common(), **said, at=when.at, time_stated=when.stated),)


def decide(sent: Sent) -> tuple[ClinicalFact, ...]:
    """Go, hold or cancel at the last pressure before the dose. Raises Problems where a go needs a prescriber's name."""
    pressure = predose.check(sent.record).pressure
    when = moment.of(sent)
    made = fact(
        DoseDecision,
        **sent.common(),
        decision=sent.text("decision"),
        decided_by=sent.text("decided_by"),
        words=sent.text("words"),
        reading_id=None if pressure is None else pressure.reading_id,
        **_ordered(sent),
        at=when.at,
        time_stated=when.stated,
    )
    if sent.stored is None:
        _refuse_a_nurses_go(sent, made)
    return (made,)


def _ordered(sent: Sent) -> dict[str, Any]:
    """The order that stands and in what the session differs from it; of a resend what was said the first time."""
    if isinstance(sent.stored, DoseDecision):
        return {"order_id": sent.stored.order_id, "departs": sent.stored.departs}
    compared = orders.compare(sent.record)
    return {} if compared is None else {"order_id": compared.order.id, "departs": compared.departs}


def _is_a_prescribers(sent: Sent, name: str | None) -> bool:
    """One of the clinic's prescribers, or somebody's name in full: a prescriber need not have an account.

    The name of one of the clinic's people without that role, or a part of it, is neither.
    """
    said = (name or "").casefold()
    if said in sent.prescribers:
        return True
    parts = {part for part in said.replace(".", " ").replace(",", " ").split() if part not in _TITLES}
    known = any(parts <= set(one.split()) for one in sent.not_prescribers)
    return len(said.split()) > 1 and bool(parts) and not known


def _refuse_a_nurses_go(sent: Sent, made: DoseDecision) -> None:
    known = predose.check(sent.record)
    by_name = Role.PRESCRIBER in sent.author.roles or _is_a_prescribers(sent, made.decided_by)
    if made.decision is not Decision.GO or by_name or not (known.needs_a_prescriber or made.departs):
        return
    if not known.needs_a_prescriber:
        why = f"This differs from what was ordered in {ordered.departs(made.departs)}"
    elif known.pressure is None:
        why = "No whole blood pressure was taken before the dose"
    else:
        why = f"{known.pressure.systolic}/{known.pressure.diastolic} is above the protocol's limit before the dose"
    way = "Write down who decided, by name."
    if made.decided_by is not None:
        way = f"{made.decided_by} is not known as one: write down the full name of who decided."
    raise refusal("decision.prescriber", f"{why}: the go is a prescriber's. {way}")
