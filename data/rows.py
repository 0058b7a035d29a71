"""Rows: which fact lies in which table, how it gets there once, and how it is read back."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, RowMapping, Table, select

from data import tables
from schemas.action import Intervention, Note
from schemas.correction import Retraction
from schemas.drug import DrugEvent
from schemas.effect import Effect, EffectChange, NoneReported
from schemas.fact import ClinicalFact, Fact
from schemas.patient import Patient
from schemas.reading import Reading
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
    Retraction: "retraction",
}
TABLES: Final[Mapping[type[Fact], Table]] = {kind: tables.METADATA.tables[name] for kind, name in _NAMES.items()}
CLINICAL: Final[tuple[type[ClinicalFact], ...]] = tuple(kind for kind in TABLES if issubclass(kind, ClinicalFact))

# The instant that follows from the moment of receipt: a resend computes it anew, so it is no part of the content.
# What was stated of the time (`time_stated`) is.
_COMPUTED = {"entered_at", "taken_at", "at", "onset_at", "ended_at"}


def insert(connection: Connection, fact: Fact, **more: object) -> None:
    """Adds the fact's row; `more` are columns that only the table has."""
    table = TABLES[type(fact)]
    columns = fact.model_dump() | more
    connection.execute(table.insert(), {name: value for name, value in columns.items() if name in table.c})


def by_id(connection: Connection, kind: type[Fact], fact_id: UUID) -> Fact | None:
    """The fact of this kind with this id, or None."""
    table = TABLES[kind]
    row = connection.execute(select(table).where(table.c.id == fact_id)).mappings().one_or_none()
    return None if row is None else from_row(kind, row)


def of_treatment(connection: Connection, kind: type[Fact], treatment_id: UUID) -> tuple[Any, ...]:
    """Every fact of this kind in the session, valid or not, in the order in which they were entered."""
    table = TABLES[kind]
    rows = connection.execute(
        select(table).where(table.c.treatment_id == treatment_id).order_by(table.c.entered_at, table.c.id)
    )
    return tuple(from_row(kind, row) for row in rows.mappings())


def from_row(kind: type[Fact], row: RowMapping) -> Fact:
    """The fact that lies in the row; columns that only the table has are left out."""
    fields = kind.model_fields
    return kind.model_validate({name: value for name, value in row.items() if name in fields})


def same_content(one: Fact, other: Fact) -> bool:
    """Whether both say the same: values, what was stated of the time, who, but not the instant computed from it."""
    hidden = _COMPUTED if "time_stated" in type(one).model_fields else {"entered_at"}
    return one.model_dump(exclude=hidden) == other.model_dump(exclude=hidden)
