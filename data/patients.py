"""Patients: registered once, found by any part of a name, a record number or a date of birth."""

import calendar
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, and_, select

from data import facts, rows
from schemas.patient import Patient

_PATIENT = rows.TABLES[Patient]


LONGEST: Final = 200  # what is looked for; a pasted page would be more than the database compares


class TakenError(Exception):
    """The record number belongs to another patient; the text is a sentence for the person."""


def register(connection: Connection, patient: Patient) -> facts.Receipt:
    """Adds a patient. Raises TakenError where the record number belongs to somebody else."""
    other = connection.execute(
        select(_PATIENT.c.id).where(_PATIENT.c.record_number == patient.record_number)
    ).scalar_one_or_none()
    if other not in (None, patient.id):
        raise TakenError("This record number belongs to another patient: look that patient up, or correct the number.")
    return facts.record(connection, patient, search=_searched(patient))


def by_id(connection: Connection, patient_id: UUID) -> Patient | None:
    """The patient with this id, or None."""
    found = rows.by_id(connection, Patient, patient_id)
    return found if isinstance(found, Patient) else None


def by_ids(connection: Connection, patient_ids: Iterable[UUID]) -> Mapping[UUID, Patient]:
    """The patients with these ids, by id."""
    found = connection.execute(select(_PATIENT).where(_PATIENT.c.id.in_(list(patient_ids)))).mappings()
    return {patient.id: patient for patient in (_patient(dict(row)) for row in found)}


def by_number(connection: Connection, record_number: str) -> Patient | None:
    """The patient with this record number, or None."""
    row = connection.execute(select(_PATIENT).where(_PATIENT.c.record_number == record_number)).mappings().first()
    return None if row is None else _patient(dict(row))


def find(connection: Connection, words: str, limit: int = 50) -> tuple[Patient, ...]:
    """Patients in whose names, record number or date of birth every typed word occurs; all of them for no word.

    A comma parts words like a blank: lists write "Sandoval, Mónica".
    """
    parts = [_escaped(word) for word in folded(words[:LONGEST]).replace(",", " ").split()]
    wanted = and_(True, *(_PATIENT.c.search.like(f"%{part}%", escape="\\") for part in parts))  # noqa: FBT003 - SQL's own true
    order = (_PATIENT.c.family_name, _PATIENT.c.given_name, _PATIENT.c.id)
    rows = connection.execute(select(_PATIENT).where(wanted).order_by(*order).limit(limit)).mappings()
    return tuple(_patient(dict(row)) for row in rows)


def alike(connection: Connection, family_name: str, given_name: str, born: date) -> tuple[Patient, ...]:
    """Who may be the same person: born that day with either name alike, or both names alike, in either order."""
    family, given = folded(family_name), folded(given_name)
    likely = []
    for person in _born_or_named(connection, family, born):
        same_family, same_given = folded(person.family_name) == family, folded(person.given_name) == given
        turned = (folded(person.family_name), folded(person.given_name)) == (given, family)
        born_then = person.date_of_birth == born
        if turned or (same_family and same_given) or (born_then and (same_family or same_given)):
            likely.append(person)
    return tuple(likely)


def _born_or_named(connection: Connection, family: str, born: date) -> tuple[Patient, ...]:
    named = _PATIENT.c.search.like(f"%{_escaped(family)}%", escape="\\")
    rows = connection.execute(select(_PATIENT).where(named | (_PATIENT.c.date_of_birth == born))).mappings()
    return tuple(_patient(dict(row)) for row in rows)


# Letters that Unicode does not take apart, as they are typed on a keyboard without them.
_PLAIN: Final = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})


def folded(text: str) -> str:
    """Text for comparing: small letters without accents, single blanks."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return " ".join(plain.translate(_PLAIN).split())


def _searched(patient: Patient) -> str:
    born = patient.date_of_birth
    day, month, year = born.day, born.month, born.year
    dates = (
        born.isoformat(),
        f"{born:%d%m%Y}",
        *(f"{day:02}{sign}{month:02}{sign}{year}" for sign in "./"),
        *(f"{day}{sign}{month}{sign}{year}" for sign in "./"),
        f"{day} {calendar.month_abbr[month]} {year}",
    )
    names = (patient.given_name, patient.family_name, patient.record_number)
    return folded(" ".join((*names, *dates)))


def _escaped(part: str) -> str:
    return part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _patient(row: dict[str, object]) -> Patient:
    return Patient.model_validate({name: value for name, value in row.items() if name in Patient.model_fields})
