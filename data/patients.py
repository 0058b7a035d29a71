"""Patients: registered, corrected, and found by any part of a name, a record number or a date of birth."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, RowMapping, Uuid, and_, bindparam, case, exists, func, select, union

from data import acting, facts, folding, restrictions, rows, same_person, statements
from schemas.identity import Demographics
from schemas.patient import Patient
from schemas.record import Record

_PATIENT: Final = rows.TABLES[Patient]
_SAID: Final = statements.TABLES[Demographics]
_LATER: Final = _SAID.alias()
_NEWEST: Final = select(func.max(_LATER.c.seq)).where(_LATER.c.patient_id == _PATIENT.c.id).scalar_subquery()
_CORRECTED: Final = ("record_number", "given_name", "family_name", "date_of_birth", "sex", "phone")
_COLUMNS: Final = {
    name: case((_SAID.c.seq.is_not(None), _SAID.c[name]), else_=_PATIENT.c[name]).label(name) for name in _CORRECTED
}
# Each registration with its identifiers as they stand: as registered, or as they were corrected last.
_STANDS: Final = select(_PATIENT.c.id, _PATIENT.c.entered_at, _PATIENT.c.entered_by, *_COLUMNS.values()).select_from(
    _PATIENT.outerjoin(_SAID, _SAID.c.seq == _NEWEST)
)
_REGISTERED: Final = _STANDS.where(_PATIENT.c.id == bindparam("wanted"))
_PERSON: Final = _STANDS.where(
    _PATIENT.c.id == func.coalesce(same_person.STAYS.scalar_subquery(), bindparam("patient", type_=Uuid()))
)
_NUMBERED: Final = union(
    select(_PATIENT.c.id).where(_PATIENT.c.record_number == bindparam("number")),
    select(_SAID.c.patient_id).where(_SAID.c.record_number == bindparam("number")),
)


LONGEST: Final = 200  # what is looked for; a pasted page would be more than the database compares


class TakenError(Exception):
    """The record number belongs to another patient; the text is a sentence for the person."""


@acting.reads
def register(connection: Connection, patient: Patient) -> facts.Receipt:
    """Adds a patient. Raises TakenError where the record number belongs, or once belonged, to somebody else."""
    refuse_taken(connection, patient.record_number, patient.id)
    return facts.record(connection, patient, search=folding.searched(patient))


@acting.reads
def refuse_taken(connection: Connection, record_number: str, patient_id: UUID) -> None:
    """Raises TakenError where the number is or was somebody else's: an old one still leads to whom it was given to."""
    mine = set(same_person.all_of(connection, patient_id)) | {patient_id}
    if set(connection.execute(_NUMBERED, {"number": record_number}).scalars()) - mine:
        raise TakenError("This record number belongs to another patient: look that patient up, or correct the number.")


@acting.reads
def by_id(connection: Connection, patient_id: UUID) -> Patient | None:
    """The patient as she stands now, or None; of somebody registered twice the registration that stays."""
    row = connection.execute(_PERSON, {"patient": patient_id}).mappings().one_or_none()
    return None if row is None else _told(connection, row)


@acting.reads
def registered(connection: Connection, patient_id: UUID) -> Patient | None:
    """One registration with its identifiers as they stand, or None; whether it was merged or not."""
    row = connection.execute(_REGISTERED, {"wanted": patient_id}).mappings().one_or_none()
    return None if row is None else _told(connection, row)


@acting.reads
def as_registered(connection: Connection, patient_id: UUID) -> Patient | None:
    """One registration with the identifiers it was entered with, or None."""
    restrictions.require(connection, patient_id)
    found = rows.by_id(connection, Patient, patient_id)
    return found if isinstance(found, Patient) else None


@acting.reads
def entered_under(connection: Connection, record: Record) -> Patient | None:
    """The registration that a session was entered under where that is not the one that stays, else None."""
    under = record.treatment.patient_id
    restrictions.require(connection, under)
    return None if under == record.patient.id else registered(connection, under)


