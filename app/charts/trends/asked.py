"""Asked: which of a patient's sessions are looked at, by drug, route, dose, protocol and date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final
from zoneinfo import ZoneInfo

from app import words
from app.charts.trends.plain import Told
from schemas.protocol import Drug, Route
from schemas.rules.dose import half_up

Kind = tuple[str, str]  # drug and route
UNKNOWN: Final = "dose not known"


@dataclass(frozen=True)
class Asked:
    """What is asked for; nothing chosen is everything. `doses` are labels of `dose`, the dates are the clinic's."""

    kind: Kind | None = None
    doses: tuple[str, ...] = ()
    protocols: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None


def kinds(rows: Sequence[Told]) -> list[Kind]:
    """The drugs and routes of the sessions, those that were given first, the newest of them at the front."""
    ordered = sorted(rows, key=lambda row: (row["outcome"] != "given", -row["number"]))
    return list(dict.fromkeys((row["drug"], row["route"]) for row in ordered))


def kind(one: Kind) -> str:
    """A drug and route in words."""
    return f"{words.DRUGS[Drug(one[0])]} {words.ROUTES[Route(one[1])]}"


def dose(row: Told) -> str:
    """The dose given, as it is chosen by: mg of esketamine, else mg/kg to a tenth, since weights differ."""
    if row["drug"] == Drug.ESKETAMINE or row["dose_mg_per_kg"] is None:
        return given(row)
    return f"{half_up(Fraction(str(row['dose_mg_per_kg'])), 1)} mg/kg"


def given(row: Told) -> str:
    """The dose given, as it is told: mg of esketamine, else the mg/kg of the table."""
    unit, field = ("mg", "dose_mg") if row["drug"] == Drug.ESKETAMINE else ("mg/kg", "dose_mg_per_kg")
    return UNKNOWN if row[field] is None else f"{row[field]:g} {unit}"


def doses(rows: Sequence[Told], of: Kind | None) -> list[str]:
    """The doses that were given of this drug and route, rising."""
    given = {dose(row): row for row in rows if row["outcome"] == "given" and _is(row, of)}
    return sorted(given, key=lambda label: (label == UNKNOWN, given[label]["drug"], float(_number(label))))


def protocols(rows: Sequence[Told]) -> list[str]:
    """The protocols' versions, as their sessions kept them, the newest first."""
    return list(dict.fromkeys(row["protocol"] for row in sorted(rows, key=lambda row: -row["number"])))


def numbers(rows: Sequence[Told], asked: Asked, zone: str) -> list[int]:
    """The numbers of the sessions that are asked for."""
    return sorted(row["number"] for row in rows if _wanted(row, asked, ZoneInfo(zone)))


def _wanted(row: Told, asked: Asked, zone: ZoneInfo) -> bool:
    day = row["arrived_at"].astimezone(zone).date()
    return (
        _is(row, asked.kind)
        and (not asked.doses or (row["outcome"] == "given" and dose(row) in asked.doses))
        and (not asked.protocols or row["protocol"] in asked.protocols)
        and (asked.since is None or day >= asked.since)
        and (asked.until is None or day <= asked.until)
    )


def _is(row: Told, of: Kind | None) -> bool:
    return of is None or (row["drug"], row["route"]) == of


def _number(label: str) -> str:
    return label.split(maxsplit=1)[0] if label != UNKNOWN else "0"
