"""Quarantine: entries that vouched for themselves and were refused all the same, until a named person decides."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, RowMapping, bindparam, func, select

from data import acting, acts, chain, restrictions, tables, treatments
from schemas.act import Act, Did
from schemas.staff import Staff

_KEPT: Final = tables.METADATA.tables[tables.QuarantinedRow.__tablename__]
_END: Final = tables.METADATA.tables[tables.QuarantineEndRow.__tablename__]
_FOUND: Final = select(_KEPT, _END.c.accepted).outerjoin(_END, _END.c.quarantined_id == _KEPT.c.id)
_ALL: Final = (
    select(_KEPT, _END.c.by_id, _END.c.at, _END.c.accepted, _END.c.reason.label("end_reason"))
    .outerjoin(_END, _END.c.quarantined_id == _KEPT.c.id)
    .where(_KEPT.c.treatment_id == bindparam("treatment"))
    .order_by(_KEPT.c.entered_at, _KEPT.c.id)
)
_BY_ID: Final = _FOUND.where(_KEPT.c.id == bindparam("wanted"))
_OPEN: Final = (_FOUND.where(_KEPT.c.treatment_id == bindparam("treatment"), _END.c.quarantined_id.is_(None))).order_by(
    _KEPT.c.entered_at, _KEPT.c.id
)
# The sessions in which something waits, for the queries of other modules: few at any time.
WAITING_IN: Final = (
    select(_KEPT.c.treatment_id)
    .outerjoin(_END, _END.c.quarantined_id == _KEPT.c.id)
    .where(_END.c.quarantined_id.is_(None))
)
_CHANGES: Final = (
    select(func.count(_KEPT.c.id) + func.count(_END.c.quarantined_id))
    .outerjoin(_END, _END.c.quarantined_id == _KEPT.c.id)
    .where(_KEPT.c.treatment_id == bindparam("treatment"))
)


class EndedError(Exception):
    """Somebody has accepted or withdrawn it meanwhile; the text is a sentence."""

    def __init__(self) -> None:
        """Nothing of the entry is in it."""
        super().__init__("Somebody has accepted or withdrawn this meanwhile: look at what stands there now.")


@dataclass(frozen=True)
class Kept:
    """One entry as it came: under its draft's id, the exact body, the moment of its Enter, and why it was refused."""

    id: UUID
    treatment_id: UUID
    author: UUID
    kind: str
    body: str
    entered_at: datetime
    received_at: datetime
    reason: str


@dataclass(frozen=True)
class Standing:
    """An entry with what became of it; `accepted` is None while it waits."""

    kept: Kept
    accepted: bool | None


@dataclass(frozen=True)
class End:
    """What a named person said of an entry, as it was stored."""

    by: UUID
    at: datetime
    accepted: bool
    reason: str


@dataclass(frozen=True)
class Told:
    """An entry with all that was said of it; `end` is None while it waits."""

    kept: Kept
    end: End | None


@dataclass(frozen=True)
class Verdict:
    """What a named person says of an entry, when and why."""

    by: Staff
    at: datetime
    accepted: bool
    reason: str
    tablet_id: UUID | None = None


@acting.reads
def by_id(connection: Connection, kept_id: UUID) -> Standing | None:
    """The entry with this draft's id, or None where it never came here."""
    row = connection.execute(_BY_ID, {"wanted": kept_id}).mappings().one_or_none()
    return None if row is None else _standing(row)


@acting.reads
def waiting(connection: Connection, treatment_id: UUID) -> tuple[Kept, ...]:
    """What waits in the session, by the time of Enter."""
    restrictions.require_session(connection, treatment_id)
    found = connection.execute(_OPEN, {"treatment": treatment_id}).mappings()
    return tuple(_standing(row).kept for row in found)


@acting.reads
def waits_in(connection: Connection, treatment_ids: Iterable[UUID]) -> frozenset[UUID]:
    """Those of the sessions, which she may see, in which something waits."""
    may = restrictions.seen_sessions(connection, treatment_ids)
    return frozenset(connection.execute(WAITING_IN.where(_KEPT.c.treatment_id.in_(may))).scalars())


@acting.reads
def of_treatment(connection: Connection, treatment_id: UUID) -> tuple[Told, ...]:
    """All that was ever kept aside in the session, decided or not, by the time of Enter."""
    restrictions.require_session(connection, treatment_id)
    return tuple(_told(row) for row in connection.execute(_ALL, {"treatment": treatment_id}).mappings())


@acting.reads
def changes(connection: Connection, treatment_id: UUID) -> int:
    """A number that grows with what is kept aside in the session and with each word on it: what a page compares."""
    restrictions.require_session(connection, treatment_id)
    return int(connection.execute(_CHANGES, {"treatment": treatment_id}).scalar_one())


@acting.reads
def keep(connection: Connection, kept: Kept, tablet_id: UUID | None) -> None:
    """Keeps the entry, with its row in the audit. Raises LookupError where there is no such session."""
    acting.require_herself(connection, kept.author)
    _patient(connection, kept)
    connection.execute(_KEPT.insert(), vars(kept))
    told = {"at": kept.received_at, "who": kept.author, "roles": None, "did": Did.QUARANTINE, "tablet": tablet_id}
    _note(connection, kept, told | {"kind": "quarantined", "reason": kept.reason, "sha256": chain.sealed(vars(kept))})


@acting.writes(*acting.TREATING, to="accept or withdraw an entry")
def end(connection: Connection, kept: Kept, verdict: Verdict) -> None:
    """Says what becomes of the entry, once. Raises EndedError."""
    acting.require_herself(connection, verdict.by.id)
    restrictions.require_session(connection, kept.treatment_id)
    found = by_id(connection, kept.id)
    if found is None or found.accepted is not None:
        raise EndedError
    said = {"quarantined_id": kept.id, "by_id": verdict.by.id, "at": verdict.at}
    said |= {"accepted": verdict.accepted, "reason": verdict.reason}
    connection.execute(_END.insert(), said)
    roles = acting.role_words(verdict.by.roles)
    told = {"at": verdict.at, "who": verdict.by.id, "roles": roles, "tablet": verdict.tablet_id}
    did = Did.ACCEPT if verdict.accepted else Did.WITHDRAW
    told |= {"did": did, "outcome": f"of {kept.author}", "reason": verdict.reason}
    _note(connection, kept, told | {"kind": "quarantine_end", "sha256": chain.sealed(said)})


def _note(connection: Connection, kept: Kept, told: dict[str, object]) -> None:
    about = {"object_id": kept.id, "patient_id": _patient(connection, kept)}
    acts.note(connection, Act.model_validate(told | about))


def _patient(connection: Connection, kept: Kept) -> UUID:
    treatment = treatments.by_id(connection, kept.treatment_id)
    if treatment is None:
        raise LookupError("There is no such session: nothing was kept.")
    return treatment.patient_id


def _told(row: RowMapping) -> Told:
    told = dict(row)
    by, at, accepted, reason = (told.pop(name) for name in ("by_id", "at", "accepted", "end_reason"))
    return Told(Kept(**told), None if by is None else End(by, at, accepted, reason))


def _standing(row: RowMapping) -> Standing:
    told = dict(row)
    accepted = told.pop("accepted")
    return Standing(Kept(**told), accepted)
