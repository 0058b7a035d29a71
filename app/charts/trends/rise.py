"""Blood pressure rise against dose, as rows: one drug and route a picture, one point a session, the clinic's medians.

Nothing is fitted and nothing foretold: a point is what was measured, and it says where that is only a least, or was
measured after a medicine for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app import words
from app.charts.trends import plain, saying
from app.charts.trends.plain import Told
from schemas.protocol import Drug

if TYPE_CHECKING:
    import pandas as pd

LEAST: Final = 5  # patients behind a clinic's median
# A session's shape says how long the drug was given, in whole minutes up to the number.
DURATIONS: Final = ((0, "single dose"), (30, "up to 30 min"), (45, "31 to 45 min"), (None, "over 45 min"))
UNKNOWN: Final = "duration not known"
_COLUMNS: Final = (
    *("number", "arrived_at", "started_at", "minutes", "dose_mg", "dose_mg_per_kg", "baseline_systolic"),
    *("delta_systolic", "delta_diastolic", "peak_at_least", "peak_treated"),
)


@dataclass(frozen=True)
class Rise:
    """The picture's rows: `points`, the `clinic`'s medians, and by the reason the sessions that have no place in it."""

    drug: str
    route: str
    unit: str
    points: list[Told]
    clinic: list[Told]
    absent: dict[str, list[int]]


def pairs(sessions: "pd.DataFrame") -> list[tuple[str, str]]:
    """The drugs and routes that were given, the newest first: a picture each."""
    told = plain.rows(sessions, ("number", "started_at", "drug", "route"))
    newest = sorted((one for one in told if one["started_at"] is not None), key=lambda one: -one["number"])
    return list(dict.fromkeys((one["drug"], one["route"]) for one in newest if one["drug"] and one["route"]))


def rise(sessions: "pd.DataFrame", drug: str, route: str, zone: str, clinic: "pd.DataFrame | None" = None) -> Rise:
    """The rows of one drug and route of one patient; the dose is in mg for esketamine, else in the mg/kg given.

    `clinic` has a row a dose: `dose` in the same unit, `median` of the systolic rise with one value a patient, and
    `patients`, how many they are; a median of fewer than five is left out.
    """
    unit, field = ("mg", "dose_mg") if drug == Drug.ESKETAMINE else ("mg/kg", "dose_mg_per_kg")
    chosen = sessions[(sessions["drug"] == drug) & (sessions["route"] == route) & sessions["started_at"].notna()]
    points: list[Told] = []
    absent: dict[str, list[int]] = {}
    others = sessions[sessions["started_at"].notna()]["number"]
    if elsewhere := sorted(set(others) - set(chosen["number"])):
        absent["of another drug or route"] = elsewhere
    for one in plain.rows(chosen, _COLUMNS):
        reason = _absent(one, field)
        if reason is None:
            points.append(_point(one, one[field], unit, zone))
        else:
            absent.setdefault(reason, []).append(one["number"])
    medians = [] if clinic is None else plain.rows(clinic, ("dose", "median", "patients"))
    enough = [row for row in medians if row["patients"] is not None and row["patients"] >= LEAST]
    told = [row for row in enough if row["dose"] is not None and row["median"] is not None]
    return Rise(drug, route, unit, sorted(points, key=lambda one: one["number"]), told, absent)


def _absent(one: Told, field: str) -> str | None:
    """Why a session has no place in the picture, or None where it has one."""
    if one["baseline_systolic"] is None:
        return "no baseline"
    if one["delta_systolic"] is None:
        return "no pressure after the start"
    return "dose not known" if one[field] is None else None


def _point(one: Told, dose: float, unit: str, zone: str) -> Told:
    least, treated = one["peak_at_least"], one["peak_treated"]
    duration = _duration(one["minutes"])
    parts = [
        f"Session {one['number']}, {words.day(one['arrived_at'], zone)}",
        f"{dose:g} {unit}",
        duration if not one["minutes"] else f"{one['minutes']} min",
        f"{'at least ' if least else ''}{saying.changed(one['delta_systolic'], one['delta_diastolic'])}",
        *(["whether the highest was seen is not known"] if least is None else []),
        *(["treated before"] if treated else ["not known whether treated before"] if treated is None else []),
    ]
    point: Told = {"number": one["number"], "dose": dose, "value": one["delta_systolic"], "duration": duration}
    name = f"{one['number']}{' ≥' if least else ''}{'?' if treated is None else ''}"
    # Only what is known not to have been treated is drawn as the drug's own.
    hollow = treated is None or treated
    return point | {"least": bool(least), "treated": treated, "hollow": hollow, "name": name, "text": " · ".join(parts)}


def _duration(minutes: int | None) -> str:
    if minutes is None:
        return UNKNOWN
    return next(name for most, name in DURATIONS if most is None or minutes <= most)


def notes(told: Rise) -> list[str]:
    """What has to be said beside the picture: marks that mean something, and the clinic's n."""
    patients = [row["patients"] for row in told.clinic]
    marks = {
        "hollow: treated before": any(one["treated"] for one in told.points),
        "?: not known whether treated": any(one["treated"] is None for one in told.points),
        "≥: at least": any(one["least"] for one in told.points),
    }
    return [
        " · ".join(["number: session", *(mark for mark, there in marks.items() if there)]),
        *([f"line: clinic's median, n {saying.span(patients)} patients"] if patients else []),
    ]


def absent(told: Rise) -> list[str]:
    """Who has no place in the picture, and why."""
    return [f"not drawn, {reason}: {saying.sessions(numbers)}" for reason, numbers in told.absent.items()]


def alt_text(told: Rise) -> str:
    """What the picture shows: how many sessions at which doses, the highest and lowest rise, and what is missing."""
    if not told.drug:
        return "Blood pressure rise against dose: no session with a start of the drug."
    head = f"Blood pressure rise against dose, {told.drug} {told.route}, {told.unit}"
    if not told.points:
        return f"{head}: {'; '.join(['no session to draw', *absent(told)])}."
    parts = [f"{saying.count(len(told.points), 'session')} at {saying.span([one['dose'] for one in told.points])}"]
    ordered: Sequence[Told] = sorted(told.points, key=lambda one: one["value"])
    ends = [("highest", ordered[-1])] + ([("lowest", ordered[0])] if len(ordered) > 1 else [])
    parts += [f"{name} systolic rise {_said(one, told.unit)}" for name, one in ends]
    parts += [
        f"clinic's median {saying.signed(row['median'])} at {row['dose']:g}, {row['patients']} patients"
        for row in told.clinic
    ]
    marked = {"treated before": "treated", "at least": "least"}
    for words_of, key in marked.items():
        found = [one["number"] for one in told.points if one[key]]
        parts += [f"{words_of}: {saying.sessions(found)}"] if found else []
    return f"{head}: {'; '.join([*parts, *absent(told)])}."


def _said(one: Told, unit: str) -> str:
    return f"{saying.signed(one['value'])} in session {one['number']} at {one['dose']:g} {unit}"
