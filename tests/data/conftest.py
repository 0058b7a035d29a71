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
    yield from _copied(made / "empty", folder)


@pytest.fixture
def clinic(made: Path, folder: Folder) -> Iterator[Database]:
    """A record with people, protocols and two open sessions."""
    yield from _copied(made / "clinic", folder)


def _copied(source: Path, folder: Folder) -> Iterator[Database]:
    shutil.copytree(source, folder.path.parent)
    database = engine.open_record(folder)
    yield database
    database.close()
