"""The demo clinic in a real record: made once for all tests that look at it or copy it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from data import engine
from data.demo import clinic, scene
from data.demo.scene import Clinic
from data.folder import Folder

NOW = datetime(2026, 3, 10, 10, 30, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the data and key of a clinic made on 10 March 2026, 10:30 in London; never written into."""
    home = tmp_path_factory.mktemp("demo")
    database = engine.open_record(Folder(home / "data"))
    clinic.create_or_refresh(database, NOW, "Europe/London")
    database.close()
    return home


@pytest.fixture(scope="session")
def whole() -> Clinic:
    """The same clinic without a database."""
    return scene.facts_of_clinic(NOW, "Europe/London")
