"""When the pressure was back: later than ever, and not at all."""

from typing import Any

import pytest

from schemas.protocol import Drug, Protocol, Route
from schemas.rules.baseline import Pressure
from schemas.rules.story import Kind, Urgency
from schemas.rules.story.about import Late, StillAbove
from tests import facts
from tests.schemas.rules.story.visits import IV, patient, point, rests, told, usual

LORAZEPAM = facts.intervention("14:31", drug="lorazepam")
LABETALOL = facts.intervention("14:35", drug="labetalol")


def above(until: int, back: int | None) -> str:
    """Pressures above 110 % of 120/80 from minute 20 until this one, and back at that one."""
    later = f", {back} 124/82" if back else ""
    return f"20 140/90, {until} 140/88{later}"


FOUR = [usual(pressures=above(30, back)) for back in (40, 45, 50, 55)]
LATE = [
    # name, earlier sessions, this one, whether it is told
    ("above 10 minutes after the latest was back", FOUR, usual(pressures=above(65, 75)), True),
    ("9 minutes after it", FOUR, usual(pressures=above(64, 90)), False),
    ("looked at late, which says nothing", FOUR, usual(pressures=above(30, 90)), False),
    ("too few to compare", FOUR[:3], usual(pressures=above(65, 75)), False),
    ("not back at all, which has its own words", FOUR, usual(pressures=above(65, None)), False),
    ("no rise", FOUR, usual(pressures="20 125/82, 40 124/82"), False),
    ("treated", FOUR, usual(LABETALOL, pressures=above(65, 75)), False),
    ("one of four was treated", [*FOUR[:3], usual(LABETALOL)], usual(pressures=above(65, 75)), False),
    ("nobody knows whether it was", FOUR, usual(LORAZEPAM, pressures=above(65, 75)), False),
    ("or one of four", [*FOUR[:3], usual(LORAZEPAM)], usual(pressures=above(65, 75)), False),
    ("one of four never rose", [*FOUR[:3], usual(pressures="20 125/82")], usual(pressures=above(65, 75)), False),
    ("no baseline", FOUR, usual(before="", pressures=above(65, 75)), False),
]


@pytest.mark.parametrize(("earlier", "now", "is_told"), [row[1:] for row in LATE], ids=[row[0] for row in LATE])
def test_a_return_is_told_that_came_after_all_others(earlier: list[Any], now: list[Any], *, is_told: bool) -> None:
    assert (told(Kind.RETURN, patient(*earlier, now)) is not None) is is_told


def test_a_late_return_says_its_interval_and_those_of_the_others() -> None:
    records = patient(*FOUR, usual(pressures=above(65, 75)))
    found = point(Kind.RETURN, records)
    assert (found.about, found.urgency, found.compared.n) == (Late(65, 75, (40, 55)), Urgency.CHANGE, 5)
    assert rests(found, records) == ["5 15:05", "5 15:15", "1 14:40", "2 14:45", "3 14:50", "4 14:55"]


STILL = [
    ("above when the session ended", usual(pressures=above(40, None)), IV, True),
    ("half a pressure after it shows no return", usual(pressures=f"{above(40, None)}, 55 120/-"), IV, True),
    ("back", usual(pressures=above(40, 55)), IV, False),
    ("no rise", usual(pressures="20 125/82"), IV, False),
    ("no baseline", usual(before="", pressures=above(40, None)), IV, False),
    ("nothing was measured after the start", usual()[:2], IV, False),
    ("open, above at minute 90", usual(pressures=above(90, None), end=None), IV, True),
    ("open, above at minute 89", usual(pressures=above(89, None), end=None), IV, False),
    (
        "open, by another route, above at minute 119",
        usual(pressures=above(119, None), end=None),
        IV.model_copy(update={"route": Route.INTRANASAL}),
        False,
    ),
    (
        "open, by another route, above at minute 120",
        usual(pressures=above(120, None), end=None),
        IV.model_copy(update={"route": Route.INTRANASAL}),
        True,
    ),
]


@pytest.mark.parametrize(("now", "protocol", "is_told"), [row[1:] for row in STILL], ids=[row[0] for row in STILL])
def test_a_pressure_is_told_that_nobody_saw_back(now: list[Any], protocol: Protocol, *, is_told: bool) -> None:
    found = told(Kind.NOT_RETURNED, patient(now, protocols=[protocol]))
    assert (found is not None) is is_told
    assert found is None or (found.urgency, found.compared.before) == (Urgency.SAFETY, ())


def test_it_says_how_often_it_was_seen_back_among_those_that_rose() -> None:
    still = usual(pressures=above(40, None))
    records = patient(*FOUR[:2], still, usual(pressures="20 125/82"), usual(pressures=above(45, None)))
    found = point(Kind.NOT_RETURNED, records)
    assert isinstance(found.about, StillAbove)
    base = found.about.baseline
    assert found.about == StillAbove((140, 88), 45, Pressure(120, 80, base.taken_at, base.reading_id), 2)
    assert (len(found.compared.before), found.compared.drug) == (3, Drug.KETAMINE)
    assert rests(found, records) == ["5 13:50", "5 14:45"]
