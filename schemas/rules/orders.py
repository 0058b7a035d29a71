"""Orders: which one stands for a session, and in what the session differs from it.

Source: the project's own (docs/clinical.md, the order). A tenth is what a syringe and a pump are rounded to; what
cannot be compared is unknown, and never the same.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Final
from uuid import UUID

from schemas.drug import DrugAct, DrugEvent
from schemas.order import Departure, Order, OrderChange
from schemas.predose import Decision
from schemas.record import Record, Started
from schemas.rules import course, dose, minutes, valid
from schemas.rules.once import once

APART: Final = Fraction(1, 10)


@dataclass(frozen=True)
class Compared:
    """A session held against its order: in what it differs, and what of it cannot be told (yet).

    `given` says that drug was given: before that it is the plan that is compared. `named`: the last decision is a go
    that knew of all of it, and such a go is a prescriber's.
    """

    order: Order
    given: bool
    departs: tuple[Departure, ...]
    unknown: tuple[Departure, ...]
    named: bool

    @property
    def needs_a_name(self) -> bool:
        """Whether something differs for which no prescriber's name is written down."""
        return bool(self.departs) and not self.named


def standing(
    orders: Sequence[Order], starts: Iterable[Started], at: datetime | None = None, session: UUID | None = None
) -> Order | None:
    """The order for the next dose at this time (None: now), or for the dose of this session; None where there is none.

    `orders` are one person's, in the order of storing, `starts` the beginnings of her sessions. The order written after
    a session is not for that one. The next session that gives drug uses an order up; to stop stands until a new order.
    """
    before = [
        one
        for one in orders
        if (session is None or one.treatment_id != session) and (at is None or minutes.between(one.entered_at, at) >= 0)
    ]
    if not before:
        return None
    last = before[-1]
    used = any(
        one.treatment_id not in {session, last.treatment_id}
        and minutes.between(last.entered_at, one.started_at) >= 0
        and (at is None or minutes.between(one.started_at, at) >= 0)
        for one in starts
    )
    return last if last.change is OrderChange.STOP or not used else None


def of_session(record: Record) -> Order | None:
    """The order that stood when this session's drug began, or as long as it has neither begun nor ended, stands."""
    known = course.course(record)
    at = known.started_at or known.ended_at
    return standing(record.orders, record.other_starts, at, record.treatment.id)


def mg(order: Order) -> float | None:
    """The ordered dose in mg, to a hundredth, by the weight that the order rests on; None where that is unknown."""
    if order.dose_mg is not None:
        return order.dose_mg
    if order.dose_mg_per_kg is None or order.weight_kg is None:
        return None
    return dose.half_up(_exact(order.dose_mg_per_kg) * _exact(order.weight_kg), 2)


def mg_per_kg(order: Order) -> float | None:
    """The same in mg/kg, to two decimals."""
    if order.dose_mg_per_kg is not None:
        return order.dose_mg_per_kg
    if order.dose_mg is None or order.weight_kg is None:
        return None
    return dose.half_up(_exact(order.dose_mg) / _exact(order.weight_kg), 2)


@once
def compare(record: Record) -> Compared | None:
    """The session held against its order, what was given as soon as drug was; None where there is no order."""
    order = of_session(record)
    if order is None:
        return None
    given = course.course(record).started_at is not None
    found = dict(_found(record, order, given=given))
    departs = tuple(one for one, differs in found.items() if differs)
    unknown = tuple(one for one, differs in found.items() if differs is None)
    return Compared(order, given, departs, unknown, _named(record, order, departs))


def _named(record: Record, order: Order, departs: tuple[Departure, ...]) -> bool:
    """Whether the last decision is a go for this order that knew of everything that differs."""
    decided = max(valid.only(record).decisions, key=lambda one: (one.entered_at, one.id), default=None)
    if decided is None or decided.decision is not Decision.GO or decided.order_id != order.id:
        return False
    return set(departs) <= set(decided.departs)


def _found(record: Record, order: Order, *, given: bool) -> Iterator[tuple[Departure, bool | None]]:
    """Each thing that is ordered, with whether it differs; None where that cannot be told."""
    if order.change is OrderChange.STOP:
        yield Departure.STOP, True
        return
    yield Departure.DRUG, record.protocol.drug is not order.drug
    yield Departure.ROUTE, record.protocol.route is not order.route
    yield Departure.DOSE, _dose_differs(record, order, given=given)
    if given and order.minutes is not None:
        yield Departure.MINUTES, _apart(_minutes(record), Fraction(order.minutes))
    if given and order.rate_ml_h is not None:
        yield Departure.RATE, _rate_differs(course.drug_events(record), _exact(order.rate_ml_h))


def _dose_differs(record: Record, order: Order, *, given: bool) -> bool | None:
    """In the unit of the plan where both are planned and ordered in mg/kg, else in mg by the session's own weight."""
    plan = record.treatment.planned_dose_mg_per_kg
    if not given and plan is not None and order.dose_mg_per_kg is not None:
        return _apart(_exact(plan), _exact(order.dose_mg_per_kg))
    planned = dose.planned(record)
    if order.dose_mg is not None:
        ordered: Fraction | None = _exact(order.dose_mg)
    elif planned.weight_kg is None or order.dose_mg_per_kg is None:
        ordered = None
    else:
        ordered = _exact(order.dose_mg_per_kg) * _exact(planned.weight_kg)
    return _apart(_actual(record, planned, given=given), ordered)


def _actual(record: Record, planned: dose.PlannedDose, *, given: bool) -> Fraction | None:
    """What was given; while the drug still runs what its start was to give; before it what is planned."""
    told = dose.given(record)
    if not given:
        value = planned.mg
    elif course.course(record).stopped_at is not None:
        value = told.mg
    else:
        value = told.start_mg
    return None if value is None else _exact(value)


def _minutes(record: Record) -> Fraction | None:
    """From start to stop; before the stop what the start was to take."""
    known = course.course(record)
    if known.started_at is not None and known.stopped_at is not None:
        return Fraction(minutes.between(known.started_at, known.stopped_at))
    said = [one.duration_minutes for one in course.drug_events(record) if one.act is DrugAct.START]
    return Fraction(said[0]) if said and said[0] is not None else None


def _rate_differs(events: Iterable[DrugEvent], ordered: Fraction) -> bool | None:
    """Whether it ever ran at another rate; unknown where none was said. A rate of nothing is a pause."""
    said = [_exact(one.rate_ml_h) for one in events if one.rate_ml_h]
    return any(_apart(one, ordered) for one in said) if said else None


def _apart(one: Fraction | None, ordered: Fraction | None) -> bool | None:
    """Whether it lies more than a tenth of what was ordered away from that."""
    return None if one is None or ordered is None else abs(one - ordered) > APART * ordered


def _exact(value: float) -> Fraction:
    return Fraction(str(value))
