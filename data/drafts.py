"""Drafts: what one person typed in one session and did not save yet; it comes back to its author alone, for a day."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Exists, RowMapping, bindparam, delete, exists, select

from data import acting, acts, restrictions, rows, tables
from schemas.act import Act, Did
from schemas.treatment import Treatment

_DRAFT = tables.METADATA.tables[tables.DraftRow.__tablename__]
_TREATMENT: Final = rows.TABLES[Treatment]
KEPT_FOR: Final = timedelta(hours=24)
_SAVED = delete(_DRAFT).where(_DRAFT.c.draft_id == bindparam("draft"), _DRAFT.c.treatment_id == bindparam("session"))
THERE: Final[Exists] = exists().where(
    _DRAFT.c.draft_id == bindparam("wanted"), _DRAFT.c.treatment_id == bindparam("treatment")
)  # whether anybody keeps a draft with this id in this session


@dataclass(frozen=True)
class Draft:
    """The text under the id it will be saved with, and when it was last typed at."""

    draft_id: UUID
    text: str
    typed_at: datetime


@acting.reads
def keep(connection: Connection, treatment_id: UUID, author: UUID, draft: Draft) -> None:
    """Keeps the draft in place of the author's earlier one in this session; an empty text removes it.

    A draft that arrives after its own save is not kept: it would come back as if it had not been saved.
    """
    acting.require(connection, *acting.TREATING, to="write this down")
    acting.require_herself(connection, author)
    restrictions.require_session(connection, treatment_id)
    connection.execute(delete(_DRAFT).where(_DRAFT.c.treatment_id == treatment_id, _DRAFT.c.author == author))
    if draft.text and rows.anywhere(connection, draft.draft_id) is None:
        connection.execute(
            _DRAFT.insert(),
            {
                "treatment_id": treatment_id,
                "author": author,
                "draft_id": draft.draft_id,
                "text": draft.text,
                "typed_at": draft.typed_at,
            },
        )


@acting.reads
def of(connection: Connection, treatment_id: UUID, author: UUID) -> Draft | None:
    """The author's draft in this session, or None."""
    acting.require_herself(connection, author)
    restrictions.require_session(connection, treatment_id)
    query = select(_DRAFT.c.draft_id, _DRAFT.c.text, _DRAFT.c.typed_at)
    row = connection.execute(query.where(_DRAFT.c.treatment_id == treatment_id, _DRAFT.c.author == author)).first()
    return None if row is None else Draft(*row)


@acting.reads
def authors(connection: Connection, treatment_id: UUID) -> tuple[UUID, ...]:
    """Who has typed something in this session that is not saved yet."""
    restrictions.require_session(connection, treatment_id)
    query = select(_DRAFT.c.author).where(_DRAFT.c.treatment_id == treatment_id).order_by(_DRAFT.c.typed_at)
    return tuple(connection.execute(query).scalars())


@acting.reads
def saved(connection: Connection, treatment_id: UUID, draft_id: UUID) -> None:
    """Removes the draft of this session that has become a fact, whoever's it was."""
    connection.execute(_SAVED, {"draft": draft_id, "session": treatment_id})


@acting.reads
def forgotten(connection: Connection, now: datetime) -> bool:
    """Whether there are drafts that nobody typed at for a day."""
    return connection.execute(select(_DRAFT.c.draft_id).where(_old(now)).limit(1)).first() is not None


@acting.reads
def discard(connection: Connection, now: datetime) -> int:
    """Removes what nobody typed at for a day, each with an audit row that does not repeat it; answers how many."""
    query = select(_DRAFT, _TREATMENT.c.patient_id).join(_TREATMENT, _TREATMENT.c.id == _DRAFT.c.treatment_id)
    found = connection.execute(query.where(_old(now)).order_by(_DRAFT.c.typed_at)).mappings().all()
    connection.execute(delete(_DRAFT).where(_old(now)))
    for one in found:
        acts.note(connection, _discarded(one, now))
    return len(found)


def _old(now: datetime) -> ColumnElement[bool]:
    return _DRAFT.c.typed_at <= now - KEPT_FOR


def _discarded(one: RowMapping, now: datetime) -> Act:
    told = {"at": now, "who": None, "roles": None, "did": Did.DISCARD, "kind": "draft", "object_id": one["draft_id"]}
    told |= {"patient_id": one["patient_id"], "outcome": f"of {one['author']}"}
    return Act.model_validate(told | {"reason": "not saved within 24 hours"})
