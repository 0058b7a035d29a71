"""Signatures: who stands by a session's record, which of them still hold, and what was opened again and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, bindparam, func, literal_column, select

from data import acting, restrictions, rows, tables
from schemas.signature import Addendum, Afterword, Meaning, Signature

_SIGNATURE: Final = rows.TABLES[Signature]
_ADDENDUM: Final = rows.TABLES[Addendum]
_VOIDING: Final = tables.METADATA.tables[tables.VoidingRow.__tablename__]
_FOUND: Final = (
    select(_SIGNATURE, _VOIDING.c.at.label("voided_at"), _VOIDING.c.by_id.label("voided_by"))
    .outerjoin(_VOIDING, _VOIDING.c.signature_id == _SIGNATURE.c.id)
    .order_by(literal_column("signature.rowid"))  # of storing, not of clocks: rows are added, never removed
)
_CHANGES: Final = (
    select(func.count(_SIGNATURE.c.id) + func.count(_VOIDING.c.signature_id))
    .outerjoin(_VOIDING, _VOIDING.c.signature_id == _SIGNATURE.c.id)
    .where(_SIGNATURE.c.treatment_id == bindparam("treatment"))
)
_ADDENDA: Final = select(func.count()).where(_ADDENDUM.c.treatment_id == bindparam("treatment"))


@dataclass(frozen=True)
class Standing:
    """A signature, and when and by which fact it was made void; both None while it holds."""

    signature: Signature
    voided_at: datetime | None
    voided_by: UUID | None

    @property
    def holds(self) -> bool:
        """Whether nothing has come since."""
        return self.voided_at is None


@acting.reads
def of_treatment(connection: Connection, treatment_id: UUID) -> tuple[Standing, ...]:
    """Every signature of the session, under its record and beside it, in the order of signing."""
    restrictions.require_session(connection, treatment_id)
    return tuple(_standing(connection, _SIGNATURE.c.treatment_id == treatment_id))


@acting.reads
def changes(connection: Connection, treatment_id: UUID) -> int:
    """A number that grows with each signature of the session and with each that was made void."""
    restrictions.require_session(connection, treatment_id)
    return int(connection.execute(_CHANGES, {"treatment": treatment_id}).scalar_one())


@acting.reads
def of_treatments(connection: Connection, ids: Sequence[UUID]) -> dict[UUID, tuple[Standing, ...]]:
    """The same for several sessions, by session; one without a signature, or hidden from her, is not among them."""
    found: dict[UUID, tuple[Standing, ...]] = {}
    may = restrictions.seen_sessions(connection, ids)
    for one in _standing(connection, _SIGNATURE.c.treatment_id.in_(may)):
        found[one.signature.treatment_id] = (*found.get(one.signature.treatment_id, ()), one)
    return found


@acting.reads
def all_that_hold(connection: Connection) -> tuple[Signature, ...]:
    """Every signature that nothing has made void."""
    hidden = restrictions.hidden(connection)
    if hidden:
        raise restrictions.RestrictedError(next(iter(hidden)), "Some records are not for you: nothing was read.")
    return tuple(one.signature for one in _standing(connection, _VOIDING.c.at.is_(None)))


def last(found: Iterable[Standing], meaning: Meaning) -> Standing | None:
    """The newest signature of the session's own record in this meaning, or None."""
    mine = [one for one in found if one.signature.meaning is meaning and one.signature.about is None]
    return mine[-1] if mine else None


@acting.reads
def is_closed(connection: Connection, treatment_id: UUID) -> bool:
    """Whether the session was signed and no addendum has come since: the database takes corrections alone."""
    addenda = counted_addenda(connection, treatment_id)
    return any(
        one.signature.about is None and one.signature.addenda == addenda
        for one in of_treatment(connection, treatment_id)
    )


@acting.reads
def has_signed(connection: Connection, sign_in: UUID) -> bool:
    """Whether anything was signed in this unlocked time."""
    mine = select(_SIGNATURE.c.id).where(_SIGNATURE.c.sign_in == sign_in).limit(1)
    return connection.execute(mine).first() is not None


@acting.reads
def addenda(connection: Connection, treatment_id: UUID) -> tuple[Addendum, ...]:
    """Every addendum of the session, in the order in which they were opened."""
    restrictions.require_session(connection, treatment_id)
    return rows.of_treatment(connection, Addendum, treatment_id)


@acting.reads
def afterwords(connection: Connection, treatment_id: UUID) -> tuple[Afterword, ...]:
    """Every review and follow-up of the session, replaced ones too, in the order in which they were entered."""
    restrictions.require_session(connection, treatment_id)
    return rows.of_treatment(connection, Afterword, treatment_id)


def _standing(connection: Connection, where: ColumnElement[bool]) -> Iterable[Standing]:
    for row in connection.execute(_FOUND.where(where)).mappings():
        told: dict[str, Any] = dict(row)
        voided = told.pop("voided_at"), told.pop("voided_by")
        yield Standing(Signature.model_validate(told), *voided)


@acting.reads
def counted_addenda(connection: Connection, treatment_id: UUID) -> int:
    """How often the session was opened for an addendum."""
    return int(connection.execute(_ADDENDA, {"treatment": treatment_id}).scalar_one())
