"""Assessments, on screen scales: entered, corrected, withdrawn; and what was done about those that tell of danger."""

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, Table, Uuid, bindparam, exists, func, select

from data import acting, restrictions, rows, same_person, statements
from schemas.assessment import Assessment, RiskClosing
from schemas.rules import scales
from schemas.rules.scales import Standing
from schemas.treatment import Treatment

_SAID: Final = statements.TABLES[Assessment]
_CLOSING: Final = statements.TABLES[RiskClosing]
_MEANWHILE: Final = "Somebody has corrected or withdrawn this meanwhile: look at what stands there now."
_ELSEWHERE: Final = "This is another patient's: nothing was saved."


def _open_ones() -> Select[Any]:
    """What holds, tells of danger and was closed by nobody (`scales.is_open`), by time."""
    newer, said_after = _SAID.alias(), _CLOSING.alias()
    corrected = exists().where(newer.c.assessment_id == _SAID.c.assessment_id, newer.c.seq > _SAID.c.seq)
    later = exists().where(said_after.c.said_id == _CLOSING.c.said_id, said_after.c.seq > _CLOSING.c.seq)
    closed = exists().where(_CLOSING.c.said_id == _SAID.c.id, ~_CLOSING.c.withdrawn, ~later)
    return select(_SAID).where(_SAID.c.urgent, ~corrected, ~closed).order_by(_SAID.c.taken_at, _SAID.c.seq)


_OPEN_ANYWHERE: Final = _open_ones()
_OPEN: Final = _OPEN_ANYWHERE.where(_SAID.c.patient_id.in_(bindparam("patients", type_=Uuid(), expanding=True)))
_SESSION: Final = rows.TABLES[Treatment]
_WHOSE: Final = select(_SESSION.c.patient_id).where(_SESSION.c.id == bindparam("treatment", type_=Uuid()))
_COUNT: Final = select(
    *(
        select(func.count())
        .select_from(table)
        .where(same_person.is_of(table.c.patient_id, _WHOSE.scalar_subquery()))
        .scalar_subquery()
        for table in (_SAID, _CLOSING)
    )
)


class AssessmentError(Exception):
    """Nothing was saved; the text is a sentence for the person."""


@acting.writes(*acting.TREATING, to="enter a scale")
def enter(connection: Connection, said: Assessment) -> bool:
    """Says a scale for the first time, or anew; False where it was said before.

    It stays with the registration under which it was first said, so that a merge taken back parts it from nothing.
    Raises AssessmentError where what it corrects does not hold (any more), or is another patient's.
    """
    restrictions.require(connection, said.patient_id)
    if statements.by_id(connection, Assessment, said.id) is None:
        _refuse_anothers_session(connection, said)
        _refuse_stale(connection, said)
    return statements.say(connection, said, urgent=scales.tells(said) is not None)


@acting.writes(*acting.TREATING, to="close what a scale tells")
def close(connection: Connection, said: RiskClosing) -> bool:
    """Says what was done about a scale that tells of danger, or says that anew; False where it was said before.

    Raises AssessmentError where that scale does not hold (any more), tells of none, or is closed already.
    """
    restrictions.require(connection, said.patient_id)
    if statements.by_id(connection, RiskClosing, said.id) is None:
        about = _refuse_untold(connection, said)
        stands = scales.standing((about,), statements.history(connection, RiskClosing, about.id))[0].closing
        if said.replaces is None and stands is not None:
            raise AssessmentError("Somebody has closed this already: correct what stands there.")
        if said.replaces is not None and (stands is None or stands.id != said.replaces):
            raise AssessmentError(_MEANWHILE)
    return statements.say(connection, said)


@acting.reads
def said(connection: Connection, said_id: UUID) -> Assessment | None:
    """The statement with this id, whether it holds or not, or None."""
    found = statements.by_id(connection, Assessment, said_id)
    if found is not None:
        restrictions.require(connection, found.patient_id)
    return found


@acting.reads
def of_patient(connection: Connection, patient_id: UUID) -> tuple[Standing, ...]:
    """Every scale of the person, under whichever registration, withdrawn ones too, by the time it was taken."""
    restrictions.require(connection, patient_id)
    return _standing(connection, patient_id)


@acting.reads
def to_take_out(connection: Connection, patient_id: UUID) -> tuple[Standing, ...]:
    """The same, to leave the record as a file: for those alone whom a restricted record names."""
    restrictions.require_named(connection, patient_id, to="export")
    return of_patient(connection, patient_id)


