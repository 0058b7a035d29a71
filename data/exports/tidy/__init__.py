"""The tidy CSV: one file a kind of fact, one row a value, with its dictionary (UTF-8, header row, RFC 4180).

`Record`s go in as one snapshot of the database gave them; nothing is rounded, filled in or left out on the way.
"""

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
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
from data.exports.tidy import scales as scale_files
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
# What is of a patient and of no one session: of all her scales,
_OF_PATIENTS: Final[Mapping[str, tuple[tuple[Column, ...], Callable[[scale_files.Told], Iterator[Row]]]]] = {
    "scales.csv": (scale_files.SCALES, scale_files.rows),
    "scale_items.csv": (scale_files.ITEMS, scale_files.items),
    "scale_closings.csv": (scale_files.CLOSINGS, scale_files.closings),
}
# and what stands beside each of her sessions alike: written once, by the first of them in the export.
_OF_FIRST_VISITS: Final[Mapping[str, tuple[tuple[Column, ...], Callable[[Visit], Iterator[Row]]]]] = {
    "background.csv": (patients.BACKGROUND, patients.background),
    "orders.csv": (patients.ORDERS, patients.orders),
}
# The columns of every file, the dictionary's own last.
COLUMNS: Final[Mapping[str, tuple[Column, ...]]] = {
    **{name: columns for name, (columns, _) in (*_FILES.items(), *_OF_PATIENTS.items(), *_OF_FIRST_VISITS.items())},
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
    *,
    scales: scale_files.Scales = scale_files.NONE,
) -> dict[str, bytes]:
    """Name and content of every file. The dictionary names those of `staff` whose ids occur in the export.

    `only` is the one session of these whose rows are written: it has its number among all of them. With the audit's
    `head` of the same snapshot a manifest is made too. `beside` is, by session, what stands beside its record; `scales`
    are, by the registration that stays, all of a patient's.
    """
    every = tuple(visits(records, beside))
    seen = tuple(visit for visit in every if only in {None, visit.record.treatment.id})
    zones = {visit.record.patient.id: visit.zone for visit in every}
    written = {name: _Sheet(COLUMNS[name]) for name in COLUMNS}
    people: set[UUID] = set()
    for name, row, zone in chain(_of_sessions(seen), _of_patients(scales, only, zones), _of_first_visits(seen)):
        people |= written[name].add(row, zone)
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
    *,
    scales: scale_files.Scales = scale_files.NONE,
) -> tuple[Path, ...]:
    """Writes the files into `folder`, which is made if it is not there; returns their paths. Raises OSError.

    Each file appears whole or not at all, and readable by its owner only: it holds what patients told.
    """
    made = files(records, staff, head=head, beside=beside, scales=scales)
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
    *,
    scales: scale_files.Scales = scale_files.NONE,
) -> bytes:
    """The files as one zip archive; the same facts give the same bytes. `only`, `head` and `beside` as in `files`."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files(records, staff, only, head, beside, scales=scales).items():
            entry = zipfile.ZipInfo(name, _NO_MOMENT)
            entry.create_system = 3  # as on Unix, wherever it is made, so that the mode below is read
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _of_sessions(seen: Sequence[Visit]) -> Iterator[tuple[str, Row, ZoneInfo]]:
    """Each row with its file and the zone of its times."""
    for name, (_, rows) in _FILES.items():
        for visit in seen:
            yield from ((name, row, visit.zone) for row in rows(visit))


def _of_patients(
    scales: scale_files.Scales, only: UUID | None, zones: Mapping[UUID, ZoneInfo]
) -> Iterator[tuple[str, Row, ZoneInfo]]:
    """The same; who never had a session has times in UTC."""
    for name, (_, rows) in _OF_PATIENTS.items():
        for one in scale_files.told(scales, only):
            yield from ((name, row, zones.get(one.patient_id, _UTC)) for row in rows(one))


def _of_first_visits(seen: Iterable[Visit]) -> Iterator[tuple[str, Row, ZoneInfo]]:
    """The same, of each patient's first session among these."""
    firsts: dict[UUID, Visit] = {}
    for visit in seen:
        firsts.setdefault(visit.record.patient.id, visit)
    for name, (_, rows) in _OF_FIRST_VISITS.items():
        for visit in firsts.values():
            yield from ((name, row, visit.zone) for row in rows(visit))


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
