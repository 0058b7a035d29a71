"""Reviewing: the ended sessions that wait for a prescriber's signature or for a word on what is kept aside."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, bindparam, exists, or_, select

from data import acting, open_treatments, quarantine, restrictions, rows, signatures, tables
from data.signatures import Standing
from schemas.review import Reason
from schemas.signature import Meaning, Signature
from schemas.treatment import Treatment

MOST: Final = 200  # more than a clinic leaves unread in a month; what lies behind them is asked for by its day

_TREATMENT: Final = rows.TABLES[Treatment]
_SIGNATURE: Final = rows.TABLES[Signature]
_VOIDING: Final = tables.METADATA.tables[tables.VoidingRow.__tablename__]
_REVIEWED: Final = exists().where(
    _SIGNATURE.c.treatment_id == _TREATMENT.c.id,
    _SIGNATURE.c.meaning == Meaning.REVIEWED.value,
    _SIGNATURE.c.about.is_(None),
    ~exists().where(_VOIDING.c.signature_id == _SIGNATURE.c.id),
)
_AGAIN: Final = _SIGNATURE.alias()
# The sessions of which a line holds no more: its signature was made void, and nobody has signed it again.
_CHANGED_IN: Final = select(_SIGNATURE.c.treatment_id).where(
    _SIGNATURE.c.id.in_(select(_VOIDING.c.signature_id)),
    _SIGNATURE.c.about.is_(None),
    ~exists().where(
        _AGAIN.c.treatment_id == _SIGNATURE.c.treatment_id,
        _AGAIN.c.meaning == _SIGNATURE.c.meaning,
        _AGAIN.c.about.is_(None),
        ~exists().where(_VOIDING.c.signature_id == _AGAIN.c.id),
    ),
)
_SINCE: Final = bindparam("since", type_=_TREATMENT.c.arrived_at.type)
_NEEDED: Final = (
    select(_TREATMENT.c.id, _TREATMENT.c.patient_id)
    .where(open_treatments.CLOSED)
    .order_by(_TREATMENT.c.arrived_at.desc(), _TREATMENT.c.id)
)
_UNREAD: Final = _NEEDED.where(or_(~_REVIEWED, _TREATMENT.c.id.in_(quarantine.WAITING_IN)))
_FOUND: Final = _UNREAD.where(
    _TREATMENT.c.arrived_at >= _SINCE,
    _TREATMENT.c.arrived_at < bindparam("before", type_=_TREATMENT.c.arrived_at.type),
)
# What is new about these is not the session: they are there however long ago it was, beside as many as the time gives.
_BEYOND: Final = _NEEDED.where(
    _TREATMENT.c.arrived_at < _SINCE,
    or_(_TREATMENT.c.id.in_(_CHANGED_IN), _TREATMENT.c.id.in_(quarantine.WAITING_IN)),
)
_WAITS: Final = _UNREAD.where(_TREATMENT.c.id == bindparam("treatment", type_=_TREATMENT.c.id.type))


@dataclass(frozen=True)
class Queue:
    """The sessions that wait, newest arrival first; `more`: of the time asked there are others beyond `MOST`."""

    sessions: tuple[UUID, ...]
    more: bool


@acting.reads
def waiting(connection: Connection, since: datetime, before: datetime) -> Queue:
    """The sessions that she may see, arrived (as first entered) from `since` to before `before`.

    What was signed and changed since, and what holds something kept aside, is there however long ago it arrived.
    """
    hidden = restrictions.hidden(connection)
    beyond = [row.id for row in connection.execute(_BEYOND, {"since": since}) if row.patient_id not in hidden]
    found: list[UUID] = []
    for row in connection.execute(_FOUND, {"since": since, "before": before}):
        if row.patient_id in hidden:
            continue
        if len(found) == MOST:
            return Queue((*found, *beyond), more=True)
        found.append(row.id)
    return Queue((*found, *beyond), more=False)


@acting.reads
def waits(connection: Connection, treatment_id: UUID) -> bool:
    """Whether this session waits, whatever the time and the reasons that are asked for."""
    restrictions.require_session(connection, treatment_id)
    return connection.execute(_WAITS, {"treatment": treatment_id}).first() is not None


@acting.reads
def beside(connection: Connection, sessions: Sequence[UUID]) -> Mapping[UUID, frozenset[Reason]]:
    """What of each session's reasons does not follow from its record: its signatures, and what is kept aside."""
    kept = quarantine.waits_in(connection, sessions)
    found = signatures.of_treatments(connection, sessions)
    return {one: _reasons(found.get(one, ()), kept=one in kept) for one in sessions}


def _reasons(found: Iterable[Standing], *, kept: bool) -> frozenset[Reason]:
    complete, reviewed = (signatures.last(found, one) for one in (Meaning.COMPLETE, Meaning.REVIEWED))
    told = {
        Reason.KEPT_ASIDE: kept,
        Reason.CHANGED: any(one is not None and not one.holds for one in (complete, reviewed)),
        Reason.NOT_COMPLETE: complete is None or not complete.holds,
        Reason.NOT_REVIEWED: reviewed is None or not reviewed.holds,
    }
    return frozenset(reason for reason, holds in told.items() if holds)