@acting.reads
def others(connection: Connection, patient_id: UUID) -> tuple[Patient, ...]:
    """The person's further registrations, merged into the one that stays."""
    restrictions.require(connection, patient_id)
    _, *more = same_person.all_of(connection, patient_id)
    return tuple(one for other in more if (one := registered(connection, other)) is not None)


@acting.reads
def by_ids(connection: Connection, patient_ids: Iterable[UUID]) -> Mapping[UUID, Patient]:
    """The patients with these ids, each by the id that was asked for."""
    stay = same_person.by_id(connection)
    wanted = {one: stay.get(one, one) for one in patient_ids}
    found = connection.execute(_STANDS.where(_PATIENT.c.id.in_(set(wanted.values())))).mappings().all()
    people = {patient.id: patient for patient in (_told(connection, row) for row in found)}
    return {one: people[person] for one, person in wanted.items() if person in people}


@acting.reads
def by_number(connection: Connection, record_number: str) -> Patient | None:
    """The patient who has, or once had, this record number, or None."""
    found = connection.execute(_NUMBERED, {"number": record_number}).scalars().first()
    return None if found is None else by_id(connection, found)


@acting.reads
def find(connection: Connection, words: str, limit: int = 50) -> tuple[Patient, ...]:
    """Patients in whose names, record number or date of birth every typed word occurs; all of them for no word.

    A comma parts words like a blank: lists write "Sandoval, Mónica". What was corrected is still found, and whoever was
    registered twice is found under both.
    """
    parts = [folding.escaped(word) for word in folding.folded(words[:LONGEST]).replace(",", " ").split()]
    wanted = and_(True, *(_holds(part) for part in parts))  # noqa: FBT003 - SQL's own true
    order = (_COLUMNS["family_name"], _COLUMNS["given_name"], _PATIENT.c.id)
    rows = connection.execute(_STANDS.where(wanted).order_by(*order).limit(limit)).mappings().all()
    return _persons(connection, [_told(connection, row) for row in rows])


@acting.reads
def alike(connection: Connection, family_name: str, given_name: str, born: date) -> tuple[Patient, ...]:
    """Who may be the same person: born that day with either name alike, or both names alike, in either order."""
    family, given = folding.folded(family_name), folding.folded(given_name)
    likely = []
    for person in _born_or_named(connection, family, born):
        hers = folding.folded(person.family_name), folding.folded(person.given_name)
        same_family, same_given = hers[0] == family, hers[1] == given
        born_then = person.date_of_birth == born
        if hers in {(family, given), (given, family)} or (born_then and (same_family or same_given)):
            likely.append(person)
    return _persons(connection, likely)


def _holds(part: str) -> ColumnElement[bool]:
    """That a word occurs in what was registered or in any correction of it."""
    like = f"%{part}%"
    corrected = exists().where(_LATER.c.patient_id == _PATIENT.c.id, _LATER.c.search.like(like, escape="\\"))
    return _PATIENT.c.search.like(like, escape="\\") | corrected.correlate(_PATIENT)


def _persons(connection: Connection, found: Iterable[Patient]) -> tuple[Patient, ...]:
    """Each person once, by the registration that stays."""
    stay = same_person.by_id(connection)
    people: dict[UUID, Patient] = {}
    for one in found:
        person = stay.get(one.id, one.id)
        if person not in people:
            kept = one if person == one.id else registered(connection, person)
            people |= {person: kept} if kept is not None else {}
    return tuple(people.values())


def _born_or_named(connection: Connection, family: str, born: date) -> tuple[Patient, ...]:
    born_then = _COLUMNS["date_of_birth"] == born
    rows = connection.execute(_STANDS.where(_holds(folding.escaped(family)) | born_then)).mappings().all()
    return tuple(_told(connection, row) for row in rows)


def _told(connection: Connection, row: RowMapping) -> Patient:
    """Who she is. Of a restricted record the identifiers alone stay to be found: no phone for who may not see it."""
    found = Patient.model_validate(dict(row))
    if found.phone is None or restrictions.may_see(connection, found.id):
        return found
    return found.model_copy(update={"phone": None})
