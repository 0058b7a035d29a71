"""The tidy CSV: one file a kind of fact, one row a value, with its dictionary (UTF-8, header row, RFC 4180).

`Record`s go in as one snapshot of the database gave them; nothing is rounded, filled in or left out on the way.
"""

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from data.chain import Head
from data.exports.tidy import (
    afterwards,
    answers,
    dictionary,
    effects,
    events,
    manifest,
    patients,
    readings,
    reports,
    sessions,
)
from data.exports.tidy.beside import NOWHERE, Beside
from data.exports.tidy.column import Column, Kind, Row, cell
from data.exports.tidy.visit import Visit, visits
from schemas.record import Record
from schemas.staff import Staff

# The one table: each file, its columns in their order, and what writes its rows.
_FILES: Final[Mapping[str, tuple[tuple[Column, ...], Callable[[Visit], Iterator[Row]]]]] = {
    "readings.csv": (readings.COLUMNS, readings.rows),
    "effects.csv": (effects.COLUMNS, effects.rows),
    "effect_changes.csv": (reports.CHANGES, reports.changes),
    "effects_asked.csv": (reports.ASKED, reports.asked),
    "sessions.csv": (sessions.COLUMNS, sessions.rows),
    "drug_events.csv": (events.DRUG_EVENTS, events.drug_events),
    "interventions.csv": (events.INTERVENTIONS, events.interventions),
    "notes.csv": (events.NOTES, events.notes),
    "alerts.csv": (answers.ALERTS, answers.alerts),
    "alert_answers.csv": (answers.ALERT_ANSWERS, answers.alert_answers),
    "calls.csv": (answers.CALLS, answers.calls),
    "checks.csv": (answers.CHECKS, answers.checks),
    "signatures.csv": (afterwards.SIGNATURES, afterwards.signatures),
    "afterwords.csv": (afterwards.AFTERWORDS, afterwards.afterwords),
    "home_effects.csv": (afterwards.HOME_EFFECTS, afterwards.home_effects),
    "kept_aside.csv": (afterwards.KEPT_ASIDE, afterwards.kept_aside),
}
# The same of what is a patient's and no session's: written once, by the first of her sessions in the export.
_OF_PATIENTS: Final[Mapping[str, tuple[tuple[Column, ...], Callable[[Visit], Iterator[Row]]]]] = {
    "background.csv": (patients.BACKGROUND, patients.background),
    "orders.csv": (patients.ORDERS, patients.orders),
}
# The columns of every file, the dictionary's own last.
COLUMNS: Final[Mapping[str, tuple[Column, ...]]] = {
    **{name: columns for name, (columns, _) in {**_FILES, **_OF_PATIENTS}.items()},
    dictionary.NAME: dictionary.COLUMNS,
}
_UTC: Final = ZoneInfo("UTC")
# A moment is no part of an archive's content: the same facts give the same bytes. 1980 is the earliest a zip can say.
_NO_MOMENT: Final = (1980, 1, 1, 0, 0, 0)


def files(
    records: Iterable[Record],
    staff: Mapping[UUID, Staff],
    only: UUID | None = None,
    head: Head | None = None,
    beside: Mapping[UUID, Beside] = NOWHERE,
) -> dict[str, bytes]:
    """Name and content of every file. The dictionary names those of `staff` whose ids occur in the export.

    `only` is the one session of these whose rows are written: it has its number among all of them. With the audit's
    `head` of the same snapshot a manifest is made too. `beside` is, by session, what stands beside its record.
    """
    seen = tuple(visit for visit in visits(records, beside) if only in {None, visit.record.treatment.id})
    written = {name: _Sheet(COLUMNS[name]) for name in COLUMNS}
    people: set[UUID] = set()
    firsts = tuple({visit.record.patient.id: visit for visit in reversed(seen)}.values())
    for files_of, visited in ((_FILES, seen), (_OF_PATIENTS, firsts[::-1])):
        for name, (_, rows) in files_of.items():
            for visit in visited:
                for row in rows(visit):
                    people |= written[name].add(row, visit.zone)
    known = sorted((staff[id_] for id_ in people if id_ in staff), key=lambda person: (person.name, person.id))
    for row in dictionary.rows(COLUMNS, known):
        written[dictionary.NAME].add(row, _UTC)
    made = {name: sheet.content() for name, sheet in written.items()}
    return made if head is None else made | {manifest.NAME: manifest.content(made, head)}


def write(
    records: Iterable[Record],
    staff: Mapping[UUID, Staff],
    folder: Path,
    head: Head | None = None,
    beside: Mapping[UUID, Beside] = NOWHERE,
) -> tuple[Path, ...]:
    """Writes the files into `folder`, which is made if it is not there; returns their paths. Raises OSError.

    Each file appears whole or not at all, and readable by its owner only: it holds what patients told.
    """
    made = files(records, staff, head=head, beside=beside)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in made.items():
        part = folder / f"{name}.part"
        part.unlink(missing_ok=True)
        part.touch(mode=0o600)
        part.write_bytes(content)
        part.replace(folder / name)
    return tuple(folder / name for name in made)


def zipped(
    records: Iterable[Record],
    staff: Mapping[UUID, Staff],
    only: UUID | None = None,
    head: Head | None = None,
    beside: Mapping[UUID, Beside] = NOWHERE,
) -> bytes:
    """The files as one zip archive; the same facts give the same bytes. `only`, `head` and `beside` as in `files`."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files(records, staff, only, head, beside).items():
            entry = zipfile.ZipInfo(name, _NO_MOMENT)
            entry.create_system = 3  # as on Unix, wherever it is made, so that the mode below is read
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


class _Sheet:
    """One file as it is being written: header first, then row by row."""

    def __init__(self, columns: tuple[Column, ...]) -> None:
        self._columns = columns
        self._text = io.StringIO()
        self._out = csv.writer(self._text, lineterminator="\r\n")
        self._out.writerow([column.name for column in columns])

    def add(self, row: Row, zone: ZoneInfo) -> set[UUID]:
        """Writes the row, its times in `zone`; returns the ids of staff in it."""
        self._out.writerow([cell(column.kind, row[column.name], zone) for column in self._columns])
        values = (row[column.name] for column in self._columns if column.kind is Kind.PERSON)
        return {value for value in values if isinstance(value, UUID)}

    def content(self) -> bytes:
        """The whole file."""
        return self._text.getvalue().encode("utf-8")
