"""Times compare by whole minutes, and a correction keeps the place of what it corrects."""

from datetime import datetime, timedelta, timezone
from itertools import permutations
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from schemas.drug import DrugEvent
from schemas.rules import minutes
from tests import facts


@pytest.mark.parametrize(
    ("earlier", "later", "whole"),
    [
        ("14:00", "14:00", 0),
        ("14:00:00", "14:00:59", 0),
        ("14:00:59", "14:01:00", 1),
        ("14:00:59", "14:40:01", 40),
        ("14:05", "13:55", -10),
        ("14:05:00", "14:04:59", -1),
        ("00:00", "23:59:59", 1439),
    ],
)
def test_minutes_between_are_of_the_two_times_cut(earlier: str, later: str, whole: int) -> None:
    assert minutes.between(facts.instant(earlier), facts.instant(later)) == whole


def test_minutes_between_count_real_time_when_the_clocks_change() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    before = datetime(2026, 10, 25, 2, 50, tzinfo=berlin)
    after = datetime(2026, 10, 25, 2, 10, fold=1, tzinfo=berlin)
    assert minutes.between(before, after) == 20


def test_a_cut_time_is_in_utc() -> None:
    told = datetime(2026, 3, 2, 19, 35, 59, 5, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    assert minutes.cut(told) == facts.instant("14:05")


def order(*events: DrugEvent) -> list[str]:
    """The acts in their order, which must not depend on how they lie in the tuple."""
    orders = {tuple(one.id for one in minutes.in_order(some, lambda one: one.at)) for some in permutations(events)}
    assert len(orders) == 1
    return [one.act.value for one in minutes.in_order(events, lambda one: one.at)]


def test_events_go_by_the_minute() -> None:
    assert order(facts.event("pause", "14:20"), facts.event("start", "14:00:59"), facts.event("stop", "14:40")) == [
        "start",
        "pause",
        "stop",
    ]


def test_a_stated_minute_follows_what_was_entered_before_it_within_that_minute() -> None:
    pause = facts.event("pause", "14:20:30")
    resume = facts.event("resume", "14:20", entered_at="14:21")
    assert order(resume, pause) == ["pause", "resume"]


def test_a_correction_keeps_the_place_of_what_it_corrects() -> None:
    start = facts.event("start", "14:00:10")
    pause = facts.event("pause", "14:00:40")
    again = facts.corrected(start, dose_mg=40.0)
    once_more = facts.corrected(again, dose_mg=41.0, entered_at="18:00")
    assert order(start, pause, again, once_more) == ["start", "start", "start", "pause"]


def test_what_was_entered_at_one_instant_goes_by_the_second() -> None:
    told = [facts.event(act, f"14:00:{second}", entered_at="18:00") for act, second in (("stop", 50), ("start", 10))]
    assert order(*told) == ["start", "stop"]


def test_what_nothing_else_orders_goes_by_id() -> None:
    first, second = (facts.event(act, "14:00", id=UUID(int=number)) for number, act in enumerate(("stop", "pause")))
    assert order(second, first) == ["stop", "pause"]


def test_a_chain_leads_to_its_beginning_also_from_an_id_that_lies_elsewhere() -> None:
    elsewhere = facts.reading(pulse=80)
    here = facts.corrected(elsewhere)
    newer = facts.corrected(here, pulse=81)
    assert minutes.firsts((newer, here)) == {elsewhere.id: here, here.id: here, newer.id: here}


def test_a_circle_of_corrections_begins_in_one_place_for_all() -> None:
    one, two, three = (UUID(int=number) for number in (1, 2, 3))
    circle = [
        facts.note(id=one, replaces=two, reason="odd"),
        facts.note(id=two, replaces=one, reason="odd"),
        facts.note(id=three, replaces=two, reason="odd"),
    ]
    for some in permutations(circle):
        assert {first.id for first in minutes.firsts(some).values()} == {one}
