"""Local times of a zone and the whole minutes since 1970 that they stand for."""

from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE: Final = timedelta(minutes=1)


def minute(instant: datetime) -> int:
    """The whole minutes since 1970, cut, not rounded."""
    return (instant - _EPOCH) // _MINUTE


def local(at: int, zone: str) -> datetime:
    """The minute on the zone's clock."""
    return (_EPOCH + at * _MINUTE).astimezone(ZoneInfo(zone))


def written(at: int, zone: str) -> str:
    """The minute with the zone's offset then: 2026-11-20T14:05+01:00."""
    return local(at, zone).isoformat(timespec="minutes")


def spoken(at: int, zone: str) -> str:
    """The minute for a sentence: 2026-11-20 14:05."""
    return local(at, zone).strftime("%Y-%m-%d %H:%M")


def occurrences(wall: datetime, zone: str) -> tuple[int, ...]:
    """The minutes at which the zone's clock shows `wall` (without a zone): none, one, or the two of a double hour."""
    both = (wall.replace(tzinfo=ZoneInfo(zone), fold=fold) for fold in (0, 1))
    found = {minute(time) for time in both}
    return tuple(sorted(at for at in found if local(at, zone).replace(tzinfo=None) == wall))
