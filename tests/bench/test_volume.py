from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from data import records, treatments
from data.engine import Database, intact, open_record
from data.folder import Folder
from schemas.record import Record
from tests.bench import chairs, patterns, volume

READINGS = 2500
PATTERN, COPY = 1, volume.PATTERNS + chairs.CHAIRS + 1  # rows of the table of sessions, by the order of their making
# A copy differs from what was recorded through the data layer in whose it is and in when it was, and in nothing else.
OWN = {"id", "treatment_id", "patient_id", "effect_id", "alert_id"}
OF_THE_DAY = {"entered_at", "arrived_at", "ended_at", "taken_at", "onset_at", "at"}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, volume.Filled]:
    folder = tmp_path_factory.mktemp("volume") / "data"
    return folder, volume.fill(folder, READINGS)


@pytest.fixture(scope="module")
def database(filled: tuple[Path, volume.Filled]) -> Iterator[Database]:
    opened = open_record(Folder(filled[0]))
    yield opened
    opened.close()


def number(database: Database, question: str) -> int:
    with database.read() as connection:
        return int(connection.execute(text(question)).scalar_one())


def record(database: Database, row: int) -> Record:
    with database.read() as connection:
        of = connection.execute(text("SELECT id FROM treatment WHERE rowid = :row"), {"row": row}).scalar_one()
        found = records.of_treatment(connection, UUID(of))
    assert found is not None
    return found


def said(whole: Record) -> list[tuple[str, object]]:
    """What the facts of a session say, without whose they are, their days and their order among those of one time."""
    facts = whole.facts()
    told = [
        (type(fact).__name__, repr({name: _timeless(name, value) for name, value in fact if name not in OWN}))
        for fact in facts
    ]
    return sorted(told)


def _timeless(name: str, value: object) -> object:
    return value.time() if name in OF_THE_DAY else value  # type: ignore[attr-defined]


@pytest.mark.parametrize("table", ["reading", "treatment", "patient"])
def test_the_record_holds_as_many_as_it_says(
    database: Database, filled: tuple[Path, volume.Filled], table: str
) -> None:
    told = {"reading": filled[1].readings, "treatment": filled[1].sessions, "patient": filled[1].patients}
    assert number(database, f"SELECT count(*) FROM {table}") == told[table]  # noqa: S608 - from the table above


def test_it_holds_as_many_readings_as_were_wanted_but_for_less_than_a_session(
    filled: tuple[Path, volume.Filled],
) -> None:
    assert READINGS - patterns.READINGS < filled[1].readings <= READINGS


def test_twenty_sessions_are_open_and_each_other_has_ended(
    database: Database, filled: tuple[Path, volume.Filled]
) -> None:
    with database.read() as connection:
        assert len(treatments.open_ones(connection)) == chairs.CHAIRS
    assert number(database, "SELECT count(*) FROM treatment_end") == filled[1].sessions - chairs.CHAIRS


@pytest.mark.parametrize("table", ["reading", "treatment", "patient", "drug_event", "effect", "treatment_end"])
def test_every_fact_has_its_audit_row(database: Database, table: str) -> None:
    alone = f"SELECT id FROM {table} EXCEPT SELECT object_id FROM audit WHERE kind = '{table}'"  # noqa: S608 - from the table above
    assert number(database, f"SELECT count(*) FROM ({alone})") == 0  # noqa: S608
    told = number(database, f"SELECT count(*) FROM {table}")  # noqa: S608
    assert number(database, f"SELECT count(*) FROM audit WHERE kind = '{table}'") == told  # noqa: S608


@pytest.mark.parametrize(
    "change", ["UPDATE reading SET pulse = 60", "DELETE FROM audit", "UPDATE treatment SET zone = 'UTC'"]
)
def test_the_triggers_still_refuse_a_change(database: Database, change: str) -> None:
    with pytest.raises(IntegrityError, match="a fact is never changed"), database.write() as connection:
        connection.execute(text(change))


def test_the_file_is_sound_and_every_reference_leads_somewhere(database: Database) -> None:
    assert intact(database) == []


def test_a_copy_reads_as_the_facts_that_were_recorded(database: Database) -> None:
    known = [said(record(database, row)) for row in range(PATTERN, volume.PATTERNS + 1)]
    for row in (COPY, number(database, "SELECT max(rowid) FROM treatment")):
        assert len(record(database, row).readings) == patterns.READINGS
        assert said(record(database, row)) in known


def test_a_record_for_which_the_disk_has_no_room_is_not_begun(tmp_path: Path) -> None:
    with pytest.raises(volume.RoomError, match="GB are free"):
        volume.fill(tmp_path / "data", 10**12)
    assert list(tmp_path.iterdir()) == []


def test_fewer_readings_than_the_patterns_have_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="are wanted"):
        volume.fill(tmp_path / "data", volume.LEAST - 1)
