"""The record that the tests of storage work on: real, encrypted, in a folder of its own."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from data import engine
from data.engine import Database
from data.folder import Folder
from tests.data import opened

AWKWARD = "Dr. Ünal 100%20? #1"  # would not do in an address


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A data folder that does not exist yet."""
    return Folder(tmp_path / AWKWARD / "data")


@pytest.fixture
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who waits behind others of this process waits as long as it takes: a machine that stalls refuses nobody."""
    monkeypatch.setattr(engine, "QUEUE_SECONDS", 60.0)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two closed records with their keys, made once and copied: one empty, one with people and two open sessions."""
    home = tmp_path_factory.mktemp("made")
    for name in ("empty", "clinic"):
        database = engine.open_record(Folder(home / name / "data"))
        if name == "clinic":
            with database.write() as connection:
                opened.people(connection)
        database.close()
    return home


@pytest.fixture
def empty(made: Path, folder: Folder) -> Iterator[Database]:
    """A new record with nothing in it."""
    yield from copied(made / "empty", folder)


@pytest.fixture
def clinic(made: Path, folder: Folder) -> Iterator[Database]:
    """A record with people, protocols and two open sessions."""
    yield from copied(made / "clinic", folder)


@pytest.fixture(scope="module")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """The folder of the record that the tests of one module share."""
    return Folder(tmp_path_factory.mktemp("shared") / AWKWARD / "data")


@pytest.fixture(scope="module")
def shared(made: Path, shared_folder: Folder) -> Iterator[Database]:
    """The same as `clinic`, shared by the tests of one module: for those whose every attempt is to be refused."""
    yield from copied(made / "clinic", shared_folder)


def copied(source: Path, folder: Folder) -> Iterator[Database]:
    """The record opened from a copy, closed afterwards."""
    shutil.copytree(source, folder.path.parent)
    database = engine.open_record(folder)
    yield database
    database.close()
