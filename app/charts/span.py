"""The chart's signals for one session: which time it spans, how far facts reach, its start, and the clinic's offset."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from app.charts.sheet import MINUTE, Sheet, ms

_LEAST = 90 * MINUTE
_GRAIN = 15 * MINUTE
_SITTING = 180 * MINUTE
_BEFORE = 4 * MINUTE  # room for half a symbol
_LATEST = 84  # pixels of the latest pressure with its change


def signals(sheet: Sheet, now: datetime | None = None, marked: Iterable[datetime] = ()) -> dict[str, float | None]:
    """By name, times in milliseconds since 1970, offsets in milliseconds east of UTC; see `app.charts.axis.SIGNALS`.

    The axis reaches from a little before the arrival over at least 90 minutes, and leaves room after the newest fact
    for the latest values; its end moves in quarters of an hour, so that it does not jump with every reading. What is
    under way reaches to `now`, as long as somebody may be sitting there; `marked` are times at which something is drawn
    though nothing was entered.
    """
    moments = [ms(moment) for moment in (*_moments(sheet), *marked)]
    live = sheet.course.ended_at is None and not sheet.record.treatment.entered_afterwards
    if now is not None and live and 0 < ms(now) - max(moments) <= _SITTING:
        moments.append(ms(now))
    first, last = min(moments), max(moments)
    core = max(_LEAST, last - first)
    x_from = (first - max(_BEFORE, core * 3 // 100 // _GRAIN * _GRAIN)) // MINUTE * MINUTE
    room = max(first + _LEAST, last + core * 22 // 100)
    x_to = x_from + -(-(room - x_from) // _GRAIN) * _GRAIN
    before, change_at, after = _offsets(sheet, x_from, x_to)
    start = sheet.course.started_at
    return {
        "x_from": x_from,
        "x_to": x_to,
        "until": last,
        "start_at": None if start is None else ms(start),
        "offset_before": before,
        "change_at": change_at,
        "offset_after": after,
    }


def with_room(told: dict[str, float | None], width: int) -> dict[str, float | None]:
    """The same for a plot of so many pixels: in a narrow one the latest values need more time beside them."""
    x_from, until, x_to = (int(told[name] or 0) for name in ("x_from", "until", "x_to"))
    needed = -(-(until - x_from) * width // max(1, width - _LATEST))
    return told | {"x_to": max(x_to, x_from + -(-needed // _GRAIN) * _GRAIN)}


def _moments(sheet: Sheet) -> list[datetime]:
    """Every time at which something is drawn, struck through or not."""
    record = sheet.record
    found = [sheet.course.arrived_at, *(one.taken_at for one in record.readings)]
    found += [one.at for kind in (record.drug_events, record.interventions, record.notes) for one in kind]
    found += [*(one.onset_at for one in record.effects), *(one.at for one in record.effect_changes)]
    found += [one.at for one in record.none_reported]
    return found if sheet.course.ended_at is None else [*found, sheet.course.ended_at]


def _offsets(sheet: Sheet, x_from: int, x_to: int) -> tuple[int, int | None, int]:
    """The zone's offset at both ends and, where they differ, the minute at which the clock was changed."""
    before, after = _offset(sheet, x_from), _offset(sheet, x_to)
    if before == after:
        return before, None, after
    low, high = x_from // MINUTE, x_to // MINUTE
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _offset(sheet, middle * MINUTE) == before else (low, middle)
    return before, high * MINUTE, after


def _offset(sheet: Sheet, at: int) -> int:
    there = datetime.fromtimestamp(at / 1000, tz=UTC).astimezone(sheet.zone).utcoffset()
    return (there or timedelta()) // timedelta(milliseconds=1)
