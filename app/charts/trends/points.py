"""Points: exactly what a picture draws, as rows of one shape, for its table and for its file of values."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from app.charts.trends.between import Between, unsaid
from app.charts.trends.effect_cells import Effects
from app.charts.trends.overlaid import Overlaid, field
from app.charts.trends.plain import Told
from app.charts.trends.rise import Rise

OVERLAID: Final = ("what", "session", "date", "minutes", "to_minutes", "value", "low", "high", "n", "note")
COURSES: Final = ("what", "session", "minutes", "to_minutes", "value", "note")
RISE: Final = ("what", "session", "dose", "unit", "rise", "patients", "note")
EFFECTS: Final = ("session", "effect", "what", "severity", "minutes", "note")
_PRESSURES: Final = {
    "rest": "resting",
    "held": "held",
    "before": "not started, before the dose",
    "none": "resting pressure not known",
}
BETWEEN: Final = ("what", "session", "date", "value", "note")
_SEVERITIES: Final = {1: "mild", 2: "moderate", 3: "severe", 4: "life-threatening"}


def overlaid(told: Overlaid) -> list[Told]:
    """Values, the band, doses, and dues to which nobody came."""
    rows = [
        {
            "what": _named(field(row["sign"], told.view)),
            "session": row["number"],
            "date": _date(told, row["number"]),
            "minutes": row["minutes"],
            "value": row["value"],
            "note": "struck through" if row["struck"] else "",
        }
        for row in told.values
    ]
    for row in told.spread:
        place = {"what": f"{_named(row['field'])}, median and middle half", "minutes": row["due"], "n": row["n"]}
        rows.append(place | {"value": row["median"], "low": row["low"], "high": row["high"], "note": ""})
    for row in told.doses:
        what = "single dose" if row["shape"] else "paused" if row["paused"] else "drug"
        when = {"session": row["number"], "date": _date(told, row["number"]), "minutes": row["from"]}
        rows.append({"what": what, **when, "to_minutes": row["to"], "note": row["text"].rpartition(" · ")[-1]})
    for row in told.missed:
        when = {"session": row["number"], "date": _date(told, row["number"]), "minutes": row["minutes"]}
        rows.append({"what": "due reading not taken", **when, "note": ""})
    return rows


def courses(rows: Sequence[Told]) -> list[Told]:
    """Every value of each panel, the time of the drug, and what stands at the panel's right."""
    found: list[Told] = []
    for row in rows:
        place: Told = {"session": row["number"]}
        if row["kind"] == "head":
            found.append(place | {"what": "peak change", "note": row["said"]})
        elif row["kind"] == "given":
            found.append(place | {"what": "drug", "minutes": row["minutes"], "to_minutes": row["to"], "note": ""})
        else:
            struck = "struck through" if row["struck"] else ""
            told = {"what": row["sign"], "minutes": row["minutes"], "value": row["value"], "note": struck}
            found.append(place | told)
    return found


def rise(told: Rise) -> list[Told]:
    """A row a session, and a row for each of the clinic's medians."""
    points: list[Told] = [
        {
            "what": "session",
            "session": one["number"],
            "dose": one["dose"],
            "unit": told.unit,
            "rise": one["value"],
            "note": " · ".join(one["text"].split(" · ")[2:]),
        }
        for one in told.points
    ]
    for row in told.clinic:
        place = {"what": "clinic's median", "dose": row["dose"], "unit": told.unit, "rise": row["median"]}
        points.append(place | {"patients": row["patients"], "note": "one value a patient"})
    return points


def effects(told: Effects) -> list[Told]:
    """A row a cell."""
    return [
        {
            "session": cell["number"],
            "effect": cell["label"],
            "what": cell["kind"],
            "severity": _SEVERITIES.get(cell["severity"], "not stated" if cell["kind"] == "reported" else ""),
            "minutes": cell["duration"],
            "note": cell["text"].partition(": ")[2] if cell["kind"] == "reported" else "",
        }
        for cell in told.cells
    ]


def between(told: Between) -> list[Told]:
    """A row a value: both pressures, pulse, weight, the drug given so far, and what was said of urinary symptoms."""
    return list(_between(told))


def _between(told: Between) -> Iterator[Told]:
    for row in told.pressure:
        note = _PRESSURES[row["kind"]]
        for sign in ("systolic", "diastolic"):
            yield _at(row) | {"what": f"{sign}, mmHg", "value": row[sign], "note": note}
    for name, rows in (("resting pulse, /min", told.pulse), ("weight, kg", told.weight)):
        for row in rows:
            yield _at(row) | {"what": name, "value": row["value"], "note": ""}
    for row in told.given:
        note = "not known" if unsaid(row) else "at least" if row["least"] else ""
        value = None if unsaid(row) else row["value"]
        yield _at(row) | {"what": f"{row['drug']} so far, mg", "value": value, "note": note}
    for row in told.urinary:
        yield _at(row) | {"what": "urinary symptoms", "value": None, "note": row["says"]}


def _at(row: Told) -> Told:
    """The session, and its day at the clinic: the picture counts its wall clock as if it were UTC."""
    return {"session": row["number"], "date": f"{datetime.fromtimestamp(row['at'] / 1000, UTC):%Y-%m-%d}"}


def _date(told: Overlaid, number: int) -> str:
    """The session's day at the clinic, as every file has it."""
    return f"{told.sessions[number]['arrived_at'].astimezone(ZoneInfo(told.view.zone)):%Y-%m-%d}"


def _named(column: str) -> str:
    return column.replace("delta_", "change of ")
