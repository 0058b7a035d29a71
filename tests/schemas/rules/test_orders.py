"""The order, worked by hand from docs/clinical.md: for which session it stands, and in what the session differs."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from schemas.order import Departure, Order
from schemas.record import Record, Started
from schemas.rules import orders
from tests import facts, said

T = facts.TREATMENT
FIRST, SECOND = UUID(int=101), UUID(int=102)


def day(number: int, time: str = "12:00") -> datetime:
    return facts.instant(time) + timedelta(days=number - 2)


def started(session: UUID, on: int, time: str = "12:00") -> Started:
    return Started(treatment_id=session, started_at=day(on, time))


def order(on: int, time: str = "12:00", after: UUID | None = None, **fields: Any) -> Order:  # noqa: ANN401
    return said.order(entered_at=day(on, time), treatment_id=after, **fields)


OLD, NEW = order(1), order(2, after=FIRST)
STOP = said.stop(entered_at=day(2))
ON_1, ON_3 = started(FIRST, 1, "11:00"), started(SECOND, 3)

STANDING: list[tuple[str, list[Order], list[Started], datetime | None, UUID | None, Order | None]] = [
    ("nothing was ever ordered", [], [ON_1], None, None, None),
    ("one before the first session", [OLD], [], None, None, OLD),
    ("the one that was written last", [OLD, NEW], [ON_1], None, None, NEW),
    ("the one stored last where the clock was set back", [NEW, OLD], [], None, None, OLD),
    ("written after the session, not used up by it", [order(1, "10:00", FIRST)], [ON_1], None, None, "it"),
    ("used up by the next dose", [NEW], [ON_1, ON_3], None, None, None),
    ("used up, also where another was used up before", [OLD, NEW], [ON_1, ON_3], None, None, None),
    ("in the minute of the start it was there before", [order(3, "12:00:40")], [ON_3], None, None, None),
    ("written a minute after the start it is for the next one", [order(3, "12:01")], [ON_3], None, None, "it"),
    ("to stop is used up by nothing", [STOP], [ON_3], None, None, STOP),
    ("to stop, until a new order", [STOP, order(4)], [ON_3], None, None, "it"),
    ("of a session: what stood when its drug began", [NEW, order(3, "13:00")], [ON_1], day(3), SECOND, NEW),
    ("of a session: not what was written after it", [NEW, order(3, "10:00", SECOND)], [ON_1], day(3), SECOND, NEW),
    ("of a session: not used up by itself", [NEW], [ON_1, ON_3], day(3), SECOND, NEW),
    ("of a session: nor by a later one", [NEW], [ON_1, started(UUID(int=103), 5)], day(3), SECOND, NEW),
    ("of a later session there is none", [NEW], [ON_1, ON_3], day(5), UUID(int=103), None),
]


@pytest.mark.parametrize(
    ("name", "told", "starts", "at", "session", "stands"), STANDING, ids=[row[0] for row in STANDING]
)
def test_an_order_is_for_the_next_dose_and_used_up_by_it(
    name: str,
    told: list[Order],
    starts: list[Started],
    at: datetime | None,
    session: UUID | None,
    stands: Order | str | None,
) -> None:
    assert orders.standing(told, starts, at, session) == (told[-1] if stands == "it" else stands)


WEIGHED = {"weight_kg": 82.5, "weighed_at": facts.instant("13:00")}


@pytest.mark.parametrize(
    ("fields", "mg", "mg_per_kg"),
    [
        ({}, None, 0.5),
        (WEIGHED, 41.25, 0.5),
        ({"dose_mg": 40.0}, 40.0, None),
        ({"dose_mg": 40.0, **WEIGHED}, 40.0, 0.48),
    ],
)
def test_the_dose_in_the_other_unit_rests_on_the_weight_and_is_unknown_without(
    fields: dict[str, Any], mg: float | None, mg_per_kg: float | None
) -> None:
    found = said.order(**fields)
    assert (orders.mg(found), orders.mg_per_kg(found)) == (mg, mg_per_kg)


def test_to_stop_has_no_dose() -> None:
    assert (orders.mg(said.stop()), orders.mg_per_kg(said.stop())) == (None, None)


WEIGHT = facts.reading("13:40", weight_kg=80)


def start(at: str = "14:00", mg: float | None = 40, minutes: int | None = 40, **more: object) -> object:
    return facts.event("start", at, dose_mg=mg, duration_minutes=minutes, **more)


def stop(at: str = "14:40", **more: object) -> object:
    return facts.event("stop", at, **({"stop_says": "planned"} | more))


def session(*told: object, ordered: Order | None = None, **plan: object) -> Record:
    one = said.order() if ordered is None else ordered
    return facts.record_with(*told, orders=(one,), treatment=facts.treatment("13:00", **plan))  # type: ignore[arg-type]


BY_WEIGHT, IN_MG = {"planned_dose_mg_per_kg": 0.5}, {"planned_dose_mg": 40.0}
MG, RATE = said.order(dose_mg=40.0), said.order(rate_ml_h=60.0)
TABLE: list[tuple[str, Record, str, str]] = [
    ("planned as ordered, by weight, weighed or not", session(**BY_WEIGHT), "", ""),
    ("planned by weight a tenth less", session(planned_dose_mg_per_kg=0.45), "", ""),
    ("planned by weight more than a tenth less", session(planned_dose_mg_per_kg=0.44), "dose", ""),
    ("planned in mg, ordered by weight, nobody weighed", session(**IN_MG), "", "dose"),
    ("planned in mg, ordered by weight", session(WEIGHT, **IN_MG), "", ""),
    ("planned in mg, more than a tenth more", session(WEIGHT, planned_dose_mg=44.1), "dose", ""),
    ("ordered in mg, planned by weight", session(WEIGHT, ordered=MG, **BY_WEIGHT), "", ""),
    ("ordered in mg, planned by weight, nobody weighed", session(ordered=MG, **BY_WEIGHT), "", "dose"),
    ("no dose is planned", session(WEIGHT), "", "dose"),
    ("another drug", session(ordered=said.order(drug="esketamine"), **BY_WEIGHT), "drug", ""),
    ("another route", session(ordered=said.order(route="intramuscular"), **BY_WEIGHT), "route", ""),
    ("nothing was to be given, and nothing was", session(ordered=said.stop()), "stop", ""),
    ("nothing was to be given", session(start(), ordered=said.stop()), "stop", ""),
    ("it runs as ordered", session(WEIGHT, start(), **BY_WEIGHT), "", ""),
    ("it runs with another dose than planned", session(WEIGHT, start(mg=60), **BY_WEIGHT), "dose", ""),
    ("it runs over another time", session(WEIGHT, start(minutes=60), **BY_WEIGHT), "minutes", ""),
    ("it runs, nothing was said", session(WEIGHT, start(mg=None, minutes=None), **BY_WEIGHT), "", "dose minutes"),
    ("given as ordered", session(WEIGHT, start(), stop(), **BY_WEIGHT), "", ""),
    ("given over four minutes more", session(WEIGHT, start(), stop("14:44"), **BY_WEIGHT), "", ""),
    ("given over five minutes more", session(WEIGHT, start(), stop("14:45"), **BY_WEIGHT), "minutes", ""),
    (
        "stopped early",
        session(WEIGHT, start(), stop("14:20", stop_says="mg", dose_mg=20), **BY_WEIGHT),
        "dose minutes",
        "",
    ),
    ("the given dose is not known", session(WEIGHT, start(), stop(stop_says="not_known"), **BY_WEIGHT), "", "dose"),
    (
        "at the ordered rate",
        session(WEIGHT, start(minutes=None, rate_ml_h=62), stop(), ordered=RATE, **BY_WEIGHT),
        "",
        "",
    ),
    (
        "once at another rate",
        session(
            WEIGHT,
            start(minutes=None, rate_ml_h=60),
            facts.event("rate_change", "14:20", rate_ml_h=30),
            stop(),
            ordered=RATE,
            **BY_WEIGHT,
        ),
        "rate",
        "",
    ),
    (
        "a rate of nothing is a pause",
        session(
            WEIGHT,
            start(minutes=None, rate_ml_h=60),
            facts.event("rate_change", "14:20", rate_ml_h=0),
            stop(),
            ordered=RATE,
            **BY_WEIGHT,
        ),
        "",
        "",
    ),
    ("no rate was said", session(WEIGHT, start(minutes=None), ordered=RATE, **BY_WEIGHT), "", "rate"),
    (
        "no time was ordered",
        session(WEIGHT, start(minutes=None), ordered=said.order(minutes=None), **BY_WEIGHT),
        "",
        "",
    ),
    (
        "a bolus in place of the infusion",
        session(WEIGHT, facts.event("bolus", "14:00", dose_mg=40), **BY_WEIGHT),
        "minutes",
        "",
    ),
]


@pytest.mark.parametrize(("name", "record", "departs", "unknown"), TABLE, ids=[row[0] for row in TABLE])
def test_in_what_a_session_differs_from_its_order(name: str, record: Record, departs: str, unknown: str) -> None:
    found = orders.compare(record)
    assert found is not None
    assert (" ".join(found.departs), " ".join(found.unknown)) == (departs, unknown)
    assert found.needs_a_name is bool(departs)


def test_without_an_order_nothing_is_compared() -> None:
    assert orders.compare(facts.record_with(start())) is None  # type: ignore[arg-type]


ORDER = said.order()
OTHER = start(mg=60)


@pytest.mark.parametrize(
    ("name", "decisions", "needs"),
    [
        ("no decision", [], True),
        ("a go that knew of it", [{"order_id": ORDER.id, "departs": ["dose"]}], False),
        ("a go that knew of more", [{"order_id": ORDER.id, "departs": ["dose", "minutes"]}], False),
        ("a go from before it differed", [{"order_id": ORDER.id}], True),
        ("a go that knew of something else", [{"order_id": ORDER.id, "departs": ["minutes"]}], True),
        ("a go for another order", [{"order_id": said.order().id, "departs": ["dose"]}], True),
        ("a go without an order", [{}], True),
        ("a hold", [{"decision": "hold", "words": "x", "order_id": ORDER.id, "departs": ["dose"]}], True),
        (
            "a go, and a hold after it",
            [
                {"order_id": ORDER.id, "departs": ["dose"]},
                {"decision": "hold", "words": "x", "order_id": ORDER.id, "departs": ["dose"], "entered_at": "15:00"},
            ],
            True,
        ),
    ],
)
def test_what_differs_needs_the_name_of_a_go_that_knew_of_it(
    name: str, decisions: list[dict[str, Any]], needs: bool
) -> None:
    made = [facts.decided(**fields) for fields in decisions]
    found = orders.compare(session(WEIGHT, OTHER, *made, ordered=ORDER, **BY_WEIGHT))
    assert found is not None
    assert found.departs == (Departure.DOSE,)
    assert found.needs_a_name is needs
    assert found.given


def test_a_withdrawn_go_names_nobody() -> None:
    go = facts.decided(order_id=ORDER.id, departs=["dose"])
    found = orders.compare(session(WEIGHT, OTHER, go, facts.withdrawn(go), ordered=ORDER, **BY_WEIGHT))
    assert found is not None
    assert found.needs_a_name
