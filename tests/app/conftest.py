from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import Connection

from app import clinic, clock, logs, noted
from app.access import provider
from data import records, subjects
from data.engine import open_record
from data.folder import Folder
from schemas.record import Record
from tests import facts
from tests.app import house as houses
from tests.provider import CLIENT, SECRET, Provider, running
from tests.served import PATIENCE


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One furnished record, made once; every test works on its own copy."""
    folder = tmp_path_factory.mktemp("built") / "clinic"
    houses.furnish(folder)
    return folder


@pytest.fixture
def data_folder(furnished: Path, tmp_path: Path) -> Path:
    """The folder of a furnished record of this test's own."""
    return houses.copy(furnished, tmp_path / "clinic")


@pytest.fixture
def house(data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[houses.House]:
    """The furnished clinic, open at 15:00, with Nia chosen at its browser."""
    wall = [datetime(2026, 3, 2, 15, tzinfo=UTC)]
    tick = timedelta(microseconds=1)  # no two looks at the clock see the same instant

    def now() -> datetime:
        wall[0] += tick
        return wall[0]

    monkeypatch.setattr(clock, "now", now)
    monkeypatch.setattr(noted, "_WAITING", deque())  # or what could not be written elsewhere is written here
    served, beside = open_record(Folder(data_folder)), open_record(Folder(data_folder))
    served.attend()
    opened = clinic.Clinic(database=served, zone="UTC", port=houses.PORT)
    monkeypatch.setattr(clinic, "_open", [opened])

    def at(time: str | datetime) -> None:
        wall[0] = facts.instant(time)

    made = houses.House(data_folder, opened, at, beside)
    made.client = made.sign_in()
    yield made
    beside.close()
    served.close()


@pytest.fixture
def theirs(house: houses.House, monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    """The clinic's provider, at which Nia is known."""
    monkeypatch.setattr(provider, "_SAID", {})  # another one may have answered at this port
    monkeypatch.setattr(provider, "_TIMEOUT_S", PATIENCE)
    with running(Provider(lambda: clock.now().timestamp())) as made:
        known = provider.Provider(made.issuer, CLIENT, SECRET, acr=frozenset({"gold"}))
        monkeypatch.setattr(clinic, "_open", [replace(house.clinic, provider=known)])
        with house.database.write() as connection:
            subjects.put(connection, made.issuer, made.subject, facts.NURSE, facts.instant("08:00"))
        yield made


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[clinic.Clinic]:
    """An empty record, as `chairside serve` makes it: nobody works here yet."""
    served = open_record(Folder(tmp_path / "bare"))
    served.attend()
    opened = clinic.Clinic(database=served, zone="UTC", port=houses.PORT)
    monkeypatch.setattr(clinic, "_open", [opened])
    yield opened
    opened.database.close()


@pytest.fixture
def stream() -> Iterator[StringIO]:
    """The log, to the last line."""
    there = StringIO()
    with logs.written(there) as at_level:
        at_level("debug")
        yield there


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[UUID]:
    """Which sessions were read from the database, in order."""
    seen: list[UUID] = []
    real = records.of_treatment

    def noting(connection: Connection, treatment: UUID) -> Record | None:
        seen.append(treatment)
        return real(connection, treatment)

    monkeypatch.setattr(records, "of_treatment", noting)
    return seen
