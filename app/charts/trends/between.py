"""Between sessions, as rows: resting pressure, pulse, weight and the drug given so far, on the clinic's calendar.

Resting is what was measured before the dose: the session's baseline, what stood when it was held, or where the drug was
not started the last that was measured. Times are milliseconds since 1970 of the clinic's wall clock, so that a session
stands on its own day whatever the zone.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from app import words
from app.charts.sheet import ms
from app.charts.trends import plain, saying, urinary
from app.charts.trends.plain import Told
from schemas.background import Background
from schemas.rules.outcome import How

if TYPE_CHECKING:
    import pandas as pd

_COLUMNS: Final = (
    *("number", "arrived_at", "started_at", "drug", "outcome", "dose_mg", "weight_kg"),
    *("baseline_systolic", "baseline_diastolic", "baseline_pulse", "held_systolic", "held_diastolic"),
    *("pre_dose_systolic", "pre_dose_diastolic"),
)


@dataclass(frozen=True)
class Between:
    """The picture's rows.

    `pressure` has a `kind`: *rest*, *held*, *before* where the drug was not started, or *none* where no pressure is
    known. `pulse` and `weight` have a `line`, which is broken where a session has no value. `given` is, by drug, the
    sum so far; `least` says that it is at least so much, since a dose before was not known. `urinary` are the answers
    about urinary symptoms and the sessions with them.
    """

    pressure: list[Told]
    pulse: list[Told]
    weight: list[Told]
    given: list[Told]
    urinary: list[Told]


def between(sessions: "pd.DataFrame", zone: str, effects: "pd.DataFrame", asked: Iterable[Background] = ()) -> Between:
    """The rows of one patient's sessions, by arrival; `zone` is the clinic's.

    `asked` are the answers about urinary symptoms, one a day.
    """
    told = []
    for one in sorted(plain.rows(sessions, _COLUMNS), key=lambda one: one["number"]):
        head = f"Session {one['number']}, {words.day(one['arrived_at'], zone)}"
        told.append(one | {"at": wall(one["arrived_at"], zone), "head": head})
    return Between(
        pressure=[_pressure(one) for one in told],
        pulse=_line(told, "baseline_pulse", lambda value: f"resting pulse {value:g} /min"),
        weight=_line(told, "weight_kg", lambda value: f"weight {value:g} kg"),
        given=_given(told),
        urinary=urinary.rows(asked, effects, {one["number"]: one for one in told}),
    )


def wall(at: datetime, zone: str) -> int:
    """The clinic's wall clock at this instant, counted as if it were UTC."""
    return ms(at.astimezone(ZoneInfo(zone)).replace(tzinfo=UTC))


def _pressure(one: Told) -> Told:
    rest = one["baseline_systolic"], one["baseline_diastolic"]
    held = one["held_systolic"], one["held_diastolic"]
    before = one["pre_dose_systolic"], one["pre_dose_diastolic"]
    kind, pair = ("rest", rest) if None not in rest else ("held", held)
    if pair == (None, None) and one["outcome"] == How.NOT_STARTED:
        kind, pair = "before", before
    if pair == (None, None):
        kind = "none"
    told = saying.pressure(*pair)
    said = {"rest": f"resting {told}", "held": f"held with {told}", "before": f"not started, before the dose {told}"}
    text = f"{one['head']} · {said.get(kind, 'resting pressure not known')}"
    return {"number": one["number"], "at": one["at"], "systolic": pair[0], "diastolic": pair[1]} | {
        "kind": kind,
        "text": text,
    }


def _line(told: Sequence[Told], field: str, say: Callable[[float], str]) -> list[Told]:
    found: list[Told] = []
    stretch = 0
    for one in told:
        if one[field] is None:
            stretch += 1
            continue
        text = f"{one['head']} · {say(one[field])}"
        found.append({"number": one["number"], "at": one["at"], "value": one[field], "line": stretch, "text": text})
    return found


def _given(told: Sequence[Told]) -> list[Told]:
    """The sum of each drug by itself; a session without its drug adds nothing, one of unknown dose makes it a least."""
    found: list[Told] = []
    sums: dict[str, float] = {}
    unknown: dict[str, list[int]] = {}
    for one in told:
        if one["started_at"] is None and one["dose_mg"] is None and one["outcome"] != "given":
            continue
        drug = one["drug"] or "drug not known"
        sums[drug] = round(sums.get(drug, 0) + (one["dose_mg"] or 0), 3)
        missing = unknown.setdefault(drug, [])
        if one["dose_mg"] is None:
            missing.append(one["number"])
        row: Told = {"number": one["number"], "at": one["at"], "drug": drug, "value": sums[drug]}
        row |= {"least": bool(missing), "unknown": list(missing)}
        found.append(row | {"text": f"{one['head']} · {drug} {summed(row, 'at least ')} so far"})
    return found


def unsaid(row: Told) -> bool:
    """Whether nothing is known of a sum: a least of 0 would read as if there had been none."""
    return bool(row["least"]) and not row["value"]


def summed(row: Told, least: str) -> str:
    """A sum of a drug; one of which a dose is not known has `least` before it, and words where nothing is known."""
    return "amount not known" if unsaid(row) else f"{least if row['least'] else ''}{row['value']:g} mg"
