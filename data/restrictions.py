"""Restrictions: whether the person whose transaction this is may see a patient; asked wherever a record is reached.

A record is for those whom the newest statement about each registration of the person names. Who opened it in an
emergency (`break_glass`) sees it for an hour, to read and to chart. The program sees everything.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, Uuid, bindparam, func, select

from data import acting, same_person, tables
from data.acting import RightsError

_RESTRICTION: Final = tables.METADATA.tables[tables.RestrictionRow.__tablename__]
_GLASS: Final = tables.METADATA.tables[tables.BreakGlassRow.__tablename__]
_TREATMENT: Final = tables.METADATA.tables[tables.TreatmentRow.__tablename__]
_LATER: Final = _RESTRICTION.alias()
_NEWEST: Final = select(func.max(_LATER.c.seq)).where(_LATER.c.patient_id == _RESTRICTION.c.patient_id)
# What holds of each registration that was ever restricted.
_HOLDS: Final = select(_RESTRICTION.c.patient_id, _RESTRICTION.c.staff_ids).where(
    _RESTRICTION.c.seq == _NEWEST.scalar_subquery(), _RESTRICTION.c.staff_ids.is_not(None)
)
_OF_PERSON: Final = _HOLDS.where(same_person.is_of(_RESTRICTION.c.patient_id))
_OF_SESSION: Final = select(_TREATMENT.c.patient_id).where(_TREATMENT.c.id == bindparam("treatment", type_=Uuid()))
_OPENED: Final = select(_GLASS.c.patient_id, _GLASS.c.reason, _GLASS.c.until).where(
    _GLASS.c.entered_by == bindparam("who", type_=Uuid()),
    _GLASS.c.entered_at <= bindparam("now", type_=_GLASS.c.until.type),
    _GLASS.c.until > bindparam("now", type_=_GLASS.c.until.type),
)
_OPENED_OF_PERSON: Final = _OPENED.where(same_person.is_of(_GLASS.c.patient_id)).order_by(_GLASS.c.until.desc())


class RestrictedError(RightsError):
    """The record is for named people, and she is none of them; the text is a sentence that names the way out."""

    def __init__(self, patient_id: UUID, sentence: str) -> None:
        """`sentence` goes to the person; `patient_id` is whose record it is."""
        super().__init__(sentence)
        self.patient_id = patient_id


@acting.reads
def named(connection: Connection, patient_id: UUID) -> frozenset[UUID] | None:
    """For whom this person's record is, or None where it is for everybody; of several statements who is in each."""
    found = [_ids(row.staff_ids) for row in connection.execute(_OF_PERSON, {"patient": patient_id})]
    return frozenset.intersection(*found) if found else None


@acting.reads
def is_named(connection: Connection, patient_id: UUID) -> bool:
    """Whether the record is for the acting person, without any glass that she broke."""
    who = acting.of(connection).staff_id
    if who is None:
        return True
    found = named(connection, patient_id)
    return found is None or who in found


@acting.reads
def opened(connection: Connection, patient_id: UUID) -> tuple[str, datetime] | None:
    """Why the acting person opened this restricted record, and until when it is open to her; None: it is not."""
    by = acting.of(connection)
    told = {"who": by.staff_id, "now": by.at, "patient": patient_id}
    row = None if by.staff_id is None or by.at is None else connection.execute(_OPENED_OF_PERSON, told).first()
    return None if row is None else (row.reason, row.until)


@acting.reads
def may_see(connection: Connection, patient_id: UUID) -> bool:
    """Whether the acting person may read and chart here: one look by an index where nobody is restricted."""
    return is_named(connection, patient_id) or opened(connection, patient_id) is not None


@acting.reads
def require(connection: Connection, patient_id: UUID) -> None:
    """Raises RestrictedError unless the acting person may read and chart here."""
    if not may_see(connection, patient_id):
        raise RestrictedError(
            patient_id,
            "This record is for named people, and you are not one of them: ask one of those, or open the patient and "
            "break the glass with your reason. Nothing was read or saved.",
        )


@acting.reads
def require_named(connection: Connection, patient_id: UUID, *, to: str) -> None:
    """Raises RestrictedError unless the record is for the acting person; `to` says what she wanted to do."""
    if not is_named(connection, patient_id):
        raise RestrictedError(
            patient_id,
            f"To {to} is for the people whom this restricted record names: ask one of them. Breaking the glass lets "
            "read and chart alone. Nothing was done.",
        )


@acting.reads
def require_session(connection: Connection, treatment_id: UUID, *, to: str | None = None) -> None:
    """The same of a session's patient; with `to`, the acting person must be named. No session: nothing to refuse."""
    if acting.of(connection).staff_id is None:
        return
    patient_id: UUID | None = connection.execute(_OF_SESSION, {"treatment": treatment_id}).scalar()
    if patient_id is not None:
        require(connection, patient_id) if to is None else require_named(connection, patient_id, to=to)


@acting.reads
def hidden(connection: Connection, *, even_opened: bool = False) -> frozenset[UUID]:
    """Every registration that the acting person may not see; `even_opened`: those that she opened for an hour too."""
    by = acting.of(connection)
    if by.staff_id is None:
        return frozenset()
    closed = {row.patient_id for row in connection.execute(_HOLDS) if by.staff_id not in _ids(row.staff_ids)}
    if not closed:
        return frozenset()
    persons = same_person.by_id(connection)
    closed = {persons.get(one, one) for one in closed}
    if not even_opened and by.at is not None:
        glass = connection.execute(_OPENED, {"who": by.staff_id, "now": by.at})
        closed -= {persons.get(row.patient_id, row.patient_id) for row in glass}
    return frozenset(closed | {one for one, person in persons.items() if person in closed})


@acting.reads
def closed(connection: Connection) -> frozenset[UUID]:
    """Every registration of a person whose record is for named people, whoever they are."""
    found = set(connection.execute(_HOLDS.with_only_columns(_RESTRICTION.c.patient_id)).scalars())
    persons = same_person.by_id(connection)
    closed = {persons.get(one, one) for one in found}
    return frozenset(found | {one for one, person in persons.items() if person in closed})


@acting.reads
def seen_sessions(connection: Connection, treatment_ids: Iterable[UUID]) -> Sequence[UUID]:
    """Those of the sessions whose patients the acting person may see, in their order."""
    wanted, unseen = list(treatment_ids), hidden(connection)
    if not unseen or not wanted:
        return wanted
    of_hidden = select(_TREATMENT.c.id).where(_TREATMENT.c.id.in_(wanted), _TREATMENT.c.patient_id.in_(unseen))
    gone = set(connection.execute(of_hidden).scalars())
    return [one for one in wanted if one not in gone]


def require_about(connection: Connection, said: object) -> None:
    """Raises RestrictedError where what is said is of a patient, or a session, that the acting person may not see."""
    patient_id, treatment_id = (getattr(said, name, None) for name in ("patient_id", "treatment_id"))
    if isinstance(patient_id, UUID):
        require(connection, patient_id)
    elif isinstance(treatment_id, UUID):
        require_session(connection, treatment_id)


def _ids(stored: Any) -> frozenset[UUID]:  # noqa: ANN401 - a JSON list
    return frozenset(UUID(one) for one in stored)
