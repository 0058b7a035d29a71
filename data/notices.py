"""Notices: whose entry somebody else corrected, withdrew or moved is told so, until she has seen it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, bindparam, func, select, update

from data import acting, restrictions, tables
from schemas.emergency import UNCLAIMED
from schemas.fact import ClinicalFact, Fact

_TABLE: Final = tables.METADATA.tables[tables.NoticeRow.__tablename__]
_UNSEEN: Final = (_TABLE.c.staff_id == bindparam("staff")) & _TABLE.c.seen_at.is_(None)
_ENTRY: Final = tables.METADATA.tables[tables.EmergencyEntryRow.__tablename__]
_CLAIMED: Final = select(_ENTRY.c.entered_by).where(_ENTRY.c.fact_id == bindparam("fact"), _ENTRY.c.claimed).limit(1)
_COUNT: Final = select(func.count()).select_from(_TABLE).where(_UNSEEN)
_COLUMNS: Final = ("id", "fact_id", "treatment_id", "at")
_FOUND: Final = select(*(_TABLE.c[name] for name in _COLUMNS)).where(_UNSEEN).order_by(_TABLE.c.at, _TABLE.c.id)


@dataclass(frozen=True)
class Notice:
    """The fact `id` corrected or took back the entry `fact_id` of session `treatment_id`, at this time."""

    id: UUID
    fact_id: UUID
    treatment_id: UUID
    at: datetime


@acting.reads
def tell(connection: Connection, old: ClinicalFact, newer: Fact) -> None:
    """Leaves word for the author of the old fact, where the newer one is somebody else's.

    Of what was entered in an emergency that is who claimed it; where nobody has, there is nobody to tell.
    """
    author: UUID | None = old.entered_by
    if author == UNCLAIMED:
        author = connection.execute(_CLAIMED, {"fact": old.id}).scalar()
    if author is None or author == newer.entered_by:
        return
    told = {"id": newer.id, "staff_id": author, "fact_id": old.id, "treatment_id": old.treatment_id}
    connection.execute(_TABLE.insert(), told | {"at": newer.entered_at, "seen_at": None})


@acting.reads
def count(connection: Connection, staff_id: UUID) -> int:
    """How many this person has not seen."""
    acting.require_herself(connection, staff_id)
    there = int(connection.execute(_COUNT, {"staff": staff_id}).scalar_one())
    return len(unseen(connection, staff_id)) if there else 0


@acting.reads
def unseen(connection: Connection, staff_id: UUID) -> tuple[Notice, ...]:
    """Those that this person has not seen, the oldest first; of a record that is not for her any more, none."""
    acting.require_herself(connection, staff_id)
    found = [Notice(**row) for row in connection.execute(_FOUND, {"staff": staff_id}).mappings()]
    may = set(restrictions.seen_sessions(connection, [one.treatment_id for one in found]))
    return tuple(one for one in found if one.treatment_id in may)


@acting.reads
def seen(connection: Connection, staff_id: UUID, ids: Sequence[UUID], at: datetime) -> None:
    """Marks these as seen by the person; those of others, and what she saw before, stay as they are."""
    acting.require_herself(connection, staff_id)
    mine = (_TABLE.c.staff_id == staff_id) & _TABLE.c.id.in_(list(ids)) & _TABLE.c.seen_at.is_(None)
    connection.execute(update(_TABLE).where(mine).values(seen_at=at))
