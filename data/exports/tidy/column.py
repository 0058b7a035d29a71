"""One column of the tidy CSV: what it is called, what its values are and mean, and how a value is written."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from schemas.emergency import UNCLAIMED
from schemas.rules.valid import Status

# What a row says: a value for each of its file's columns, None where nothing is known. Nothing else is in it.
Row = Mapping[str, object]


class Kind(StrEnum):
    """The types of columns, as the dictionary names them."""

    ID = "id (UUID)"
    PERSON = "id of a member of staff (UUID)"
    TIME = "time (ISO 8601 with offset)"
    DAY = "day (ISO 8601)"
    WHOLE = "whole number"
    NUMBER = "number"
    YES_NO = "true or false"
    CODE = "code"
    TEXT = "free text"


@dataclass(frozen=True)
class Column:
    """A column and its line of the dictionary; `allowed` is empty where the type says all."""

    name: str
    kind: Kind
    meaning: str
    unit: str = ""
    allowed: tuple[str, ...] = ()


def words(kind: type[Enum]) -> tuple[str, ...]:
    """The values of an enumeration, as they stand in the files."""
    return tuple(str(member.value) for member in kind)


# A spreadsheet runs text that begins with one of these as a formula. Text that begins with the mark in front of one
# gets the mark too, so that taking one mark away from such text always gives what was entered.
_FORMULA: Final = re.compile(r"'*[=+\-@\t\r]")


def cell(kind: Kind, value: object, zone: ZoneInfo) -> str:
    """The value as it stands in the file; what is not known is empty. Only free text is ever changed, by a mark."""
    if value is None:
        return ""
    if kind is Kind.TEXT:
        text = str(value)
        return f"'{text}" if _FORMULA.match(text) else text
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return format(Decimal(repr(value)), "f")
    if isinstance(value, datetime):
        return value.astimezone(zone).isoformat()
    return str(value)


def ids(name: str, meaning: str) -> Column:
    """A column that holds ids."""
    return Column(name, Kind.ID, meaning)


def times(name: str, meaning: str) -> Column:
    """A column that holds times."""
    return Column(name, Kind.TIME, meaning)


def pressures(names: Iterable[str], meaning: str) -> tuple[Column, ...]:
    """Columns of one number of a blood pressure each; `meaning` holds the place for systolic or diastolic."""
    return tuple(
        Column(name, Kind.WHOLE, meaning.format("systolic" if name.endswith("systolic") else "diastolic"), "mm[Hg]")
        for name in names
    )


SESSION: Final = ids("session_id", "The session: one visit in which the drug is given; its row is in sessions.csv.")
PATIENT: Final = ids("patient_id", "The patient; the same in every session and every file.")
MINUTES: Final = Column(
    "minutes_from_start",
    Kind.WHOLE,
    "Minutes from the first giving of the drug, both times cut to the minute; negative before it, empty without one.",
    "min",
)

# How every row that is a fact of its own ends.
ENTRY: Final = (
    Column("entered_by", Kind.PERSON, f"Who entered it; {UNCLAIMED}: nobody signed in, at a tablet in an emergency."),
    times("entered_at", "When it was entered, by the server's clock."),
    Column(
        "status",
        Kind.CODE,
        "final: it holds. replaced: a later row corrects it. withdrawn: entered in error. moved: it belongs to another "
        "session, where a row replaces it. A change of an effect that was withdrawn or moved has the effect's status.",
        allowed=words(Status),
    ),
    Column(
        "valid",
        Kind.YES_NO,
        "true for final only. What is computed is computed from valid facts.",
        "",
        ("true", "false"),
    ),
    ids("replaces", "The row of this file, also of another session, that this one corrects; empty: no correction."),
    Column(
        "reason",
        Kind.TEXT,
        "Of a correction: why. Of a row withdrawn or moved: why that was done; where the row was itself a correction, "
        "its own reason stands first, then '| withdrawn: ' or '| moved: ' and why.",
    ),
)

# Of what can be entered at a tablet without a person.
EMERGENCY: Final = (
    Column("unclaimed_at_tablet", Kind.TEXT, "The tablet at which it was entered without a person; empty: it was not."),
    Column("claimed_by", Kind.PERSON, "Who said later that such an entry was hers; empty: nobody, or it was none."),
    times("claimed_at", "When she said so."),
)
