"""Orders in words: in one line for banners and lists, whole for who is to give it, and in what a session differs."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final
from uuid import UUID

from app import words
from schemas.order import Departure, Order, OrderChange
from schemas.rules import orders
from schemas.rules.orders import Compared
from schemas.staff import Staff

CHANGES: Final = {
    OrderChange.FIRST: "first order",
    OrderChange.SAME: "same",
    OrderChange.RAISE: "raised",
    OrderChange.LOWER: "lowered",
    OrderChange.STOP: "stop",
}
DEPARTS: Final = {
    Departure.STOP: "that it is given at all",
    Departure.DRUG: "the drug",
    Departure.ROUTE: "the route",
    Departure.DOSE: "the dose",
    Departure.MINUTES: "the minutes",
    Departure.RATE: "the rate",
}


def line(order: Order, staff: Mapping[UUID, Staff], zone: str) -> str:
    """All of it in one line: Ketamine IV 0.5 mg/kg over 40 min, same · Lind 2 Nov 2026."""
    return f"{short(order)} · {by(order, staff, zone)}"


def short(order: Order) -> str:
    """Drug, dose and time as they were ordered, and how that stands to the one before."""
    if order.change is OrderChange.STOP or order.drug is None or order.route is None:
        return "stop, no more is to be given"
    drug = f"{words.DRUGS[order.drug]} {words.ROUTES[order.route]}"
    return ", ".join((" ".join(part for part in (drug, _dose(order), _time(order)) if part), CHANGES[order.change]))


def by(order: Order, staff: Mapping[UUID, Staff], zone: str) -> str:
    """Family name and day."""
    name = staff[order.entered_by].name.split()[-1] if order.entered_by in staff else "?"
    return f"{name} {words.day(order.entered_at, zone)}"


def whole(order: Order, staff: Mapping[UUID, Staff], zone: str) -> Iterator[str]:
    """All that it says, a line each."""
    yield line(order, staff, zone)
    if rests := _rests(order, zone):
        yield rests
    for label, said in (("If needed", order.if_needed), ("Hold if", order.hold_if), ("Reason", order.words)):
        if said is not None:
            yield f"{label}: {said}"


def departs(found: Iterable[Departure]) -> str:
    """In what it differs, in a row."""
    return ", ".join(DEPARTS[one] for one in found)


def against(compared: Compared) -> str | None:
    """The sentence that stands at the check while something differs and nobody is named; None where nothing is said."""
    if not compared.needs_a_name:
        return None
    what = "Given" if compared.given else "Planned"
    named = "no prescriber's name is written down" if compared.given else "the go is a prescriber's, by name"
    return f"{what} otherwise than ordered ({departs(compared.departs)}; ordered: {short(compared.order)}): {named}."


def not_known(compared: Compared) -> str | None:
    """What of the order cannot be compared (yet); None for nothing."""
    return f"Not known yet: {departs(compared.unknown)}." if compared.unknown else None


def _dose(order: Order) -> str:
    if order.dose_mg_per_kg is not None:
        return f"{words.number(order.dose_mg_per_kg)} mg/kg"
    return f"{words.number(order.dose_mg or 0)} mg"


def _time(order: Order) -> str:
    if order.minutes is not None:
        return f"over {order.minutes} min"
    return f"at {words.number(order.rate_ml_h)} ml/h" if order.rate_ml_h is not None else ""


def _rests(order: Order, zone: str) -> str:
    """The dose in its other unit, and the weight that this rests on."""
    if order.change is OrderChange.STOP:
        return ""
    if order.weight_kg is None or order.weighed_at is None:
        return "No weight was known when it was ordered: the dose in the other unit is unknown."
    mg, per_kg = orders.mg(order), orders.mg_per_kg(order)
    other = f"{words.number(mg or 0)} mg" if order.dose_mg is None else f"{per_kg:.2f} mg/kg"
    return f"= {other} at {words.number(order.weight_kg)} kg of {words.day(order.weighed_at, zone)}"
