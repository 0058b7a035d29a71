"""What is looked at is written down once for each opening, and is never lost because the record was busy."""

from collections.abc import Mapping
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import pytest

from app import noted
from data import acts
from data.engine import BusyError, Database
from schemas.act import Did
from schemas.staff import Role
from tests import facts
from tests.app.house import House

WHOLE = acts.Asked(facts.instant("00:00"), facts.instant("23:59"))


def told(house: House) -> list[Mapping[str, Any]]:
    with house.database.read() as connection:
        return [row for row in acts.between(connection, WHOLE, 100) if row["sha256"] is None]


def test_an_act_says_who_in_which_roles_did_what(house: House) -> None:
    person = facts.staff(roles=(Role.NURSE, Role.ADMIN))
    noted.act(person, Did.EXPORT, "patient", facts.PATIENT, patient_id=facts.PATIENT)
    first = told(house)[0]
    assert (first["who"], first["role"], first["what"], first["object_id"]) == (
        facts.NURSE,
        "nurse,admin",
        "export",
        facts.PATIENT,
    )


def test_what_the_record_could_not_take_is_written_with_the_next_one_in_its_order(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = uuid4(), uuid4()

    @contextmanager
    def busy(_: Database, by: object, *, waits: bool) -> Any:  # noqa: ANN401
        assert not waits, "a save never stands behind what is noted"
        raise BusyError("The record is busy with another program.")
        yield

    with monkeypatch.context() as held:
        held.setattr(Database, "write", busy)
        noted.act(facts.staff(), Did.VIEW, "patient", first)
        assert noted.write() == 1
    noted.act(facts.staff(), Did.VIEW, "patient", second)
    assert [row["object_id"] for row in told(house)][:2] == [second, first]
    assert noted.write() == 0
