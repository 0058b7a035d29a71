"""The bounds of tests/bounds.py hold on the fields, in the quantities' table and as CHECK constraints alike."""

from typing import Any
from uuid import uuid4

import pytest
from pydantic import BaseModel, ValidationError
from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError

from data import tables
from data.engine import Database
from data.tables import bounds
from schemas import quantities
from schemas.drug import DrugEvent
from schemas.effect import EffectChange
from schemas.reading import Reading
from schemas.treatment import Treatment
from tests import facts
from tests.bounds import SIGNS, TABLE, Bound
from tests.data import opened

SHAPES: dict[str, type[BaseModel]] = {
    "reading": Reading,
    "drug_event": DrugEvent,
    "effect_change": EffectChange,
    "treatment": Treatment,
}
IDS = [f"{bound.kind}.{bound.field}" for bound in TABLE]
EFFECT = facts.effect()


def built(bound: Bound, value: float) -> dict[str, Any]:
    """The columns of a fact that holds this number and little else, for the shape and for the table alike."""
    if bound.kind == "reading":
        return {**facts.reading(pulse=70).model_dump(), "pulse": None, bound.field: value}
    if bound.kind == "drug_event":
        return {**facts.event("start").model_dump(), bound.field: value}
    if bound.kind == "effect_change":
        return {**facts.change(EFFECT, severity=1).model_dump(), bound.field: value}
    return {**facts.treatment(id=uuid4(), protocol_id=opened.protocol_id()).model_dump(), bound.field: value}


@pytest.mark.parametrize("bound", TABLE, ids=IDS)
def test_a_shape_takes_its_last_values_and_refuses_the_next(bound: Bound) -> None:
    shape = SHAPES[bound.kind]
    for value in (bound.low, bound.high):
        assert getattr(shape.model_validate(built(bound, value)), bound.field) == value
    for value in (bound.below, bound.above):
        with pytest.raises(ValidationError) as refused:
            shape.model_validate(built(bound, value))
        assert refused.value.errors()[0]["loc"] == (bound.field,)


@pytest.mark.parametrize("bound", TABLE, ids=IDS)
def test_a_table_takes_the_last_values_and_refuses_the_next(bound: Bound, shared: Database) -> None:
    opened.save(shared, EFFECT)
    table = tables.METADATA.tables[bound.kind]

    def put(value: float) -> None:
        columns = built(bound, value) | {"patient_id": facts.PATIENT, "id": uuid4()}
        with shared.write() as connection:
            connection.execute(insert(table), {name: told for name, told in columns.items() if name in table.c})

    for value in (bound.low, bound.high):
        put(value)
    for value in (bound.below, bound.above):
        with pytest.raises(IntegrityError, match=f"ck_{bound.kind}_{bound.field}"):
            put(value)


@pytest.mark.parametrize("bound", SIGNS, ids=[bound.field for bound in SIGNS])
def test_the_quantities_say_the_same(bound: Bound) -> None:
    quantity = quantities.BY_NAME[bound.field]  # type: ignore[index]
    assert (quantity.low, quantity.high, quantity.unit) == (bound.low, bound.high, bound.unit)


def test_no_bounded_number_is_missing_from_the_table() -> None:
    known = {(bound.kind, bound.field) for bound in TABLE}
    assert known == {(kind, str(check.name)) for kind, shape in SHAPES.items() for check in bounds.of(shape)}


def test_a_systolic_at_the_diastolic_is_refused_by_the_table_too(clinic: Database) -> None:
    table = tables.METADATA.tables["reading"]
    columns = facts.reading(systolic=93, diastolic=92).model_dump() | {"patient_id": facts.PATIENT, "systolic": 92}
    with pytest.raises(IntegrityError, match="ck_reading_pressure"), clinic.write() as connection:
        connection.execute(insert(table), columns)
    with clinic.read() as connection:
        assert connection.execute(select(func.count()).select_from(table)).scalar() == 0


ENUMERATED = [
    ("patient", "sex", "x"),
    ("treatment_end", "how", "x"),
    ("drug_event", "act", "x"),
    ("drug_event", "stop_says", "x"),
    ("effect", "relatedness", "x"),
    ("reading", "source", "x"),
    ("reading", "position", "x"),
    ("reading", "cuff_site", "x"),
    ("retraction", "how", "x"),
]


@pytest.mark.parametrize(("table", "column", "word"), ENUMERATED)
def test_a_word_that_is_not_in_its_list_is_refused_by_the_table(
    table: str, column: str, word: str, clinic: Database, folder: opened.Folder
) -> None:
    read, note = facts.reading(pulse=70), facts.note()
    opened.save(clinic, read, note, EFFECT, facts.event("start"), facts.end(), facts.withdrawn(note))
    with opened.plainly(folder) as other:
        names = [row[1] for row in other.execute(f"PRAGMA table_info({table})")]
        row = dict(zip(names, other.execute(f"SELECT * FROM {table} LIMIT 1").fetchone(), strict=True))  # noqa: S608 - names of our own
        row |= {"id": uuid4().hex, column: word} | ({"record_number": "N"} if table == "patient" else {})
        row |= {"fact_id": uuid4().hex} if table == "retraction" else {}
        with pytest.raises(Exception, match="CHECK constraint failed"):
            other.execute(f"INSERT INTO {table} VALUES ({','.join('?' * len(names))})", [row[name] for name in names])  # noqa: S608 - names of our own
