"""The clinic's own figures over a hundred thousand sessions, in milliseconds, and what one session takes to be counted.

`python -m tests.bench safety` prints it. The hundred thousand are rows as counting leaves them, without the facts they
would follow from, which no sum reads; counting is measured on sessions with all their facts. All of it is time of the
processor: nothing here waits for anything else.
"""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import insert

from app import counting
from app.charts.safety import delays, shares, shares_chart
from data import acting, connecting, outcomes, protocols
from data.engine import Database, open_record
from data.exports import safety_table
from data.folder import Folder
from data.safety import counts, stored
from data.safety.asked import Choice
from schemas.effect import TERMS
from schemas.protocol import Drug, Protocol, Route
from schemas.rules.outcome import How
from schemas.rules.safety.doses import BANDS
from schemas.rules.safety.measures import Group
from tests.bench import volume
from tests.bench.table import Within

SESSIONS, VISITS = 100_000, 8
TIMES = 9
_BATCH = 5000
_SIGNS = {"systolic": (95, 170), "diastolic": (55, 100), "pulse": (50, 110), "spo2": (93, 99), "respirations": (11, 20)}
_EFFECTS = [(term.key, 0.3 / place) for place, term in enumerate(TERMS[:20], start=1)]


def measured(folder: Path) -> list[Within]:
    """The view of the whole clinic and of one band, the export, and what one session takes to be counted."""
    opened = open_record(Folder(folder / "counted"))
    fill(folder / "counted", opened, SESSIONS)
    ketamine = Choice(Drug.KETAMINE, Route.INTRAVENOUS, BANDS[Drug.KETAMINE][1])
    try:
        return [
            Within(f"view, {SESSIONS:,} sessions", _timed(lambda: view(opened, Choice())), median=1000),
            Within("view, one drug and dose", _timed(lambda: view(opened, ketamine)), median=1000),
            Within("its sums alone", _timed(lambda: _sums(opened))),
            Within("export of all of it", _timed(lambda: _export(opened), 3)),
            Within("counting, a session", _counted(folder / "facts")),
        ]
    finally:
        opened.close()


def view(database: Database, choice: Choice) -> None:
    """What the screen works out and draws, as the server does it."""
    with database.read(acting.PROGRAM) as connection:
        found = counts.of(connection, choice, counts.followed(connection))
    for group in Group:
        figures = [one for one in found.figures if one.measure.group is group]
        shares_chart.chart("light", shares.shares(figures)).to_dict()
        shares.table(figures)
        shares.described(group, figures)
    delays.chart("light", delays.rows(found.delays)).to_dict()


def fill(folder: Path, database: Database, sessions: int, seed: int = 1) -> None:
    """So many counted sessions, of eight visits a patient, with some 1.4 effects each."""
    with database.write(acting.PROGRAM) as connection:
        protocols.store(connection)
        outcomes.look(connection)
    place = Folder(folder)
    # Without the references: the sessions themselves are not there.
    opened = connecting.engine(place.database, place.key(new=False), begin="BEGIN", size=1, pragmas=connecting.KEYED)
    random = Random(seed)
    with opened.connect() as connection:
        for batch in range(0, sessions, _BATCH):
            rows = list(_rows(random, batch, min(batch + _BATCH, sessions)))
            connection.execute(insert(outcomes.TABLE), [row for row, _ in rows])
            connection.execute(insert(outcomes.EFFECTS), [one for _, effects in rows for one in effects])
            connection.commit()
    opened.dispose()


def _rows(random: Random, first: int, last: int) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    shipped = {one.key: one for one in protocols.shipped()}
    for number in range(first, last):
        protocol = shipped["iv_q10_q15" if number // VISITS % 3 else "esketamine_rems"]
        session = UUID(int=(1 << 100) + number)
        effects = [
            {"treatment_id": session, "effect": key, "severity": random.choice((None, 1, 1, 2, 3))}
            for key, share in _EFFECTS
            if random.random() < share
        ]
        yield _row(random, UUID(int=(1 << 90) + number // VISITS), session, protocol, effects), effects


def _row(
    random: Random, patient: UUID, session: UUID, protocol: Protocol, effects: list[dict[str, Any]]
) -> dict[str, Any]:
    nothing = {column.name: None for column in outcomes.TABLE.columns}
    pressure = {f"baseline_{name}": random.randint(*_SIGNS[name]) - 20 for name in ("systolic", "diastolic")}
    lows = {f"lowest_{name}": low + random.randint(-6, 20) for name, (low, _) in _SIGNS.items()}
    highs = {f"highest_{name}": high - random.randint(-12, 30) for name, (_, high) in _SIGNS.items()}
    severe = sum((one["severity"] or 0) > 2 for one in effects)
    told = {"effects": len(effects), "effects_severe": severe, "effects_asked": random.random() < 0.95}
    told |= {"effects_unstated": sum(one["severity"] is None for one in effects)}
    return {
        **(nothing | pressure | lows | highs | told),
        **dict.fromkeys(stored.DELAYS, 1),
        "patient_id": patient,
        "treatment_id": session,
        "protocol_id": protocol.id,
        "drug": protocol.drug,
        "route": protocol.route,
        "how": How.GIVEN if random.random() < 0.9 else How.HELD,
        "dose_mg": random.choice((56.0, 84.0, 40.0)),
        "dose_mg_per_kg": random.choice((0.5, 0.5, 0.75, 1.0)),
        "rise_40_systolic": random.randint(-5, 40),
        "peak_minutes": random.choice((20, 30, 40, 40, 60)),
        "not_back": random.random() < 0.03,
        "stopped_early": random.random() < 0.02,
        "dues": 6,
        "dues_missed": int(random.random() < 0.1),
        "corrections": int(random.random() < 0.1),
    }


def _timed(does: Callable[[], object], times: int = TIMES) -> list[float]:
    does()
    samples = []
    for _ in range(times):
        begun = time.process_time()
        does()
        samples.append((time.process_time() - begun) * 1000)
    return samples


def _sums(database: Database) -> None:
    with database.read(acting.PROGRAM) as connection:
        counts.of(connection, Choice(), counts.followed(connection))


def _export(database: Database) -> None:
    with database.read(acting.PROGRAM) as connection:
        safety_table.csv_of(safety_table.whole(connection))


def _counted(folder: Path) -> list[float]:
    """Milliseconds a session, of steps as the server makes them, over sessions with all their facts."""
    volume.fill(folder, volume.LEAST)
    database = open_record(Folder(folder))
    samples = []
    try:
        counting.look(database)
        while True:
            begun = time.process_time()
            done = counting.step(database)
            if not done:
                return samples
            samples.append((time.process_time() - begun) * 1000 / done)
    finally:
        database.close()
