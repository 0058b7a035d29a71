"""Whatever touches a patient asks in whose name: every function that takes a connection stands in a table."""

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import pytest
from sqlalchemy import Connection, event

import data
from data import acting, drafts
from data import facts as stored
from data.acting import Acting, RightsError
from data.engine import Database
from data.folder import Folder
from schemas.staff import Role
from tests import facts
from tests.data import asked, conftest, elsewhere, held, opened
from tests.data.asked import PATIENT, Row
from tests.data.elsewhere import ATTEMPTS, Attempt

_LEFT_OUT: Final = ("data.demo", "data.migrations")  # one invents a clinic, the other makes tables
_NOW: Final = datetime(2026, 3, 2, 15, tzinfo=UTC)
NIA: Final = Acting(facts.NURSE, frozenset(Role), _NOW)


class _UndoError(Exception):
    """Takes back what a call that was let through has written: the next one finds what this one found."""


@pytest.fixture(scope="module")
def filled(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A served record of two patients; nothing that is tried here stays in it."""
    for database in conftest.copied(made / "clinic", Folder(tmp_path_factory.mktemp("filled") / "clinic" / "data")):
        held.fill(database)
        yield database


def found() -> dict[str, Callable[..., Any]]:
    """Every public function of the data layer that takes a connection, by its module and name."""
    functions = {}
    for module in pkgutil.walk_packages(data.__path__, "data."):
        if not module.name.startswith(_LEFT_OUT):
            for name, one in inspect.getmembers(import_module(module.name), inspect.isfunction):
                if one.__module__ == module.name and not name.startswith("_") and _takes_a_connection(one):
                    functions[f"{module.name.removeprefix('data.')}.{name}"] = one
    return functions


def _takes_a_connection(function: Callable[..., Any]) -> bool:
    return any(
        one.annotation in {Connection, Connection.__name__} for one in inspect.signature(function).parameters.values()
    )


def is_refused(database: Database, by: Acting | None, call: Callable[[Connection], object]) -> bool:
    """Whether it is refused for want of a right; what it wrote is taken back."""
    try:
        undone(database, by, call)
    except RightsError:
        return True
    return False


def undone(database: Database, by: Acting | None, call: Callable[[Connection], object]) -> object:
    """What the call answers; what it wrote is taken back."""
    with suppress(_UndoError), database.write(by) as connection:
        answer = call(connection)
        raise _UndoError
    return answer


@contextmanager
def listened(connection: Connection, asked_of: list[str]) -> Iterator[None]:
    """Puts down what is asked of the database."""

    def heard(*told: Any) -> None:  # noqa: ANN401 - as SQLAlchemy calls it
        asked_of.append(told[2])

    event.listen(connection, "before_cursor_execute", heard)
    try:
        yield
    finally:
        event.remove(connection, "before_cursor_execute", heard)


def test_every_function_that_takes_a_connection_stands_in_one_of_the_two_tables() -> None:
    known, functions = {*PATIENT, *asked.NO_PATIENT}, found()
    assert set(functions) == known, "a function without a row, or a row without its function"
    assert not set(PATIENT) & set(asked.NO_PATIENT)
    assert len(functions) > 150


def test_what_is_said_to_know_no_patient_is_given_none() -> None:
    of_patients = {"patient_id", "treatment_id", "record", "patient", "treatment", "fact", "event", "seat"}
    given = {name: set(inspect.signature(one).parameters) & of_patients for name, one in found().items()}
    assert {name for name, some in given.items() if some and name in asked.NO_PATIENT} == set()


@pytest.mark.parametrize(("name", "row"), PATIENT.items(), ids=PATIENT)
def test_each_is_let_through_for_the_roles_of_its_row_alone_and_nobody_for_none(
    name: str, row: Row, filled: Database
) -> None:
    before, asked_of = opened.numbers(filled), list[str]()

    def counted(connection: Connection) -> object:
        with listened(connection, asked_of):
            return row.call(connection)

    assert is_refused(filled, None, counted), "nobody was let through"
    assert asked_of == [], "nobody is refused before anything is looked for"
    let_in = {role for role in Role if not is_refused(filled, Acting(facts.NURSE, frozenset({role}), _NOW), row.call)}
    assert let_in == set(row.roles)
    other = Acting(facts.OTHER_NURSE, frozenset(Role), _NOW)
    assert is_refused(filled, other, row.call) is (row.named or not row.roles), "in another's name"
    assert not is_refused(filled, acting.PROGRAM, row.call)
    assert opened.numbers(filled) == before


@pytest.mark.parametrize("attempt", ATTEMPTS, ids=[one.name for one in ATTEMPTS])
def test_an_id_from_another_patients_session_is_refused_and_nothing_is_written(
    attempt: Attempt, filled: Database
) -> None:
    before, by = opened.numbers(filled), acting.PROGRAM if attempt.by_program else NIA
    if isinstance(attempt.answer, type):
        with pytest.raises(attempt.answer, match=attempt.sentence), filled.write(by) as connection:
            attempt.call(connection, elsewhere.things(held.OTTOS))
    else:
        with filled.write(by) as connection:
            assert attempt.call(connection, elsewhere.things(held.OTTOS)) == attempt.answer
    assert opened.numbers(filled) == before
    assert not is_refused(filled, by, lambda one: attempt.call(one, elsewhere.things(facts.TREATMENT)))


def test_every_id_that_a_fact_names_is_tried_with_another_patients() -> None:
    named = {
        f"{_says(kind, name)}.{name}"
        for kind in elsewhere.KINDS
        for name, field in kind.model_fields.items()
        if field.annotation in {UUID, UUID | None} and name not in {"id", "entered_by"}
    }
    tried = {field for one in ATTEMPTS for field in one.fields}
    assert named == tried | set(elsewhere.ITS_OWN) | set(elsewhere.NOT_OF_A_SESSION)
    assert not tried & {*elsewhere.ITS_OWN, *elsewhere.NOT_OF_A_SESSION}


def _says(kind: type, name: str) -> str:
    """The shape that says first that it has this field."""
    return next(one.__name__ for one in reversed(kind.__mro__) if name in inspect.get_annotations(one))


def test_a_save_takes_no_draft_of_another_session_with_it(filled: Database) -> None:
    def saved(connection: Connection) -> tuple[UUID, ...]:
        stored.record(connection, facts.note(id=held.OTTOS_DRAFT.draft_id))
        return drafts.authors(connection, held.OTTOS)

    assert undone(filled, NIA, saved) == (facts.OTHER_NURSE,)
