"""Versions: what differs between two versions of a protocol, and whether each difference names where it comes from.

Source: the project's own rule that no limit stands without its source (docs/clinical.md, protocols).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from schemas.protocol import Protocol

# What is said once in a protocol; it comes from the source of the protocol itself.
BASICS: Final = (
    "name",
    "drug",
    "route",
    "infusion",
    "planned_minutes",
    "planned_doses",
    "observation_minutes",
    "scores",
    "discharge",
)
# What tells one row of a table from another; a row of which only the rest differs has changed.
_TABLES: Final[dict[str, tuple[str, ...]]] = {
    "usual_doses": ("mg", "mg_per_kg"),
    "schedule": ("part", "anchor"),
    "limits": ("sign", "direction", "level", "delta", "percent"),
    "pre_dose": ("sign", "level", "from_age"),
}
_SOURCES: Final = ("source", "window_source")


@dataclass(frozen=True)
class Change:
    """One difference: `where` names it, `before` and `after` are rows as fields with values, None for none.

    `sourced` says whether what is new names a source other than that of what it takes the place of.
    """

    table: str
    where: tuple[object, ...]
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    sourced: bool


def compare(old: Protocol, new: Protocol) -> tuple[Change, ...]:
    """Every difference from `old` to `new`, the basics first."""
    one, other = old.model_dump(mode="json"), new.model_dump(mode="json")
    return (*_basics(one, other), *(change for table in _TABLES for change in _rows(table, one[table], other[table])))


def _basics(one: dict[str, Any], other: dict[str, Any]) -> Iterator[Change]:
    sourced = one["source"] != other["source"]
    for name in (*BASICS, "source"):
        if one[name] != other[name]:
            # A name is a name: it needs no source.
            told = sourced or name in {"name", "source", "scores", "discharge"}
            yield Change("protocol", (name,), {name: one[name]}, {name: other[name]}, told)


def _rows(table: str, one: list[dict[str, Any]], other: list[dict[str, Any]]) -> Iterator[Change]:
    before, after = _named(table, one), _named(table, other)
    for place in dict.fromkeys((*before, *after)):
        old, new = before.get(place), after.get(place)
        if old != new:
            yield Change(table, place, old, new, _is_sourced(old, new))


def _named(table: str, rows: list[dict[str, Any]]) -> dict[tuple[object, ...], dict[str, Any]]:
    """Rows by what tells them apart; rows of one name (two series from one anchor) by their order too."""
    found: dict[tuple[object, ...], dict[str, Any]] = {}
    for row in rows:
        name = tuple(row.get(column, False) for column in _TABLES[table])
        alike = sum(place[: len(name)] == name for place in found)
        found[(*name, alike)] = row
    return found


def _is_sourced(old: dict[str, Any] | None, new: dict[str, Any] | None) -> bool:
    """What is taken out needs none; what is new has its own; what changed needs another than stood there.

    A timetable has two sources: one for its minutes, one for its windows and signs.
    """
    if old is None or new is None:
        return True
    changed = {name for name in new if new[name] != old.get(name)}
    windows = {"early", "late", "required", "stays_open"}
    if "window_source" not in new:
        return changed <= {"source"} or "source" in changed
    minutes = changed - windows - set(_SOURCES)
    return (not minutes or "source" in changed) and (not changed & windows or "window_source" in changed)
