"""The day's plan from a CSV file: every line becomes a planned session, or none does and each fault is named."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID, uuid5

from app.entries import planning, registration, typed
from app.entries.planning import By
from app.entries.sent import Problems, refusal
from schemas.patient import Patient
from schemas.protocol import Protocol
from schemas.statement import Appointment, Chair

NEEDED: Final = ("record_number", "date_of_birth", "date", "time")
OPTIONAL: Final = ("chair", "protocol", "planned_dose_mg", "planned_dose_mg_per_kg")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
MOST_LINES: Final = 500
MOST_BYTES: Final = 1_000_000


@dataclass(frozen=True)
class Known:
    """What a line may name: `patient` finds one by number, `planned` says who is planned already on which day."""

    patient: Callable[[str], Patient | None]
    chairs: Sequence[Chair]
    protocols: Sequence[Protocol]
    planned: Callable[[UUID, date], bool]


def read(content: bytes, known: Known, by: By, draft: UUID) -> tuple[tuple[Appointment, Patient], ...]:
    """The planned sessions of a file, each with its patient. Raises Problems: one sentence a line that does not hold.

    The same file under the same draft gives the same ids: reading it twice plans nobody twice.
    """
    planned: list[tuple[Appointment, Patient]] = []
    refused: list[Mapping[str, object]] = []
    seen: set[tuple[UUID, date]] = set()
    for number, names, row in _rows(content):
        try:
            found = _line(_cells(names, row), known, by, uuid5(draft, str(number)))
            _once(found, known, seen)
        except Problems as problems:
            refused += [{"code": "line", "text": f"Line {number}: {one['text']}"} for one in problems.refusals]
            continue
        planned.append(found[:2])
    if refused:
        raise Problems(refusals=tuple(refused))
    if not planned:
        raise refusal("file", "The file holds no line below its head: nothing was planned.")
    return tuple(planned)


def _rows(content: bytes) -> Iterator[tuple[int, Sequence[str], Sequence[str]]]:
    """Each line below the head: its number in the file, the columns' names, and its fields as they stand there."""
    if len(content) > MOST_BYTES:
        raise refusal("file", "The file is larger than 1 MB: a plan of one day is smaller. Choose another file.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise refusal("file", "The file is not in UTF-8: save it as “CSV UTF-8” and choose it again.") from None
    if "\0" in text:
        raise refusal("file", "The file holds what no text holds: it is no CSV file.")
    head, *_ = text.splitlines() or [""]
    separator = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        table = [(reader.line_num, row) for row in reader]
    except csv.Error as error:
        raise refusal("file", f"Line {reader.line_num}: it cannot be read as CSV ({error}).") from None
    names = [name.strip().lower() for name in table[0][1]] if table else []
    _head(names)
    if len(table) > MOST_LINES + 1:
        raise refusal("file", f"The file has more than {MOST_LINES} lines: split it by day.")
    for number, row in table[1:]:
        if any(cell.strip() for cell in row):
            yield number, names, row


def _head(names: Sequence[str]) -> None:
    lacking = [name for name in NEEDED if name not in names]
    unknown = [name for name in names if name not in (*NEEDED, *OPTIONAL)]
    if lacking:
        raise refusal("head", f"The first line is to name the columns; lacking: {', '.join(lacking)}.")
    if unknown:
        raise refusal(
            "head", f"Column {unknown[0] or 'without a name'}: it means nothing here. Take it out of the file."
        )
    if len(set(names)) < len(names):
        raise refusal("head", "A column stands twice in the first line: name each once.")


def _cells(names: Sequence[str], row: Sequence[str]) -> dict[str, str]:
    if len(row) != len(names):
        raise refusal("line", f"{len(row)} fields, and the head has {len(names)}. Check its quotes.")
    return {name: cell.strip() for name, cell in zip(names, row, strict=True)}


def _line(row: Mapping[str, str], known: Known, by: By, as_id: UUID) -> tuple[Appointment, Patient, date]:
    patient, on = _patient(row, known, by), _date(row["date"])
    milligrams = typed.amount(row.get("planned_dose_mg", ""), "planned_dose_mg")
    per_kg = typed.amount(row.get("planned_dose_mg_per_kg", ""), "planned_dose_mg_per_kg")
    if milligrams is not None and per_kg is not None:
        raise refusal("dose", "the planned dose is said in mg or in mg/kg, not both.")
    said = {
        "on": on,
        "time": row["time"],
        "dose": row.get("planned_dose_mg") or row.get("planned_dose_mg_per_kg"),
        "unit": "mg" if milligrams is not None else "mg/kg",
        "chair": _chair(row.get("chair", ""), known),
        "protocol": _protocol(row.get("protocol", ""), known),
    }
    return planning.appointment(patient.id, said, by, as_id), patient, on


def _patient(row: Mapping[str, str], known: Known, by: By) -> Patient:
    """Two identifiers have to agree: a number with a slip must not plan somebody else."""
    number, born = row["record_number"], registration.born(row["date_of_birth"], by.today)
    found = known.patient(number)
    if found is None or found.date_of_birth != born:
        raise refusal(
            "patient",
            f"nobody is registered with record number {number} and this date of birth. Check both, or register.",
        )
    return found


def _date(told: str) -> date:
    try:
        # Python would read 20261120 and 2026-W47-5 as days too, and nobody else in the clinic.
        return date.fromisoformat(told if _DAY.fullmatch(told) else "")
    except ValueError:
        raise refusal("date", f"date: {told or 'empty'} is no day. Write it like 2026-11-20.") from None


def _chair(told: str, known: Known) -> UUID | None:
    if not told:
        return None
    found = next((one for one in known.chairs if one.name.casefold() == told.casefold()), None)
    if found is None:
        raise refusal("chair", f"chair {told}: no chair in use has this name.")
    return found.chair_id


def _protocol(told: str, known: Known) -> str | None:
    if not told:
        return None
    found = next((one for one in known.protocols if told.casefold() in {one.name.casefold(), one.key}), None)
    if found is None:
        raise refusal("protocol", f"protocol {told}: none on offer has this name.")
    return found.key


def _once(found: tuple[Appointment, Patient, date], known: Known, seen: set[tuple[UUID, date]]) -> None:
    _, patient, on = found
    if (patient.id, on) in seen or known.planned(patient.id, on):
        raise refusal("twice", f"record number {patient.record_number} is planned on {on.isoformat()} already.")
    seen.add((patient.id, on))
