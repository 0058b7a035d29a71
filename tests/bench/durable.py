"""A durable save through the data layer beside the same statements on the bare driver, in milliseconds."""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from sqlalchemy import event

from data import facts
from data.engine import Database, open_record
from data.folder import Folder
from schemas.reading import Reading, Source
from tests import served
from tests.bench.peers.raw_sqlcipher import Raw, Statement
from tests.bench.table import Compared

SAVES = 300
_WARM = 20


def compared(folder: Path) -> Compared:
    """The two, interleaved save by save, on copies of one record."""
    clinic = served.make(folder / "ours" / "data")
    treatment, nurse = clinic.session(), clinic.nurse
    clinic.close()
    for copy in ("template", "raw"):
        shutil.copytree(folder / "ours", folder / copy)
    ours, template = (open_record(Folder(folder / name / "data")) for name in ("ours", "template"))
    bare = Folder(folder / "raw" / "data")
    raw = Raw(bare.database, bare.key(new=False))
    samples: tuple[list[float], list[float]] = ([], [])
    for number in range(_WARM + SAVES):
        reading = _reading(treatment, nurse, number)
        statements = _statements(template, reading)
        turns = ((samples[0], lambda: _save(ours, reading)), (samples[1], lambda: raw.run(statements)))  # noqa: B023
        for kept, save in turns if number % 2 else reversed(turns):
            begun = time.perf_counter()
            save()
            kept.append((time.perf_counter() - begun) * 1000)
    for opened in (ours, template, raw):
        opened.close()
    return Compared("durable save", "the same on raw sqlcipher3", samples[0][_WARM:], samples[1][_WARM:], target=1.6)


def _save(database: Database, reading: Reading) -> None:
    with database.write() as connection:
        facts.record(connection, reading, line="148/92 88 97 16")


def _statements(database: Database, reading: Reading) -> list[Statement]:
    """What a real save of this reading sends to the driver, after its BEGIN."""
    with _listening(database) as heard:
        _save(database, reading)
    return heard[1:] if heard and heard[0].text.startswith("BEGIN") else heard


@contextmanager
def _listening(database: Database) -> Iterator[list[Statement]]:
    heard: list[Statement] = []

    def hear(_connection: object, _cursor: object, text: str, values: object, *_: object) -> None:
        heard.append(Statement(text, values))

    event.listen(database.engine, "before_cursor_execute", hear)
    yield heard
    event.remove(database.engine, "before_cursor_execute", hear)


def _reading(treatment: UUID, nurse: UUID, number: int) -> Reading:
    now = datetime.now(UTC)
    return Reading(
        id=uuid4(),
        entered_at=now,
        entered_by=nurse,
        treatment_id=treatment,
        taken_at=now - timedelta(seconds=SAVES - number),
        systolic=120 + number % 20,
        diastolic=78,
        pulse=70 + number % 9,
        spo2=97,
        respirations=16,
        source=Source.LINE,
    )
