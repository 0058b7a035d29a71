"""Outcomes: what is counted of each session for the clinic's own figures, kept beside the facts it follows from.

A save knows nothing of it. Every fact has its audit row: which sessions changed since the last look is asked of the
audit's numbers, and those that have ended are worked out anew (docs/decisions/0031).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, bindparam, delete, func, insert, or_, select

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
# Along the audit's own key, which the alternative keeps to: an index over all sessions would be gone through whole.
_SAID: Final = select(_AUDIT.c.treatment_id, _AUDIT.c.patient_id).where(
    _AUDIT.c.seq > bindparam("since"), or_(_AUDIT.c.treatment_id.is_not(None), _AUDIT.c.kind == _MERGE.name)
)
# Whether there is a weight in the session, valid or not, and since when it may count elsewhere.
_WEIGHED: Final = select(_READING.c.patient_id, func.min(_READING.c.taken_at)).where(
    _READING.c.treatment_id == bindparam("wanted"), _READING.c.weight_kg.is_not(None)
)
_LATER: Final = select(TABLE.c.treatment_id).where(
    same_person.is_of(TABLE.c.patient_id), TABLE.c.started_at >= bindparam("since", type_=TABLE.c.started_at.type)
)
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
    return connection.execute(_SAID.limit(1), {"since": since}).first() is not None


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
    said = connection.execute(_SAID, {"since": since}).all()
    changed = {row.treatment_id for row in said if row.treatment_id is not None}
    found = set(changed)
    for one in changed:
        patient, taken_at = connection.execute(_WEIGHED, {"wanted": one}).one()
        if patient is not None:
            of = {"patient": patient, "since": taken_at - _A_MINUTE}
            found.update(connection.execute(_LATER, of).scalars())
    for patient in _of_merges(connection, {row.patient_id for row in said if row.treatment_id is None}):
        found.update(connection.execute(_OF_MERGED, {"patient": patient}).scalars())
    return found


def _of_merges(connection: Connection, newly: set[UUID]) -> set[UUID]:
    """Every registration that a merge of these is about, also those that they were merged into before."""
    if not newly:
        return newly
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
