"""The clinic's own figures as a file that may leave the clinic: without what is under 5, and what tells of it.

It is always the same table, of every drug and dose, whatever somebody looked at before: two files of one day cannot be
subtracted from each other. What is hidden and why: docs/decisions/0031.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from data.safety import counts
from data.safety.asked import Choice
from data.safety.counts import Found
from schemas.rules.safety import hiding, intervals
from schemas.rules.safety.delays import BINS
from schemas.rules.safety.doses import BANDS
from schemas.rules.safety.figures import Figure
from schemas.rules.safety.hiding import LEAST, Node
from schemas.rules.safety.intervals import Interval

HIDDEN: Final = "hidden"
COLUMNS: Final = (
    *("group", "measure", "drug", "route", "dose"),
    *("patients_with", "patients_judged", "patients_percent", "patients_low", "patients_high"),
    *("sessions_with", "sessions_judged", "sessions_percent", "sessions_low", "sessions_high"),
)
_DELAYS: Final = "Readings written down after"
_ALL: Final = "all"


@dataclass(frozen=True)
class Group:
    """One group of sessions with its figures, and the groups that it is the sum of."""

    name: str
    drug: str
    route: str
    dose: str
    found: Found
    parts: tuple["Group", ...] = ()

    def each(self) -> Iterator["Group"]:
        """The group itself and all below it."""
        yield self
        for part in self.parts:
            yield from part.each()


def whole(connection: Connection) -> Group:
    """Every session, by drug and route, and these by bands of their dose."""
    versions = counts.followed(connection)
    found = counts.of(connection, Choice(), versions)

    def like(choice: Choice) -> Found:
        return counts.of(connection, choice, versions, found)

    parts = []
    for drug, route in counts.groups(versions):
        words = (drug.value, route.value)
        of_bands = [(band.label, like(Choice(drug, route, band))) for band in BANDS[drug]]
        bands = tuple(
            Group(f"{' '.join(words)} {label}", *words, label, told) for label, told in of_bands if told.ended
        )
        parts.append(Group(" ".join(words), *words, _ALL, like(Choice(drug, route)), bands))
    return Group(_ALL, _ALL, _ALL, _ALL, found, tuple(parts))


def csv_of(table: Group) -> str:
    """The table as CSV, one row a measure and group."""
    text = io.StringIO()
    lines = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\r\n")
    lines.writeheader()
    lines.writerows(_figures(table))
    lines.writerows(_delays(table.found.delays))
    lines.writerow(
        {
            "group": "Who is in no sum",
            "measure": "Patients whose record is for other people",
            "patients_with": _from_five(table.found.left_out),
        }
    )
    return text.getvalue()


def _figures(table: Group) -> Iterator[dict[str, object]]:
    """Group after group of one measure, since their numbers are hidden together."""
    for figure in table.found.figures:
        of_group = {group.name: _of(group, figure) for group in table.each()}
        shown = hiding.shown(_node(table, of_group))
        for group in table.each():
            told = _numbers(of_group[group.name], shown=group.name in shown)
            place = {"drug": group.drug, "route": group.route, "dose": group.dose}
            yield {"group": figure.measure.group.value, "measure": figure.measure.label} | place | told


def _of(group: Group, figure: Figure) -> Figure:
    return next(one for one in group.found.figures if one.measure == figure.measure)


def _node(group: Group, of_group: Mapping[str, Figure]) -> Node:
    """With it and without it, of patients and of sessions: each is a cell that may tell of somebody."""
    told = of_group[group.name]
    without = told.patients_judged - told.patients_with, told.sessions_judged - told.sessions_with
    numbers = (told.patients_with, told.sessions_with, *without)
    return Node(group.name, numbers, tuple(_node(part, of_group) for part in group.parts))


def _numbers(figure: Figure, *, shown: bool) -> dict[str, object]:
    few = min(figure.patients_judged, figure.sessions_judged) < LEAST
    patients, sessions = (hiding.rounded_up(one) for one in (figure.patients_judged, figure.sessions_judged))
    judged = {name: HIDDEN if few else of for name, of in (("patients", patients), ("sessions", sessions))}
    told: dict[str, object] = {f"{name}_judged": of for name, of in judged.items()}
    if few or not shown:
        names = ("with", "percent", "low", "high")
        return told | {f"{who}_{name}": HIDDEN for who in judged for name in names}
    with_it = {"patients": figure.patients_with, "sessions": figure.sessions_with}
    drawn = {"patients": intervals.wilson(figure.patients_with, patients), "sessions": figure.of_sessions}
    for who, of in (("patients", patients), ("sessions", sessions)):
        told |= {f"{who}_with": with_it[who], f"{who}_percent": _percent(with_it[who] / of)} | _ends(who, drawn[who])
    return told


def _ends(who: str, interval: Interval | None) -> dict[str, object]:
    ends = ("", "") if interval is None else (_percent(interval.low), _percent(interval.high))
    return dict(zip((f"{who}_low", f"{who}_high"), ends, strict=True))


def _percent(share: float) -> str:
    """Whole per cent: a finer one would give the number away that it was divided by."""
    return f"{100 * share:.0f}"


def _delays(delays: Sequence[int]) -> Iterator[dict[str, object]]:
    """How late readings were written down; what is under 5 hidden, and what would give it away."""
    names = [*(f"{last} min or less" if last else "the same minute" for last in BINS), f"more than {BINS[-1]} min"]
    bins = tuple(Node(name, (of,)) for name, of in zip(names, delays, strict=True))
    tree = Node("all readings", (sum(delays),), bins)
    shown = hiding.shown(tree)
    for one in tree.each():
        number = one.numbers[0] if one.name in shown else HIDDEN
        yield {"group": _DELAYS, "measure": one.name, "sessions_with": number}


def _from_five(number: int) -> object:
    return number if number >= LEAST else HIDDEN
