"""Outcomes: what is counted of each session for the clinic's own figures, kept beside the facts it follows from.

A save knows nothing of it. Every fact has its audit row: which sessions changed since the last look is asked of the
audit's numbers, and those that have ended are worked out anew (docs/decisions/0031).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from data import acting, audit, chain, records, rows, same_person, statements, tables
from data.safety import stored
from schemas.identity import Merge
from schemas.reading import Reading
from schemas.record import Record
from schemas.rules import safety
from schemas.treatment import Treatment

TABLE: Final = tables.METADATA.tables[tables.OutcomeRow.__tablename__]
EFFECTS: Final = tables.METADATA.tables[tables.OutcomeEffectRow.__tablename__]
STALE: Final = tables.METADATA.tables[tables.OutcomeStaleRow.__tablename__]
OPEN: Final = tables.METADATA.tables[tables.OpenTreatmentRow.__tablename__]
_UNTIL: Final = tables.METADATA.tables[tables.OutcomeUntilRow.__tablename__]
_AUDIT: Final = chain.AUDIT
_TREATMENT: Final = rows.TABLES[Treatment]
_READING: Final = rows.TABLES[Reading]
_MERGE: Final = statements.TABLES[Merge]
_MARK: Final = insert(STALE).prefix_with("OR IGNORE")
_SINCE: Final = _AUDIT.c.seq > bindparam("since")
_CHANGED: Final = select(_AUDIT.c.treatment_id).where(_SINCE, _AUDIT.c.treatment_id.is_not(None)).distinct()
# Which of the patients whose sessions changed have a weight there, and since when it may count elsewhere.
_WEIGHED: Final = (
    select(_READING.c.patient_id, func.min(_READING.c.taken_at).label("since"))
    .where(_READING.c.treatment_id.in_(_CHANGED), _READING.c.weight_kg.is_not(None))
    .group_by(_READING.c.patient_id)
)
_LATER: Final = select(TABLE.c.treatment_id).where(
    same_person.is_of(TABLE.c.patient_id), TABLE.c.started_at >= bindparam("since", type_=TABLE.c.started_at.type)
)
_NEWLY_MERGED: Final = select(_AUDIT.c.patient_id).where(_SINCE, _AUDIT.c.kind == _MERGE.name).distinct()
_OF_MERGED: Final = select(TABLE.c.treatment_id).where(same_person.is_of(TABLE.c.patient_id))
_WAITING: Final = select(STALE.c.treatment_id).where(STALE.c.treatment_id.not_in(select(OPEN.c.treatment_id)))
_A_MINUTE: Final = timedelta(minutes=1)


@dataclass(frozen=True)
class Worked:
    """A session as it was counted; `until` is the row of the audit up to which sessions had been looked through."""

    until: int
    record: Record
    counted: safety.Session


@acting.reads
def is_behind(connection: Connection) -> bool:
    """Whether anything was said since the last look that makes a session stale; changes nothing."""
    since = _until(connection)
    if since is None:
        return True
    told = {"since": since}
    return any(connection.execute(query.limit(1), told).first() for query in (_CHANGED, _NEWLY_MERGED))


@acting.reads
def look(connection: Connection) -> int:
    """Marks stale whatever changed since the last look; answers how many sessions wait to be worked out."""
    newest, since = audit.newest(connection), _until(connection)
    if since is None:  # the rules are other ones than those by which the rows were counted, or there are none yet
        for table in (TABLE, EFFECTS, STALE, _UNTIL):
            connection.execute(delete(table))
        connection.execute(_MARK.from_select(["treatment_id"], select(_TREATMENT.c.id)))
    else:
        for changed in _changed(connection, since):
            connection.execute(_MARK, {"treatment_id": changed})
        connection.execute(delete(_UNTIL))
    connection.execute(insert(_UNTIL), {"rules": safety.VERSION, "seq": newest})
    return waiting(connection)


@acting.reads
def waiting(connection: Connection) -> int:
    """How many sessions that have ended wait to be worked out."""
    return int(connection.execute(select(func.count()).select_from(_WAITING.subquery())).scalar_one())


@acting.reads
def work_out(connection: Connection, most: int) -> list[Worked]:
    """Counts so many of the sessions that wait; keeps nothing."""
    until = _until(connection)
    found = connection.execute(_WAITING.order_by(STALE.c.treatment_id).limit(most)).scalars().all()
    told = (records.of_treatment(connection, one) for one in found)
    return [Worked(until or 0, record, safety.session(record)) for record in told if record is not None]


@acting.reads
def keep(connection: Connection, worked: Sequence[Worked]) -> int:
    """Keeps what was worked out; answers how many. None of it where sessions were looked through since it was read."""
    until, kept = _until(connection), 0
    for one in worked:
        if one.until == until:
            _replace(connection, one.record, one.counted)
            kept += 1
    return kept


@acting.reads
def faults(connection: Connection, most: int) -> Iterator[str]:
    """A sentence for each row, of so many spread over all, that is another one than follows from its facts."""
    since = _until(connection)
    if since is None:  # nothing of it counts any more
        return
    certain = TABLE.c.treatment_id.not_in(select(STALE.c.treatment_id))
    found = connection.execute(select(TABLE.c.treatment_id).where(certain).order_by(TABLE.c.treatment_id)).scalars()
    changed = _changed(connection, since)
    ids = [one for one in found if one not in changed]
    for one in ids[:: max(1, -(-len(ids) // most))]:
        record = records.of_treatment(connection, one)
        row = connection.execute(select(TABLE).where(TABLE.c.treatment_id == one)).mappings().one()
        held = connection.execute(select(EFFECTS).where(EFFECTS.c.treatment_id == one)).mappings()
        told = None if record is None else safety.session(record)
        if record is None or told is None or stored.row(record, told) != dict(row):
            yield f"What is counted of session {one} is not what follows from its facts."
        elif stored.effects(told) != {each["effect"]: each["severity"] for each in held}:
            yield f"The effects counted of session {one} are not those that follow from its facts."


@acting.reads
def forget(connection: Connection) -> None:
    """All of it is worked out anew from the facts, from the next look on."""
    connection.execute(delete(_UNTIL))


def _until(connection: Connection) -> int | None:
    found: int | None = connection.execute(select(_UNTIL.c.seq).where(_UNTIL.c.rules == safety.VERSION)).scalar()
    return found


def _changed(connection: Connection, since: int) -> set[UUID]:
    """The sessions of which something was said since then, and those on which that bears."""
    told: dict[str, Any] = {"since": since}
    found = set(connection.execute(_CHANGED, told).scalars())
    for patient, taken_at in connection.execute(_WEIGHED, told).all():
        found.update(connection.execute(_LATER, {"patient": patient, "since": taken_at - _A_MINUTE}).scalars())
    for patient in _of_merges(connection, since):
        found.update(connection.execute(_OF_MERGED, {"patient": patient}).scalars())
    return found


def _of_merges(connection: Connection, since: int) -> set[UUID]:
    """Every registration that a merge since then is about, also those that it was merged into before."""
    newly = connection.execute(_NEWLY_MERGED, {"since": since}).scalars().all()
    into = select(_MERGE.c.into_id).where(_MERGE.c.patient_id.in_(newly), _MERGE.c.into_id.is_not(None))
    return {*newly, *connection.execute(into).scalars()}


def _replace(connection: Connection, record: Record, counted: safety.Session) -> None:
    of = record.treatment.id
    for table in (TABLE, EFFECTS, STALE):
        connection.execute(delete(table).where(table.c.treatment_id == of))
    if not counted.ended:  # pragma: no cover - what has not ended does not wait
        return
    connection.execute(insert(TABLE), stored.row(record, counted))
    told = [{"treatment_id": of, "effect": key, "severity": worst} for key, worst in stored.effects(counted).items()]
    if told:
        connection.execute(insert(EFFECTS), told)
