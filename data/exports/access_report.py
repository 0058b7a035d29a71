"""Access report: every row of the audit that tells of one patient, as a file that she may be given.

It says who did what and when; not what was typed, which the record itself says, with its corrections.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from data.exports.tidy.column import Kind, cell
from schemas.staff import Staff

COLUMNS: Final = ("time", "who", "role", "what", "kind", "outcome", "reason", "object_id", "row")
RULES: Final = "the rules"  # an alert that the program raised itself
COMMAND_LINE: Final = "the command line"
PROGRAM: Final = "the program"  # a draft that nobody came back to
_BY_ITSELF: Final = {"raise": RULES, "take_back": RULES, "discard": PROGRAM}


def csv_of(told: Iterable[Mapping[str, Any]], people: Mapping[UUID, Staff], zone: ZoneInfo) -> str:
    """The rows as CSV, times with their offset, texts made harmless for a spreadsheet."""
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\r\n")
    lines.writerow(COLUMNS)
    for row in told:
        values = (
            cell(Kind.TIME, row["at"], zone),
            cell(Kind.TEXT, person(row, people), zone),
            *(cell(Kind.TEXT, row[name], zone) for name in ("role", "what", "kind", "outcome", "reason")),
            cell(Kind.ID, row["object_id"], zone),
            str(row["seq"]),
        )
        lines.writerow(values)
    return text.getvalue()


def person(row: Mapping[str, Any], people: Mapping[UUID, Staff]) -> str:
    """Who it was, by name."""
    if row["who"] in people:
        return people[row["who"]].name
    if row["who"] is not None:
        return "somebody unknown"
    return _BY_ITSELF.get(row["what"], COMMAND_LINE)
