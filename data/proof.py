"""Proof: the audit's chain and the facts it tells of are worked out anew; the first thing that is not so is named."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, Table, select

from data import acting, audit, chain, records, rows, signatures, statements, tables
from data.chain import AUDIT, BEGINNING
from data.heads import Written
from schemas.alert import AlertEvent
from schemas.fact import Shape
from schemas.rules import content
from schemas.signature import Afterword
from schemas.staff import Role
from schemas.treatment import Treatment

_EVENTS: Final = tables.METADATA.tables[tables.AlertEventRow.__tablename__]
_TOLD: Final[tuple[tuple[type[Shape], Table], ...]] = (
    *rows.TABLES.items(),
    *statements.TABLES.items(),
    (AlertEvent, _EVENTS),
)
# What is kept aside is no fact: the audit seals its rows as they are, under the id in this column.
_ASIDE: Final = (
    (tables.METADATA.tables[tables.QuarantinedRow.__tablename__], "id"),
    (tables.METADATA.tables[tables.QuarantineEndRow.__tablename__], "quarantined_id"),
)
_TREATMENT: Final = rows.TABLES[Treatment]
# Whose such a row is stands in it beside the fact, for speed: it is its session's patient.
_OF_ITS_PATIENT: Final = tuple(
    table
    for kind, table in _TOLD
    if "patient_id" in table.c and {"treatment_id"} <= kind.model_fields.keys() - {"patient_id"}
)
_CHUNK: Final = 1000


@dataclass(frozen=True)
class Proof:
    """`fault` is the first thing found wrong, in a sentence, or None; `proven` the newest head that holds."""

    count: int
    fault: str | None
    proven: Written | None


def said(proof: Proof) -> str:
    """What a proof without a fault shows, and from which head on it rests on the word of the record alone."""
    if proof.proven is None:
        return f"The audit's {proof.count} rows hold together; no head was written out that could prove them."
    since = proof.count - proof.proven.head.count
    day = proof.proven.at.isoformat(timespec="minutes")
    return f"The audit's {proof.count} rows hold together, proven from the head of {day}; {since} rows came since."


@dataclass(frozen=True)
class _Said:
    """What a row of the audit says of a fact."""

    seq: int
    sha256: str


@acting.writes(Role.ADMIN, to="prove the audit")
def prove(connection: Connection, written: Sequence[Written]) -> Proof:
    """Goes through the whole audit, then through every fact; `written` are the heads that were kept outside."""
    walk = _Walk({one.head.count: one for one in written})
    try:
        fault = walk.through(connection)
    except (ValueError, TypeError):  # SQLite gives what lies there, and it is no time or no id
        fault = f"Row {walk.count + 1} of the audit was changed: it cannot be read."
    cut = next((one for one in written if one.head.count > walk.count), None)
    if fault is None and cut is not None:
        fault = (
            f"The audit has {walk.count} rows, and had {cut.head.count} on {cut.at.isoformat(timespec='minutes')}: "
            "rows were cut off its end."
        )
    fault = fault or _facts(connection, walk.said) or next(of_signatures(connection), None)
    return Proof(walk.count, fault, walk.proven)


@acting.reads
def of_signatures(connection: Connection) -> Iterator[str]:
    """A sentence for each signature that holds and whose content is another one than was signed."""
    for one in signatures.all_that_hold(connection):
        if one.about is None:
            record = records.of_treatment(connection, one.treatment_id)
            told = None if record is None else content.of_record(record)
        else:
            beside = rows.by_id(connection, Afterword, one.about)
            told = content.of_afterword(beside) if isinstance(beside, Afterword) else None
        if told is None or content.digest(told) != one.sha256:
            yield f"Signature {one.id} holds, and its session was signed with another content."


class _Walk:
    """One way along the chain; `said` is what it tells of facts."""

    def __init__(self, written: Mapping[int, Written]) -> None:
        self.count = 0
        self.said: dict[tuple[str, UUID], _Said] = {}
        self.proven: Written | None = None
        self._written = written
        self._previous = BEGINNING

    def through(self, connection: Connection) -> str | None:
        found = connection.execute(select(AUDIT).order_by(AUDIT.c.seq).execution_options(yield_per=_CHUNK))
        for row in found.mappings():
            fault = self._step(dict(row))
            if fault is not None:
                found.close()
                return fault
        return None

    def _step(self, row: Mapping[str, Any]) -> str | None:
        seq = self.count + 1
        if row["seq"] != seq:
            return f"Row {seq} of the audit is missing."
        if row["previous"] != self._previous or row["hash"] != chain.sealed(row):
            return f"Row {seq} of the audit was changed, or is not the one that was written there."
        self.count, self._previous = seq, row["hash"]
        head = self._written.get(seq)
        if head is not None and head.head.hash != row["hash"]:
            day = head.at.isoformat(timespec="minutes")
            return f"Row {seq} of the audit is not the one of {day}: the chain was made anew, from that row or before."
        self.proven = head or self.proven
        if row["sha256"] is not None:
            self.said[row["kind"], row["object_id"]] = _Said(seq, row["sha256"])
        return None


def _facts(connection: Connection, said: dict[tuple[str, UUID], _Said]) -> str | None:
    """The fault of the earliest row whose fact is another or gone, else of a fact that no row tells of."""
    changed: list[tuple[int, str]] = []
    added: list[str] = []
    for table, found in _digested(connection):
        try:
            digests = tuple(found)
        except (ValueError, TypeError):
            return f"A row of {table.name} was changed behind the audit: it cannot be read."
        for fact_id, digest in digests:
            told = said.pop((table.name, fact_id), None)
            if told is None:
                added.append(
                    f"A row of {table.name} ({fact_id}) lies in the record, and the audit does not tell of it."
                )
            elif told.sha256 != digest:
                changed.append((told.seq, f"{table.name} {fact_id} was changed behind row {told.seq} of the audit."))
    gone = [(one.seq, f"{name} {of} of row {one.seq} of the audit was removed.") for (name, of), one in said.items()]
    if changed or gone:
        return min([*changed, *gone])[1]
    return next(iter(added), None) or next(_of_another_patient(connection), None)


def _digested(connection: Connection) -> Iterator[tuple[Table, Iterator[tuple[UUID, str]]]]:
    """Every table that the audit tells of, with the ids and digests of its rows."""
    for kind, table in _TOLD:
        yield table, _digests(connection, kind, table)
    for table, key in _ASIDE:
        yield table, _sealed(connection, table, key)


def _of_another_patient(connection: Connection) -> Iterator[str]:
    """A sentence for each row that lies with another patient than its session's."""
    for table in _OF_ITS_PATIENT:
        ours = table.join(_TREATMENT, _TREATMENT.c.id == table.c.treatment_id)
        query = select(table.c.id).select_from(ours).where(table.c.patient_id != _TREATMENT.c.patient_id)
        for wrong in connection.execute(query.order_by(table.c.id)).scalars():
            yield f"{table.name} {wrong} was put with another patient than its session's, behind the audit."


def _sealed(connection: Connection, table: Table, key: str) -> Iterator[tuple[UUID, str]]:
    """Every row of what is kept aside with the digest of all that stands in it."""
    for row in connection.execute(select(table).execution_options(yield_per=_CHUNK)).mappings():
        yield row[key], chain.sealed(dict(row))


def _digests(connection: Connection, kind: type[Shape], table: Table) -> Iterator[tuple[UUID, str]]:
    """Every fact of this kind with its digest; one that is no fact any more has none that is right."""
    fields = kind.model_fields
    for row in connection.execute(select(table).execution_options(yield_per=_CHUNK)).mappings():
        try:
            fact = kind.model_validate({name: value for name, value in row.items() if name in fields})
        except ValueError:
            yield row["id"], ""
        else:
            yield row["id"], audit.digest(fact)
