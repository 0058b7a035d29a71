"""Access report: every row of the audit that tells of one patient, as a file that she may be given, also printed.

It says who did what and when; not what was typed, which the record itself says, with its corrections.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from data.chain import Head
from data.exports.tidy.column import Kind, cell
from schemas.act import Did
from schemas.emergency import UNCLAIMED
from schemas.patient import Patient
from schemas.staff import Staff

COLUMNS: Final = ("time", "who", "role", "what", "kind", "outcome", "reason", "object_id", "row")
PRINTED: Final = ("time", "who", "role", "what", "kind", "outcome", "reason")
RULES: Final = "the rules"  # an alert that the program raised itself
COMMAND_LINE: Final = "the command line"
NOBODY: Final = "nobody signed in"  # what was entered at a tablet in an emergency
PROGRAM: Final = "the program"  # a draft that nobody came back to
_WITHOUT_A_PERSON: Final = {Did.EMERGENCY, Did.REFUSED}  # who was refused and is nobody known was not let in
_BY_ITSELF: Final = {"raise": RULES, "take_back": RULES, "discard": PROGRAM, "restore": PROGRAM}
_PAGE: Final = Path(__file__).with_suffix(".typ")


@dataclass(frozen=True)
class Report:
    """The rows about a patient, the oldest first, with who is named in them and where the audit ended."""

    patient: Patient
    told: tuple[Mapping[str, Any], ...]
    people: Mapping[UUID, Staff]
    zone: ZoneInfo
    head: Head
    made_at: datetime


def csv_of(report: Report) -> str:
    """The rows as CSV, times with their offset, texts made harmless for a spreadsheet."""
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\r\n")
    lines.writerow(COLUMNS)
    for row in report.told:
        values = (
            cell(Kind.TIME, row["at"], report.zone),
            cell(Kind.TEXT, person(row, report.people), report.zone),
            *(cell(Kind.TEXT, row[name], report.zone) for name in ("role", "what", "kind", "outcome", "reason")),
            cell(Kind.ID, row["object_id"], report.zone),
            str(row["seq"]),
        )
        lines.writerow(values)
    return text.getvalue()


def pdf_of(report: Report) -> bytes:
    """The same to be printed, as tagged PDF (PDF/UA-1); the same report gives the same bytes."""
    import typst  # 30 MB of program: only where somebody prints

    return typst.compile(
        str(_PAGE),
        sys_inputs={"told": json.dumps(_page(report))},
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
        timestamp=int(report.made_at.timestamp()),
    )


def person(row: Mapping[str, Any], people: Mapping[UUID, Staff]) -> str:
    """Who it was, by name."""
    if row["who"] in people:
        return people[row["who"]].name
    if row["who"] == UNCLAIMED or (row["who"] is None and row["what"] in _WITHOUT_A_PERSON):
        return NOBODY
    if row["who"] is not None:
        return "somebody unknown"
    return _BY_ITSELF.get(row["what"], COMMAND_LINE)


def _page(report: Report) -> dict[str, Any]:
    one, made_at = report.patient, _at(report.made_at, report.zone)
    what = f"Who looked at, changed or took out what of this record, {made_at}, times in {report.zone.key}"
    return {
        "title": "Access report",
        "lead": [
            f"{one.given_name} {one.family_name}, born {one.date_of_birth.isoformat()}, No. {one.record_number}",
            f"{what}: {len(report.told)} rows.",
        ],
        "columns": list(PRINTED),
        "rows": [list(_printed(row, report)) for row in report.told],
        "footer": f"The audit had {report.head.count} rows; the last one's SHA-256 is {report.head.hash}.",
    }


def _printed(row: Mapping[str, Any], report: Report) -> Iterator[str]:
    yield _at(row["at"], report.zone)
    yield person(row, report.people)
    yield from (str(row[name] or "").replace("_", " ") for name in ("role", "what", "kind", "outcome"))
    yield str(row["reason"] or "")


def _at(at: datetime, zone: ZoneInfo) -> str:
    return at.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")
