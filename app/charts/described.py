"""The session chart in words, for those who do not see it."""

from collections.abc import Sequence

from app.charts import dose_rows, effect_rows, sign_rows
from app.charts.sheet import Sheet
from schemas import quantities as q
from schemas.reading import Reading
from schemas.record import Record
from schemas.rules import baseline, episodes, schedule, summary
from schemas.rules.schedule import Due


def alt_text(record: Record, dues: Sequence[Due] = ()) -> str:
    """What the chart shows: readings and when, pressure, pulse, oxygen, dose, effects, what is missing or struck.

    `dues` is the schedule: how many of them were not taken is said.
    """
    sheet = Sheet(record)
    readings = baseline.by_time(sheet.holding.readings)
    parts = [
        _readings(sheet, readings),
        *_pressure(sheet, readings),
        *_range("pulse", [one.pulse for one in readings if one.pulse is not None]),
        *_range("SpO2", [one.spo2 for one in readings if one.spo2 is not None]),
        *_dose(sheet),
        *_effects(sheet),
        *_not_measured(readings),
        *_not_taken(dues),
        *_struck(sheet),
    ]
    return f"Session chart: {'; '.join(parts)}."


def _readings(sheet: Sheet, readings: Sequence[Reading]) -> str:
    if not readings:
        return "no readings yet"
    first, last = sheet.clock(readings[0].taken_at), sheet.clock(readings[-1].taken_at)
    when = f"at {first}" if len(readings) == 1 else f"from {first} to {last}"
    return f"{_count(len(readings), 'reading')}, {when}"


def _pressure(sheet: Sheet, readings: Sequence[Reading]) -> list[str]:
    """Baseline, highest after the start, and last; each only where it is known."""
    told = summary.summary(sheet.record)
    parts = []
    if told.baseline is not None:
        parts.append(f"baseline {told.baseline.systolic}/{told.baseline.diastolic}")
    if told.peak_systolic is not None or told.peak_diastolic is not None:
        highest = "/".join("\u2013" if one is None else str(one) for one in (told.peak_systolic, told.peak_diastolic))
        parts.append(f"highest after the start {highest}")
    last = next((one for one in reversed(readings) if one.systolic is not None or one.diastolic is not None), None)
    if last is not None:
        parts.append(f"last {sign_rows.pressure_words(last)} at {sheet.clock(last.taken_at)}")
    return [f"blood pressure {', '.join(parts)}"] if parts else []


def _range(name: str, values: Sequence[int]) -> list[str]:
    if not values:
        return []
    low, high = min(values), max(values)
    return [f"{name} {low}" if low == high else f"{name} {low} to {high}"]


def _dose(sheet: Sheet) -> list[str]:
    known = sheet.course
    if known.started_at is None:
        return ["not started"]
    ended = "" if known.stopped_at is None else f", stopped {sheet.clock(known.stopped_at)}"
    return [f"{dose_rows.total(sheet)}, started {sheet.clock(known.started_at)}{ended}"]


def _effects(sheet: Sheet) -> list[str]:
    """Each episode with its worst severity and whether it still goes on, or did at the session's end."""
    left = ", running" if sheet.course.ended_at is None else ", not ended"
    told = [
        f"{one.label} ({effect_rows.word(one.worst)}{left if one.ended_at is None else ''})"
        for one in episodes.episodes(sheet.record)
    ]
    return [f"{_count(len(told), 'effect')}: {', '.join(told)}"] if told else []


def _not_measured(readings: Sequence[Reading]) -> list[str]:
    refused = [sign for one in readings for sign in one.not_measured]
    told = [f"{q.BY_NAME[sign].label} {_times(refused.count(sign))}" for sign in dict.fromkeys(refused)]
    return [f"not measured: {', '.join(told)}"] if told else []


def _not_taken(dues: Sequence[Due]) -> list[str]:
    counted = schedule.counted(dues)
    return [f"{counted.not_taken} of {counted.of} due readings not taken"] if counted.not_taken else []


def _struck(sheet: Sheet) -> list[str]:
    drawn = (*sheet.record.readings, *sheet.record.drug_events, *sheet.record.effects, *sheet.record.effect_changes)
    count = sum(not sheet.holds(fact) for fact in drawn)
    return [f"{_count(count, 'entry', 'entries')} struck through"] if count else []


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number} {one if number == 1 else many or f'{one}s'}"


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")
