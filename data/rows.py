"""Rows: which fact lies in which table, how it gets there once, and how it is read back."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from sqlalchemy import CompoundSelect, Connection, RowMapping, Table, Uuid, bindparam, literal_column, select, union_all

from data import acting, tables
from schemas.action import Intervention, Note
from schemas.alert import AlertAnswer, PrescriberCall
from schemas.correction import Retraction
from schemas.drug import DrugEvent
from schemas.effect import Effect, EffectChange, NoneReported
from schemas.fact import ClinicalFact, Fact
from schemas.patient import Patient
from schemas.predose import CheckAnswer, DoseDecision
from schemas.reading import Reading
from schemas.score import ScoreAnswer
from schemas.signature import Addendum, Afterword, Signature
from schemas.staff import Staff
from schemas.treatment import Arrival, Treatment, TreatmentEnd

_NAMES: Final[Mapping[type[Fact], str]] = {
    Staff: "staff",
    Patient: "patient",
    Treatment: "treatment",
    Arrival: "arrival",
    TreatmentEnd: "treatment_end",
    Reading: "reading",
    DrugEvent: "drug_event",
    Effect: "effect",
    EffectChange: "effect_change",
    NoneReported: "none_reported",
    Intervention: "intervention",
    Note: "note",
    AlertAnswer: "alert_answer",
    PrescriberCall: "prescriber_call",
    CheckAnswer: "check_answer",
    DoseDecision: "dose_decision",
    ScoreAnswer: "score_answer",
    Retraction: "retraction",
    Afterword: "afterword",
    Signature: "signature",
    Addendum: "addendum",
}
TABLES: Final[Mapping[type[Fact], Table]] = {kind: tables.METADATA.tables[name] for kind, name in _NAMES.items()}
CLINICAL: Final[tuple[type[ClinicalFact], ...]] = tuple(kind for kind in TABLES if issubclass(kind, ClinicalFact))

# Said once: building a statement anew takes longer than running it.
_INSERT: Final = {kind: table.insert() for kind, table in TABLES.items()}
_BY_ID: Final = {kind: select(table).where(table.c.id == bindparam("wanted")) for kind, table in TABLES.items()}
_OF_TREATMENT: Final = {
    kind: select(table).where(table.c.treatment_id == bindparam("wanted")).order_by(table.c.entered_at, table.c.id)
    for kind, table in TABLES.items()
    if "treatment_id" in table.c
}
_BY_NAME: Final[Mapping[str, type[Fact]]] = {name: kind for kind, name in _NAMES.items()}
# Tells in which table the fact with the id `wanted` lies; an id belongs to one fact of whatever kind.
_WANTED = select(bindparam("wanted", type_=Uuid()).label("id")).cte("wanted")
KIND: Final[CompoundSelect[Any]] = union_all(
    *(select(literal_column(f"'{table.name}'")).where(table.c.id == _WANTED.c.id) for table in TABLES.values())
)

# The instant that follows from the moment of receipt: a resend computes it anew, so it is no part of the content.
# What was stated of the time (`time_stated`) is.
_COMPUTED = {"entered_at", "taken_at", "at", "onset_at", "ended_at"}


def insert(connection: Connection, fact: Fact, **more: object) -> None:
    """Adds the fact's row; `more` are columns that only the table has."""
    kind = type(fact)
    _refuse_nobody(connection, kind)
    columns = fact.model_dump() | more
    connection.execute(_INSERT[kind], {name: value for name, value in columns.items() if name in TABLES[kind].c})


def by_id(connection: Connection, kind: type[Fact], fact_id: UUID) -> Fact | None:
    """The fact of this kind with this id, or None."""
    _refuse_nobody(connection, kind)
    row = connection.execute(_BY_ID[kind], {"wanted": fact_id}).mappings().one_or_none()
    return None if row is None else from_row(kind, row)


def stored(connection: Connection, kind: type[Fact], fact_id: UUID) -> Fact:
    """The fact of this kind that was stored before, read back as it lies there."""
    _refuse_nobody(connection, kind)
    return from_row(kind, connection.execute(_BY_ID[kind], {"wanted": fact_id}).mappings().one())


def anywhere(connection: Connection, fact_id: UUID) -> Fact | None:
    """The fact with this id, of whatever kind, or None: an id belongs to one fact."""
    acting.of(connection)
    return of_kind(connection, connection.execute(KIND, {"wanted": fact_id}).scalar(), fact_id)


def of_kind(connection: Connection, name: str | None, fact_id: UUID) -> Fact | None:
    """The fact whose kind `KIND` has told; None for no kind."""
    return None if name is None else by_id(connection, _BY_NAME[name], fact_id)


def of_treatment(connection: Connection, kind: type[Fact], treatment_id: UUID) -> tuple[Any, ...]:
    """Every fact of this kind in the session, valid or not, in the order in which they were entered."""
    acting.of(connection)
    rows = connection.execute(_OF_TREATMENT[kind], {"wanted": treatment_id}).mappings()
    return tuple(from_row(kind, row) for row in rows)


def _refuse_nobody(connection: Connection, kind: type[Fact]) -> None:
    """Who works here is known before anybody is signed in; everything else is of patients."""
    if kind is not Staff:
        acting.of(connection)


def from_row(kind: type[Fact], row: RowMapping) -> Fact:
    """The fact that lies in the row; columns that only the table has are left out."""
    fields = kind.model_fields
    return kind.model_validate({name: value for name, value in row.items() if name in fields})


def same_content(one: Fact, other: Fact) -> bool:
    """Whether both are of one kind and say the same: values, what was stated of the time, who; not the instant."""
    hidden = _COMPUTED if "time_stated" in type(one).model_fields else {"entered_at"}
    return type(one) is type(other) and one.model_dump(exclude=hidden) == other.model_dump(exclude=hidden)