@acting.reads
def of_everybody(connection: Connection) -> dict[UUID, tuple[Standing, ...]]:
    """The same by the registration that stays, of all. Raises RestrictedError where one of them is for others."""
    hidden = restrictions.hidden(connection)
    if hidden:
        raise restrictions.RestrictedError(next(iter(hidden)), "Some records are not for you: nothing was read.")
    persons = same_person.by_id(connection)
    found: dict[UUID, tuple[Standing, ...]] = {}
    for one in _standing(connection):
        person = persons.get(one.said.patient_id, one.said.patient_id)
        found[person] = (*found.get(person, ()), one)
    return found


@acting.reads
def open_risks(connection: Connection, patient_ids: Iterable[UUID]) -> dict[UUID, tuple[Assessment, ...]]:
    """What nobody has closed yet, by the ids asked for; of a record that is for others, and where nothing is, none."""
    wanted = frozenset(patient_ids) - restrictions.hidden(connection)
    persons = same_person.by_id(connection)
    asked = {persons.get(one, one): one for one in wanted}
    every = {*wanted, *asked, *(one for one, person in persons.items() if person in asked)}
    found: dict[UUID, tuple[Assessment, ...]] = {}
    for row in connection.execute(_OPEN, {"patients": list(every)}).mappings():
        one = _said_in(row)
        person = asked[persons.get(one.patient_id, one.patient_id)]
        found[person] = (*found.get(person, ()), one)
    return found


@acting.reads
def open_anywhere(connection: Connection) -> dict[UUID, tuple[Assessment, ...]]:
    """What nobody has closed yet, by the registrations that stay, of all whose records she may see."""
    hidden, persons = restrictions.hidden(connection), same_person.by_id(connection)
    found: dict[UUID, tuple[Assessment, ...]] = {}
    for one in map(_said_in, connection.execute(_OPEN_ANYWHERE).mappings()):
        person = persons.get(one.patient_id, one.patient_id)
        if not {one.patient_id, person} & hidden:
            found[person] = (*found.get(person, ()), one)
    return found


def _said_in(row: RowMapping) -> Assessment:
    return Assessment.model_validate({name: row[name] for name in Assessment.model_fields})


@acting.reads
def changes(connection: Connection, treatment_id: UUID) -> int:
    """A number that grows with each scale of the session's patient, each correction of one, and each that is closed."""
    restrictions.require_session(connection, treatment_id)
    return sum(connection.execute(_COUNT, {"treatment": treatment_id}).one())


def _standing(connection: Connection, patient_id: UUID | None = None) -> tuple[Standing, ...]:
    """What is said of this person's scales, or of everybody's."""
    said, closed = ((_mine(table, patient_id),) if patient_id else () for table in (_SAID, _CLOSING))
    told = statements.every(connection, Assessment, *said)
    return scales.standing(told, statements.every(connection, RiskClosing, *closed))


def _mine(table: Table, patient_id: UUID) -> ColumnElement[bool]:
    return same_person.is_of(table.c.patient_id, bindparam("patient", patient_id, Uuid()))


def _refuse_anothers_session(connection: Connection, said: Assessment) -> None:
    """Raises AssessmentError unless the session it belongs to was entered under this very registration."""
    session = None if said.treatment_id is None else rows.by_id(connection, Treatment, said.treatment_id)
    if said.treatment_id is not None and not (isinstance(session, Treatment) and session.patient_id == said.patient_id):
        raise AssessmentError(_ELSEWHERE)


def _refuse_stale(connection: Connection, said: Assessment) -> None:
    stands = statements.of(connection, Assessment, said.assessment_id)
    if said.replaces is None:
        return  # the first about itself: its id is its own
    if stands is None or stands.patient_id != said.patient_id:
        raise AssessmentError(_ELSEWHERE)
    if stands.id != said.replaces or stands.withdrawn:
        raise AssessmentError(_MEANWHILE)
    if stands.scale is not said.scale:
        raise AssessmentError("What is corrected stays the same scale: withdraw it, and enter the other one.")


def _refuse_untold(connection: Connection, said: RiskClosing) -> Assessment:
    about = statements.by_id(connection, Assessment, said.said_id)
    if about is None or about.patient_id != said.patient_id:
        raise AssessmentError(_ELSEWHERE)
    if statements.of(connection, Assessment, about.assessment_id) != about:
        raise AssessmentError(_MEANWHILE)
    if scales.tells(about) is None:
        raise AssessmentError("This scale tells of nothing that is to be closed.")
    return about
