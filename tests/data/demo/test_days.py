from datetime import date, datetime, timedelta
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

import pytest

from data.demo import days
from schemas.protocol import Drug

TODAY = date(2026, 3, 10)
CASES = [(drug, visits, seed) for drug in Drug for visits in (3, 6, 9, 18) for seed in range(15)]


def arrivals(drug: Drug, visits: int, seed: int, zone: str = "Europe/Berlin") -> list[datetime]:
    clinic = ZoneInfo(zone)
    return [at.astimezone(clinic) for at in days.arrivals(Random(seed), visits, drug, TODAY, clinic)]


@pytest.mark.parametrize(("drug", "visits", "seed"), CASES)
def test_visits_are_as_many_as_asked_in_order_and_on_days_of_their_own(drug: Drug, visits: int, seed: int) -> None:
    came = arrivals(drug, visits, seed)
    assert len({at.date() for at in came}) == visits
    assert came == sorted(came)


@pytest.mark.parametrize(("drug", "visits", "seed"), CASES)
def test_visits_lie_on_weekdays_of_the_year_before_today(drug: Drug, visits: int, seed: int) -> None:
    came = arrivals(drug, visits, seed)
    assert all(at.weekday() < 5 for at in came)
    assert all(TODAY - timedelta(days=365) <= at.date() < TODAY for at in came)


@pytest.mark.parametrize(("drug", "visits", "seed"), CASES)
def test_people_arrive_between_half_past_eight_and_half_past_two(drug: Drug, visits: int, seed: int) -> None:
    for at in arrivals(drug, visits, seed):
        assert (8, 30) <= (at.hour, at.minute) <= (14, 30)
        assert (at.minute % 5, at.second) == (0, 0)


def test_a_course_begins_close_and_becomes_wider() -> None:
    came = arrivals(Drug.KETAMINE, 18, 1)
    between = [(later - earlier).days for earlier, later in pairwise(came)]
    assert max(between[:5]) <= 6
    assert min(between[6:]) >= 4
