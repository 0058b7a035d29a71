"""When a person comes: a course of close visits, then wider ones, within the year before today, on weekdays."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Final
from zoneinfo import ZoneInfo

from schemas.protocol import Drug

YEAR: Final = 362  # days, less the two that a weekend may put a visit back
_SATURDAY: Final = 5
_CLOSE = {Drug.KETAMINE: 6, Drug.ESKETAMINE: 8}  # visits twice a week at the beginning
_LATER = {Drug.KETAMINE: (7, 14, 14, 21), Drug.ESKETAMINE: (7, 7, 14)}  # days between those that follow


def arrivals(random: Random, visits: int, drug: Drug, today: date, zone: ZoneInfo) -> list[datetime]:
    """The arrivals of that many visits, all before today, in order; whole five minutes of the clinic's clock."""
    close = [3 + (place % 2) for place in range(min(visits, _CLOSE[drug]) - 1)]
    later = [random.choice(_LATER[drug]) for _ in range(visits - 1 - len(close))]
    gaps = [*close, *later]
    last = 1 + int(random.random() ** 1.5 * (YEAR - 1 - sum(gaps)))
    days_ago = [last + sum(gaps[place:]) for place in range(visits)]
    return [_arrival(random, today - timedelta(days=days), zone) for days in days_ago]


def _arrival(random: Random, day: date, zone: ZoneInfo) -> datetime:
    weekday = day - timedelta(days=max(0, day.weekday() - _SATURDAY + 1))
    opens = datetime.combine(weekday, time(8, 30))
    moment = opens + timedelta(minutes=5 * random.randint(0, 72))
    return moment.replace(tzinfo=zone).astimezone(UTC)
