"""Session rows: each session of the table in words, cell by cell, from what its outcome says and from its record."""

from collections.abc import Iterable, Sequence
from typing import Final

from app import words
from app.charts.trends import asked, saying
from app.charts.trends.plain import Told
from app.parts import sessions, signed
from data.signatures import Standing
from schemas.record import Record
from schemas.rules import course, episodes, summary

Cell = tuple[str, ...]  # the lines of it
HEADS: Final = (
    "Session",
    "Dose given",
    "Baseline",
    "Peak",
    "Return",
    "Extremes",
    "Effects",
    "Record",
)
LEGEND: Final = (
    "n: readings from the start to 60 minutes, gap: the longest time between two of them. \u2265: the due nearest the "
    "expected peak was missed, so it was at least so high."
)
_EFFECTS: Final = 2  # named in a cell, where there is room; how many more there are is said
_ROOM: Final = 85  # characters of a cell's four lines
_UNKNOWN: Final = "unknown"


def cells(row: Told, record: Record, standing: Sequence[Standing]) -> tuple[Cell, ...]:
    """The cells under `HEADS` but the first one's link, which is `link`."""
    if row["outcome"] == "given":
        course_of_it = (dose(row, record), base(row, record), peak(row), returned(row), lowest(row))
    else:
        course_of_it = (not_given(row, record), base(row, record), (), (), ())
    return (place(row), *course_of_it, effects(record), kept(row, record, standing))


def link(row: Told, zone: str) -> str:
    """Its number and day."""
    return f"Session {row['number']}, {words.day(row['arrived_at'], zone)}"


def place(row: Told) -> Cell:
    """How long after the one before, and of what it was."""
    since = row["days_since"]
    after = (
        "first session" if row["number"] == 1 else f"{saying.count(since, 'day')} after" if since is not None else ""
    )
    return _lines(after, asked.kind((row["drug"], row["route"])))


def dose(row: Told, record: Record) -> Cell:
    """What was given, from which weight of which day, over how long, and how often it was paused."""
    unknown = "end of the drug not known" if row["ended"] else "not stopped yet"
    lasted = unknown if row["minutes"] is None else f"{row['minutes']} min" if row["minutes"] else ""
    paused = saying.count(row["pauses"], "pause") if row["pauses"] else ""
    return _lines(*sessions.dose_lines(record), ", ".join(part for part in (lasted, paused) if part))


def not_given(row: Told, record: Record) -> Cell:
    """What became of the dose, and at which pressure; drug without its start is told of all the same."""
    if course.drug_events(record):
        return sessions.dose_lines(record)
    pressure = row["held_systolic"], row["held_diastolic"]
    at = "" if pressure == (None, None) else f"at {saying.pressure(*pressure)}"
    return _lines((row["outcome"] or _UNKNOWN).replace("_", " "), at)


def base(row: Told, record: Record) -> Cell:
    """The pressure before the start; without a start what stood there last."""
    told = summary.summary(record)
    if row["baseline_systolic"] is not None:
        return (saying.pressure(row["baseline_systolic"], row["baseline_diastolic"]),)
    if told.pre_dose is not None and row["started_at"] is None:
        return (f"pre-dose {told.pre_dose.systolic}/{told.pre_dose.diastolic}",)
    return (_UNKNOWN,)


def peak(row: Told) -> Cell:
    """The highest, its change, when, and how closely somebody looked; at least so much where the due was missed."""
    if row["peak_systolic"] is None and row["peak_diastolic"] is None:
        return _lines(_UNKNOWN, _hour(row))
    least = "\u2265 " if row["peak_at_least"] else ""
    change = row["delta_systolic"], row["delta_diastolic"]
    delta = "\u0394 unknown" if change == (None, None) else f"{least}{saying.changed(*change)}"
    when = "" if row["peak_minutes"] is None else f", systolic at {saying.minute(row['peak_minutes'])}"
    known = {True: "treated before", None: "not known whether treated", False: ""}
    first = f"{least}{saying.pressure(row['peak_systolic'], row['peak_diastolic'])}{when}"
    return _lines(first, delta, _hour(row), known[row["peak_treated"]])


def returned(row: Told) -> Cell:
    """The interval in which the rise was over; *not yet* is a mark, never a number."""
    above, back = row["above_until"], row["back_at"]
    since = "" if above is None else f"last above {saying.minute(above)}"
    told = {
        "returned": "" if back is None else f"{saying.minute(above)} to {saying.minute(back)}",
        "not_yet": "\u25cc not yet",
        "no_rise": f"{saying.without_rise(row)} 110 %",
    }.get(row["return_state"], _UNKNOWN)
    treated = {True: "treated", None: "not known whether treated", False: ""}[row["treated"]]
    return _lines(told, since if row["return_state"] == "not_yet" else "", "" if told == _UNKNOWN else treated)


def lowest(row: Told) -> Cell:
    """The lowest SpO2 with the oxygen then, the highest dissociation, the deepest sedation."""
    flow = row["oxygen_then"]
    oxygen = "oxygen not said" if flow is None else "air" if flow == 0 else f"{flow:g} l/min"
    spo2 = "SpO2 not measured" if row["spo2_lowest"] is None else f"SpO2 {row['spo2_lowest']} %, {oxygen}"
    most, least = (_or_dash(row[name]) for name in ("dissociation_highest", "moaas_lowest"))
    return _lines(spo2, f"dissociation {most}", f"MOAA/S {least}")


def effects(record: Record) -> Cell:
    """Effects with their worst severity."""
    told = [sessions.effect(record, one) for one in episodes.episodes(record)]
    if not told:
        return ("none reported" if episodes.asked(record) else "not asked",)
    named = _EFFECTS if sum(map(len, told[:_EFFECTS])) <= _ROOM else 1
    more = len(told) - named
    return (*told[:named], *([f"and {more} more"] if more > 0 else []))


def kept(row: Told, record: Record, standing: Sequence[Standing]) -> Cell:
    """How long and how completely it was looked at, what was put right, how it ended, who stands by it."""
    red = f" ({row['alerts_red']} red)" if row["alerts_red"] else ""
    alerts = f"{saying.count(row['alerts'], 'alert')}{red}" if row["alerts"] else ""
    corrected = saying.count(row["corrections"], "correction") if row["corrections"] else ""
    missed = f"{row['dues_missed']} of {row['dues']} dues missed" if row["dues_missed"] else ""
    known = course.course(record)
    changed = "position, cuff changed" if row["position_changed"] else ""
    observed = f"{row['observed_minutes']} min observed" if row["observed_minutes"] is not None else ""
    ended = words.ENDS[known.end_how] if known.end_how is not None else "still open"
    told = ((observed, ended), (alerts, corrected, missed, changed), (signed.short(standing),))
    return _lines(*(", ".join(filter(None, line)) for line in told))


def _or_dash(value: int | None) -> str:
    return "\u2013" if value is None else str(value)


def _hour(row: Told) -> str:
    if row["readings_to_60"] is None:
        return ""
    return f"n {row['readings_to_60']}, gap {row['longest_gap']} min"


def _lines(*told: str) -> Cell:
    return tuple(one for one in told if one)


def notes(told: Iterable[tuple[int, str | None]]) -> list[str]:
    """What has to be said of single sessions under the table."""
    return [f"Session {number}: {said}" for number, said in told if said]
