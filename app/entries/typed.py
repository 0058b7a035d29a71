"""What is typed into a form: amounts and times of day, as every form reads them."""

import re
from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from app.entries.sent import refusal

_TIME: Final = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)", re.ASCII)
_NUMBER: Final = re.compile(r"\d{1,4}([.,]\d{1,3})?", re.ASCII)


def amount(text: str, label: str) -> float | None:
    """A number with point or comma, None for nothing said. Raises Problems with a sentence that begins with `label`."""
    if not text.strip():
        return None
    if not _NUMBER.fullmatch(text.strip()):
        raise refusal("number", f"{label}: {text.strip()} is not a number. Write it with digits, like 42 or 0.5.")
    return float(text.strip().replace(",", "."))


def time_of_day(text: str, label: str) -> tuple[int, int]:
    """Hours and minutes. Raises Problems with a sentence that begins with `label`."""
    found = _TIME.fullmatch(text.strip())
    if found is None:
        said = f"{text.strip()} is no time of day" if text.strip() else "this is needed"
        raise refusal("time", f"{label}: {said}. Write it like 14:05.")
    return int(found[1]), int(found[2])


def instants(day: date, time: tuple[int, int], zone: str, label: str) -> list[datetime]:
    """The instants at which a clock there shows this time: two where an hour occurs twice. Raises Problems for none."""
    hours, minutes = time
    local = datetime(day.year, day.month, day.day, hours, minutes, tzinfo=ZoneInfo(zone))
    shown = [at.astimezone(UTC) for at in (local, local.replace(fold=1))]
    found = [at for at in shown if at.astimezone(local.tzinfo).replace(tzinfo=None) == local.replace(tzinfo=None)]
    if not found:
        raise refusal("time", f"{label}: there is no {hours:02}:{minutes:02} that day, the clocks went forward.")
    return found
