"""Restricting: saying for whom a record is, opening one for an hour with a reason, and who is told of either."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID, uuid5

from sqlalchemy import Connection, RowMapping, func, select, update

from data import acting, restrictions, same_person, staff, statements, tables
from schemas.restriction import BreakGlass, Restriction
from schemas.staff import Role

_NOTICE: Final = tables.METADATA.tables[tables.RestrictedNoticeRow.__tablename__]


class RestrictionError(Exception):
    """Nothing was changed; the text is a sentence for the person."""


@dataclass(frozen=True)
class Notice:
    """A restricted record was opened, or is for others now: by whom and when, and why, for who may see the record."""

    about: UUID
    patient_id: UUID
    at: datetime
    by: UUID
    reason: str | None
    is_opened: bool


@acting.reads
def restrict(connection: Connection, said: Restriction, seen: frozenset[UUID] | None) -> bool:
    """Says for whom the record is, of each registration of this person; `seen` is for whom it was on the screen.

    An administrator may always: she sees no more by it, unless she is named. False where it was said before.
    Raises RestrictedError, RightsError and RestrictionError.
    """
    first, *others = same_person.all_of(connection, said.patient_id)
    said = said.model_copy(update={"patient_id": first})
    if statements.by_id(connection, Restriction, said.id) is not None:
        return statements.say(connection, said)
    if Role.ADMIN not in acting.of(connection).roles:
        restrictions.require_named(connection, said.patient_id, to="say for whom this record is")
    before = restrictions.named(connection, said.patient_id)
    if before != seen:
        raise RestrictionError("Somebody has said meanwhile for whom this record is: look at what stands there now.")
    after = None if said.staff_ids is None else frozenset(said.staff_ids)
    if after is not None and not after <= set(staff.by_ids(connection)):
        raise RestrictionError("Somebody who is named does not work here: choose among those who do.")
    statements.say(connection, said)
    for one in others:
        statements.say(connection, said.model_copy(update={"id": uuid5(said.id, str(one)), "patient_id": one}))
    _tell(connection, (before or frozenset()) | (after or frozenset()), said)
    return True


@acting.reads
def break_glass(connection: Connection, said: BreakGlass) -> bool:
    """Opens a restricted record to the acting person for an hour; those whom it names are told. False: said before.

    Raises RestrictionError where there is no glass to break.
    """
    if statements.by_id(connection, BreakGlass, said.id) is not None:
        return statements.say(connection, said)
    if restrictions.is_named(connection, said.patient_id):
        raise RestrictionError("This record is open to you: there is no glass to break.")
    if restrictions.opened(connection, said.patient_id) is not None:
        raise RestrictionError("You have opened this record already: it stays open for its hour.")
    statements.say(connection, said)
    _tell(connection, restrictions.named(connection, said.patient_id) or frozenset(), said)
    return True


@acting.reads
def history(connection: Connection, patient_id: UUID) -> tuple[Restriction, ...]:
    """All that was said of for whom this person's record is, under the registration that stays, the oldest first.

    Reasons may tell as much as the record: they are for who may see it, and for administrators.
    """
    if Role.ADMIN not in acting.of(connection).roles:
        restrictions.require(connection, patient_id)
    return statements.history(connection, Restriction, same_person.stays(connection, patient_id))


@acting.reads
def count(connection: Connection, staff_id: UUID) -> int:
    """How many this person has not seen."""
    acting.require_herself(connection, staff_id)
    mine = (_NOTICE.c.staff_id == staff_id) & _NOTICE.c.seen_at.is_(None)
    return int(connection.execute(select(func.count()).select_from(_NOTICE).where(mine)).scalar_one())


@acting.reads
def unseen(connection: Connection, staff_id: UUID) -> tuple[Notice, ...]:
    """Those that this person has not seen, the oldest first."""
    acting.require_herself(connection, staff_id)
    mine = (_NOTICE.c.staff_id == staff_id) & _NOTICE.c.seen_at.is_(None)
    rows = connection.execute(select(_NOTICE).where(mine).order_by(_NOTICE.c.at, _NOTICE.c.about)).mappings().all()
    return tuple(_notice(connection, row) for row in rows)


@acting.reads
def seen(connection: Connection, staff_id: UUID, about: Sequence[UUID], at: datetime) -> None:
    """Marks these as seen by the person; those of others stay as they are."""
    acting.require_herself(connection, staff_id)
    mine = (_NOTICE.c.staff_id == staff_id) & _NOTICE.c.about.in_(list(about)) & _NOTICE.c.seen_at.is_(None)
    connection.execute(update(_NOTICE).where(mine).values(seen_at=at))


def _tell(connection: Connection, whom: frozenset[UUID], said: Restriction | BreakGlass) -> None:
    """Leaves word for each of them but the one who did it."""
    told = {"about": said.id, "patient_id": said.patient_id, "at": said.entered_at, "seen_at": None}
    for one in sorted(whom - {said.entered_by}):
        connection.execute(_NOTICE.insert(), told | {"staff_id": one})


def _notice(connection: Connection, row: RowMapping) -> Notice:
    """A reason may tell as much as the record: whom it names no more is told that, and not why."""
    of, patient_id = _stands(connection, row["about"]), row["patient_id"]
    reason = of.reason if restrictions.may_see(connection, patient_id) else None
    return Notice(of.id, patient_id, row["at"], of.entered_by, reason, isinstance(of, BreakGlass))


def _stands(connection: Connection, about: UUID) -> Restriction | BreakGlass:
    found = statements.by_id(connection, BreakGlass, about) or statements.by_id(connection, Restriction, about)
    if found is None:  # pragma: no cover - both are written in one transaction, and nothing is removed
        raise LookupError("A notice is of nothing.")
    return found
