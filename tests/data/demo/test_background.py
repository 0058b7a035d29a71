"""What is known of the people of the demo clinic: of some nothing, and no order is for a session that runs."""

import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from data import backgrounds, engine, orders, treatments
from data.demo import people
from data.demo.ids import SEED
from data.engine import Database
from data.folder import Folder
from schemas.background import BackgroundItem, BackgroundSays
from schemas.rules import background


@pytest.fixture(scope="module")
def clinic(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    home = tmp_path_factory.mktemp("looked")
    shutil.copytree(made, home / "copy")
    opened = engine.open_record(Folder(home / "copy" / "data"))
    yield opened
    opened.close()


def test_three_of_four_were_asked_everything_and_the_fourth_nothing(clinic: Database) -> None:
    found = Counter[BackgroundSays]()
    with clinic.read() as connection:
        for person in people.people(SEED):
            said = backgrounds.of_patient(connection, person.id)
            assert len(said) == (0 if person.index % 4 == 3 else len(BackgroundItem))
            found.update(one.says for one in background.known(said).values())
            assert all(one.asked_on < datetime(2026, 3, 10, tzinfo=UTC).date() for one in said)
    assert all(found[says] for says in BackgroundSays), "every answer occurs"


def test_whoever_is_not_here_today_has_an_order_from_her_last_session_with_its_weight(clinic: Database) -> None:
    with clinic.read() as connection:
        busy = {one.patient_id for one in treatments.open_ones(connection)}
        for person in people.people(SEED):
            stands = orders.of_next(connection, person.id)
            if person.id in busy:
                assert stands is None
            else:
                assert stands is not None
                assert stands.entered_by == people.MIA
                assert stands.weight_kg is not None
