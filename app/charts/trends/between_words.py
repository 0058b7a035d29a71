"""Between sessions, in words: the notes under the picture, and the text for those who do not see it."""

from collections.abc import Sequence

from app.charts.trends import saying, urinary
from app.charts.trends.between import Between, summed
from app.charts.trends.plain import Told


def alt_text(told: Between) -> str:
    """What the picture shows: first and newest resting values, their span, the drug given so far, what is not known."""
    if not told.pressure:
        return "Between sessions: no session."
    parts = [
        saying.count(len(told.pressure), "session"),
        *_pressure(told.pressure),
        *_line("resting pulse", "", told.pulse),
        *_line("weight", " kg", told.weight),
        *totals(told),
        *urinary.notes(told.urinary),
        *notes(told),
    ]
    return f"Between sessions: {'; '.join(parts)}."


def notes(told: Between) -> list[str]:
    """What has to be said beside the picture: held sessions, those without a resting pressure, doses not known."""
    held = [row["number"] for row in told.pressure if row["kind"] == "held"]
    before = [row["number"] for row in told.pressure if row["kind"] == "before"]
    bare = [row["number"] for row in told.pressure if row["kind"] == "none"]
    unknown = sorted({number for row in told.given for number in row["unknown"]})
    return [
        *([f"broken: held, {saying.sessions(held)}"] if held else []),
        *([f"broken: not started, {saying.sessions(before)}"] if before else []),
        *([f"dotted: resting pressure not known, {saying.sessions(bare)}"] if bare else []),
        *([f"\u2265: dose not known, {saying.sessions(unknown)}"] if unknown else []),
    ]


def totals(told: Between) -> list[str]:
    """The newest sum of each drug."""
    newest = {row["drug"]: row for row in told.given}
    return [f"{drug} {summed(row, 'at least ')} so far" for drug, row in newest.items()]


def _pressure(rows: Sequence[Told]) -> list[str]:
    found = [row for row in rows if row["kind"] == "rest"]
    if not found:
        return []
    first, last = (saying.pressure(row["systolic"], row["diastolic"]) for row in (found[0], found[-1]))
    if len(found) == 1:
        return [f"resting pressure {first} in session {found[0]['number']}"]
    spans = [saying.span([row[sign] for row in found]) for sign in ("systolic", "diastolic")]
    course = f"resting pressure {first} in session {found[0]['number']}, {last} in session {found[-1]['number']}"
    return [f"{course}, systolic {spans[0]}, diastolic {spans[1]}"]


def _line(name: str, unit: str, rows: Sequence[Told]) -> list[str]:
    if not rows:
        return [f"{name} not known"]
    if len(rows) == 1:
        return [f"{name} {rows[0]['value']:g}{unit}"]
    return [f"{name} first {rows[0]['value']:g}, last {rows[-1]['value']:g}{unit}"]
