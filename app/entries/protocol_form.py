"""The form of a protocol: its tables as rows that a person edits, and what stands in them as a new version."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from pydantic import ValidationError

from app.entries.sent import Problems, refusal
from data import protocols
from schemas import cadence
from schemas.protocol import Protocol
from schemas.reading import NAMES
from schemas.rules import versions

Row = dict[str, Any]
Form = dict[str, Any]

TABLES: Final = ("usual_doses", "schedule", "limits", "pre_dose")
LABELS: Final = {
    "usual_doses": "Usual doses",
    "schedule": "Timetable",
    "limits": "Limits",
    "pre_dose": "Limits before the dose",
}
OWN: Final = "own_"  # what the keys of the clinic's own protocols begin with: no shipped file takes their place
_UNSOURCED: Final = (
    "this changed, and its source is still that of the old value. Write where the new one comes from, or “our medical "
    "director, name, date”."
)
_PRESSURE: Final = ("systolic", "diastolic")
_BP: Final = "BP"
_LEAST_WORDS: Final = 3
SIGNS: Final = [_BP, *(name for name in NAMES if name not in _PRESSURE)]  # what a due may want


def form(protocol: Protocol) -> Form:
    """The protocol as fields and rows; minutes as a person writes them, "15, 30, 45", signs as a list of `SIGNS`."""
    told = protocol.model_dump(mode="json")
    rows = {table: [dict(row) for row in told[table]] for table in TABLES}
    for limit in rows["limits"]:
        limit.setdefault("percent", False)
    for series in rows["schedule"]:
        series["at"] = ", ".join(str(minute) for minute in series["at"])
        series["required"] = _signs_said(series["required"])
    return {name: told[name] for name in (*versions.BASICS, "source")} | rows


def protocol(said: Mapping[str, Any], key: str, number: int) -> Protocol:
    """What the form says as this version. Raises Problems: a sentence for each field, by its table and row."""
    told: dict[str, Any] = {name: _plain(said.get(name)) for name in (*versions.BASICS, "source")}
    told |= {
        "key": key,
        "version": number,
        "scores": said.get("scores") or (),
        "discharge": said.get("discharge") or (),
    }
    for table in TABLES:
        told[table] = [_row(table, row) for row in said[table] if any(_plain(cell) for cell in row.values())]
    told = {name: value for name, value in told.items() if value is not None}
    try:
        made = Protocol.model_validate(told | {"id": protocols.identity(told)})
    except ValidationError as error:
        raise Problems(refusals=tuple(_sentences(error))) from None
    if (lacking := cadence.lacks(made.schedule, infusion=made.infusion)) is not None:
        where, reason = lacking
        row = f", row {int(where[1]) + 1}" if len(where) > 1 else ""
        raise refusal("shape", f"{LABELS['schedule']}{row}: {reason}.")
    return made


def refuse_unsourced(changes: Iterable[versions.Change], words: str) -> None:
    """Raises Problems where nothing differs, a change names no source of its own, or the reason is lacking."""
    changes = tuple(changes)
    if not changes:
        raise refusal("same", "Nothing differs from the version that this was taken from: there is nothing to publish.")
    refused = [
        {
            "code": "source",
            "text": f"{place(one)}: {_UNSOURCED}",
        }
        for one in changes
        if not one.sourced
    ]
    if refused:
        raise Problems(refusals=tuple(refused))
    if len(words.strip()) < _LEAST_WORDS:
        raise refusal("words", "Why this version: this is needed. It stands beside the version for good.")


def place(change: versions.Change) -> str:
    """Where a difference stands, in words."""
    if change.table == "protocol":
        return str(change.where[0]).replace("_", " ").capitalize()
    *named, alike = change.where
    if change.table == "limits" and named[-1]:
        named[-2:] = ["change in per cent"]
    said = [_value(one) for one in named if one not in (None, False)]
    more = f" ({int(str(alike)) + 1})" if alike else ""
    return f"{LABELS[change.table]}, {' '.join(said)}{more}"


def own_key(name: str, taken: Iterable[str]) -> str:
    """A key for a protocol of the clinic's own that nobody has yet."""
    plain = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:60] or "protocol"
    known, number = set(taken), 1
    while (key := f"{OWN}{plain}" + ("" if number == 1 else f"_{number}")) in known:
        number += 1
    return key


def _value(one: object) -> str:
    return "change" if one is True else str(one).replace("_", " ")


def _row(table: str, row: Mapping[str, Any]) -> Row:
    told = {name: _plain(cell) for name, cell in row.items()}
    if table == "schedule":
        told["at"] = _minutes(told.get("at"))
        told["required"] = _signs_meant(told.get("required"))
        # An empty window is none; an unticked box is no.
        told |= {"early": told.get("early") or 0, "late": told.get("late") or 0}
    for flag in ("stays_open", "from_last", "inclusive", "delta", "percent"):
        if flag in row:
            told[flag] = bool(row[flag])
    return {name: cell for name, cell in told.items() if cell is not None}


def _plain(cell: object) -> Any:  # noqa: ANN401 - what a cell of a table holds
    """A cell without what only looks like content: an empty one is nothing."""
    if isinstance(cell, str):
        return cell.strip() or None
    return None if cell != cell else cell  # noqa: PLR0124 - an empty number is not equal to itself


def _signs_said(names: Sequence[str]) -> list[str]:
    pressed = [_BP] if set(_PRESSURE) <= set(names) else []
    return [*pressed, *(name for name in names if not (pressed and name in _PRESSURE))]


def _signs_meant(told: object) -> list[str]:
    chosen = told if isinstance(told, list | tuple) else []
    return [name for one in chosen for name in (_PRESSURE if one == _BP else (str(one),))]


def _minutes(told: object) -> list[Any]:
    words = [word.strip() for word in str(told or "").split(",") if word.strip()]
    return [int(word) if word.isascii() and word.isdecimal() else word for word in words]


def _sentences(error: ValidationError) -> list[dict[str, str]]:
    said = []
    for one in error.errors(include_url=False, include_input=False):
        where, reason = one["loc"], one["msg"].removeprefix("Value error, ")
        reason = "this is needed" if one["type"] == "missing" else reason
        table = LABELS.get(str(where[0]), str(where[0]).replace("_", " ").capitalize()) if where else "Protocol"
        row = f", row {int(where[1]) + 1}" if len(where) > 1 and isinstance(where[1], int) else ""
        field = f", {str(where[2]).replace('_', ' ')}" if len(where) > len(("table", "row")) else ""
        said.append({"code": "shape", "text": f"{table}{row}{field}: {reason[0].lower()}{reason[1:]}."})
    return said
