"""The clinic's own figures as a file that may leave the clinic: without what is under 5, and what tells of it.

It is always the same table, of every drug and dose, whatever somebody looked at before: two files of one day cannot be
subtracted from each other. What is hidden and why: docs/decisions/0031.
"""

import csv
import io
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Final

from sqlalchemy import Connection

from data.safety import counts
from data.safety.asked import Choice
from data.safety.counts import Found
from schemas.rules.safety import hiding, intervals, nested
from schemas.rules.safety.delays import BINS
from schemas.rules.safety.doses import BANDS
from schemas.rules.safety.figures import Figure
from schemas.rules.safety.hiding import LEAST, Node
from schemas.rules.safety.intervals import Interval
from schemas.rules.safety.measures import Measure

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
    shown = _shown(table)
    for figure in table.found.figures:
        for group in table.each():
            told = _numbers(_of(group, figure), shown=group.name in shown[figure.measure])
            place = {"drug": group.drug, "route": group.route, "dose": group.dose}
            yield {"group": figure.measure.group.value, "measure": figure.measure.label} | place | told


def _shown(table: Group) -> dict[Measure, frozenset[str]]:
    """By measure the groups whose numbers may be said, also beside those of the other measures.

    Where one measure lies within another, who has the wider alone is the difference of both: where that is under 5 the
    narrower one is hidden.
    """
    nodes = {one.measure: _node(table, one) for one in table.found.figures}
    hidden: dict[Measure, set[str]] = {measure: set() for measure in nodes}
    pairs = [(one, other) for one, other in permutations(nodes, 2) if nested.within(one, other)]
    while True:
        shown = {measure: hiding.shown(node, hidden[measure]) for measure, node in nodes.items()}
        found = {
            (one, name)
            for one, other in pairs
            for name in _too_near(nodes[one], nodes[other], shown[one] & shown[other])
        }
        if not found:
            return shown
        for measure, name in found:
            hidden[measure].add(name)


def _too_near(one: Node, other: Node, both: Container[str]) -> Iterator[str]:
    """The groups in which so few have the other and not this one that nobody may know."""
    for narrow, wide in zip(one.each(), other.each(), strict=True):
        # Patients and sessions with it; how many were judged is said in rounded numbers alone.
        alone = [w - n for n, w in zip(narrow.numbers[:2], wide.numbers[:2], strict=True)]
        if narrow.name in both and min(alone) < hiding.LEAST:
            yield narrow.name


def _of(group: Group, figure: Figure) -> Figure:
    return next(one for one in group.found.figures if one.measure == figure.measure)


def _node(group: Group, figure: Figure) -> Node:
    """With it and without it, of patients and of sessions: each is a cell that may tell of somebody."""
    told = _of(group, figure)
    without = told.patients_judged - told.patients_with, told.sessions_judged - told.sessions_with
    numbers = (told.patients_with, told.sessions_with, *without)
    return Node(group.name, numbers, tuple(_node(part, figure) for part in group.parts))


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
