from datetime import date, datetime

import pytest

from schemas.assessment import Scale
from schemas.rules import scales
from schemas.rules.scales import BaselineState, Standing
from tests import facts, said


def at(day: int, time: str = "09:00") -> datetime:
    return facts.instant(time, date(2026, 3, day))


def phq(taken_at: datetime, total: int | None, **fields: object) -> Standing:
    """A PHQ-9 with this total; None: an item is not known."""
    whole, rest = divmod(total or 0, 3)
    items: list[int | None] = [3] * whole + ([rest] if rest else [])
    items += [0] * (9 - len(items))
    return Standing(said.assessment(taken_at, items=items if total is not None else [None, *items[1:]], **fields))


DOSE = at(10, "14:00")
CASES = [
    ("the last before the first dose", [(at(1), 20), (at(9), 18), (at(12), 9)], DOSE, 18),
    ("in the minute of the dose is before it", [(at(10, "14:00:59"), 15)], DOSE, 15),
    ("a minute after it is not", [(at(10, "14:01"), 15)], DOSE, None),
    ("one with an unknown item is passed over", [(at(1), 20), (at(9), None)], DOSE, 20),
    ("none before treatment", [(at(12), 9)], DOSE, None),
    ("nothing at all", [], DOSE, None),
]


@pytest.mark.parametrize(("name", "told", "dose", "total"), CASES, ids=[row[0] for row in CASES])
def test_the_baseline_is_the_last_complete_one_before_the_first_dose(
    name: str, told: list[tuple[datetime, int | None]], dose: datetime, total: int | None
) -> None:
    base = scales.baseline([phq(*one) for one in told], Scale.PHQ_9, dose)
    assert base.total == total
    assert base.state is (BaselineState.NONE_BEFORE if total is None else BaselineState.FOUND)
    assert base.state.value == ("no score before treatment" if total is None else "found")


def test_without_a_dose_there_is_no_baseline_yet() -> None:
    assert scales.baseline([phq(at(1), 20)], Scale.PHQ_9, None) == scales.Baseline(BaselineState.NO_DOSE)


def test_another_scale_and_what_was_withdrawn_are_no_baseline() -> None:
    first = phq(at(1), 20)
    gone = Standing(said.instead(first.said, withdrawn=True), (first.said,))
    other = Standing(said.assessment(at(2), scale="madrs", total=30))
    assert scales.baseline([gone, other], Scale.PHQ_9, DOSE).state is BaselineState.NONE_BEFORE


@pytest.mark.parametrize(
    ("baseline", "now", "is_half"),
    [(20, 10, True), (20, 11, False), (19, 9, True), (19, 10, False), (1, 0, True), (0, 0, None), (20, None, None)],
)
def test_it_fell_by_half_at_half_of_the_baseline_or_below(baseline: int, now: int | None, is_half: bool | None) -> None:
    found = [phq(at(1), baseline), phq(at(12), now)]
    base = scales.baseline(found, Scale.PHQ_9, DOSE)
    assert scales.is_half(base, found[1]) is is_half
    assert scales.half(base) == (baseline / 2 or None)


def test_neither_the_baseline_nor_what_came_before_it_fell() -> None:
    found = [phq(at(1), 4), phq(at(9), 20)]
    base = scales.baseline(found, Scale.PHQ_9, DOSE)
    assert [scales.is_half(base, one) for one in found] == [None, None]


def test_without_a_baseline_nothing_fell() -> None:
    one = phq(at(12), 4)
    base = scales.baseline([one], Scale.PHQ_9, DOSE)
    assert (scales.half(base), scales.is_half(base, one)) == (None, None)


DOSES = [at(3, "10:00"), at(10, "14:00")]


@pytest.mark.parametrize(
    ("taken_at", "zone", "days"),
    [
        (at(3, "09:59"), "UTC", None),
        (at(3, "10:00"), "UTC", 0),
        (at(4, "00:10"), "UTC", 1),
        (at(10, "13:59"), "UTC", 7),
        (at(10, "20:00"), "UTC", 0),
        (at(12, "09:00"), "UTC", 2),
        (at(10, "23:30"), "Europe/Berlin", 1),
        (at(11, "03:00"), "America/New_York", 0),
    ],
)
def test_days_since_a_dose_are_those_of_the_clinics_calendar(taken_at: datetime, zone: str, days: int | None) -> None:
    assert scales.days_since_dose(taken_at, DOSES, zone) == days


def test_days_go_over_the_change_of_the_clocks() -> None:
    dose, later = facts.instant("12:00", date(2026, 3, 28)), facts.instant("12:00", date(2026, 3, 30))
    assert scales.days_since_dose(later, [dose], "Europe/Berlin") == 2
    assert scales.days_since_dose(later, [], "Europe/Berlin") is None
