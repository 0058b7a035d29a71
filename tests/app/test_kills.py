"""A server killed by SIGKILL at fifty random moments while two people save: what was acknowledged is there, once."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import text

from data import audit, engine, patients, protocols, records, tables, treatments
from data.engine import Database, open_record
from data.folder import Folder
from schemas.fact import Fact
from schemas.record import Record
from tests import entered, facts, uncounted
from tests.served import answers, free_port

KILLS, SEED = 50, 20260302
LONGEST = 0.06  # seconds that a server lives after the first save it acknowledged
PATIENCE = 30
TOGETHER = timedelta(seconds=3)  # how far an entry's own moment may be off: two clocks and one way through loopback
PEOPLE = (facts.NURSE, facts.OTHER_NURSE)


class Server:
    """One server after the other on the same port and record."""

    def __init__(self, folder: Path, port: int) -> None:
        """Loads the program; nothing is served yet."""
        self.address, self.port = f"http://127.0.0.1:{port}", port
        command = [sys.executable, "-m", "tests.bare_server", str(folder), str(port)]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        here, env = Path(__file__).parents[2], uncounted.environment()
        self._parent = subprocess.Popen(command, cwd=here, env=env, **pipes)

    def start(self) -> None:
        """Lets a new process serve and waits until it answers."""
        assert self._parent.stdin is not None
        self._parent.stdin.write("serve\n")
        self._parent.stdin.flush()
        self.pid = int(self._said())
        until = time.monotonic() + PATIENCE
        while not answers(self.address):
            assert time.monotonic() < until, "the server does not answer"
            time.sleep(0.002)

    def kill(self) -> None:
        """The power cut."""
        os.kill(self.pid, signal.SIGKILL)
        assert int(self._said()) == signal.SIGKILL, "it was alive until then"

    def _said(self) -> str:
        assert self._parent.stdout is not None
        return self._parent.stdout.readline()

    def close(self) -> None:
        """Ends the last one, and what has loaded the program."""
        os.kill(self.pid, signal.SIGTERM)
        self._parent.communicate(timeout=PATIENCE)


@dataclass
class Entry:
    """One Enter: what is sent until it is answered, when it was pressed, and what the answer was."""

    session: UUID
    kind: str
    body: dict[str, Any]
    pressed_at: datetime
    pressed: float
    cut: int = 0
    longest: float = 0  # seconds that one try was on its way
    status: int = 0
    receipt: dict[str, Any] = field(default_factory=dict)

    @property
    def id(self) -> UUID:
        """The draft's, and the fact's."""
        return UUID(self.body["id"])


class Person(threading.Thread):
    """Presses Enter again and again, as fast as it is answered; each entry is sent with its id until it is."""

    def __init__(self, author: UUID, sessions: list[UUID], address: str, seed: int, cookie: str) -> None:
        """At her own browser, in which she is signed in."""
        super().__init__(daemon=True)  # where the test fails she goes on, and must not keep its worker from ending
        self.author, self.sessions, self.done = author, sessions, False
        self.entries: list[Entry] = []
        self.refused: list[str] = []
        self.answered = threading.Event()
        self._values = random.Random(seed)
        self._client = httpx.Client(base_url=address, headers={"origin": address, "cookie": cookie}, timeout=PATIENCE)

    def run(self) -> None:
        """Until she is told to stop, and then until the last entry is answered."""
        while not self.done:
            entry = self._press()
            self.entries.append(entry)
            self._type(entry)
            while not entry.status:
                self._send(entry)
            self.answered.set()
        self._client.close()

    def _press(self) -> Entry:
        number, session = len(self.entries), self.sessions[0]
        values = f"{self._values.randint(138, 142)}/{self._values.randint(88, 92)} {self._values.randint(70, 74)}"
        kind, body = (
            ("readings", {"line": values}),
            ("readings", {"line": f"{values} 97 @-3", "note": f"number {number}"}),
            ("effects", {"line": f'+"feels {number}" 2'}),
            ("notes", {"words": f"number {number}"}),
        )[number % 4]
        return Entry(session, kind, {"id": str(uuid4())} | body, datetime.now(UTC), time.monotonic())

    def _type(self, entry: Entry) -> None:
        """The draft, once: whether it arrives does not matter, but it must be gone with the save."""
        draft = {"id": str(entry.id), "text": entry.body.get("line", "")}
        with suppress(httpx.TransportError):
            self._client.put(f"/api/treatments/{entry.session}/draft", json=draft)

    def _send(self, entry: Entry) -> None:
        age = {"author": str(self.author), "age_ms": (time.monotonic() - entry.pressed) * 1000}
        begun = time.monotonic()
        try:
            answer = self._client.post(f"/api/treatments/{entry.session}/{entry.kind}", json=entry.body | age)
        except httpx.TransportError:
            entry.cut += 1
            time.sleep(0.01)
            return
        finally:
            entry.longest = max(entry.longest, time.monotonic() - begun)
        asked = answer.json().get("questions")
        if asked:  # two readings of one minute: they are meant
            entry.body["confirmed"] = [one["code"] for one in asked]
            return
        entry.status = answer.status_code
        if entry.status in {200, 201}:
            entry.receipt = answer.json()["receipt"]
        else:
            self.refused.append(answer.text)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A record with two nurses and, for each life of the server, a session of each."""
    folder = tmp_path / "clinic"
    with closing(open_record(Folder(folder))) as database, database.write() as connection:
        protocols.store(connection)
        entered.add(connection, facts.staff())
        entered.add(connection, facts.staff("Otto Other", id=facts.OTHER_NURSE, initials="OO"))
        patients.register(connection, facts.patient())
        now = datetime.now(UTC)
        for number in range(len(PEOPLE) * (KILLS + 1)):
            columns = {"id": session(number), "protocol_id": protocols.shipped()[0].id, "entered_at": now}
            treatments.begin(connection, facts.treatment(now - timedelta(hours=1), **columns))
    return folder


def cookie(folder: Path, person: UUID, port: int) -> str:
    """What a browser shows in which this person is signed in."""
    with closing(open_record(Folder(folder))) as database, database.write() as connection:
        return f"__Host-chairside-{port}={entered.sign_in(connection, person)}"


def session(number: int) -> UUID:
    """The id of a session."""
    return UUID(int=1000 + number)


def kill_again_and_again(folder: Path) -> list[Person]:
    """Fifty lives of the server, each ended at a random moment; then one in which everybody hears the last answer."""
    moments = random.Random(SEED)
    with closing(Server(folder, free_port())) as server:
        server.start()
        people = [
            Person(who, [session(number)], server.address, SEED + number, cookie(folder, who, server.port))
            for number, who in enumerate(PEOPLE)
        ]
        for person in people:
            person.start()
        for life in range(1, KILLS + 1):
            for person in people:
                person.answered.clear()
                assert person.answered.wait(PATIENCE)
            time.sleep(moments.uniform(0, LONGEST))
            server.kill()
            for number, person in enumerate(people):
                person.sessions[0] = session(len(PEOPLE) * life + number)
            server.start()
        for person in people:
            person.done = True
        for person in people:
            person.join(PATIENCE)
            assert not person.is_alive()
    return people


@pytest.mark.slow
def test_a_server_killed_at_fifty_moments_around_a_save_loses_nothing_acknowledged_and_doubles_nothing(
    folder: Path,
) -> None:
    people = kill_again_and_again(folder)
    entries = [entry for person in people for entry in person.entries]
    assert [person.refused for person in people] == [[], []]
    resent = [entry for entry in entries if entry.cut]
    # The moments were real: some kills came before the commit, some between the commit and the answer.
    assert {entry.status for entry in resent} == {200, 201}
    assert len(resent) >= KILLS // 2
    with closing(open_record(Folder(folder))) as database:
        assert engine.intact(database) == []
        stored = dict(all_facts(database))
        everything_is_there_once(database, people, stored)
        the_audit_says_the_same(database, stored)
        assert drafts(database) == set()


def all_facts(database: Database) -> Iterator[tuple[UUID, Fact]]:
    """Every clinical fact of every session by its id; each lies in one session only."""
    for record in sessions(database):
        for fact in record.facts():
            yield fact.id, fact


def sessions(database: Database) -> list[Record]:
    """Every session."""
    with database.read() as connection:
        found = [records.of_treatment(connection, one) for one in records.ids(connection)]
    return [one for one in found if one is not None]


def everything_is_there_once(database: Database, people: list[Person], stored: dict[UUID, Fact]) -> None:
    """Each entry is one fact (an effect with its severity two) in its session, by its author, with its values."""
    wanted = sum(2 if entry.kind == "effects" else 1 for person in people for entry in person.entries)
    assert sum(len(record.facts()) for record in sessions(database)) == len(stored) == wanted
    for person in people:
        for entry in person.entries:
            fact = stored[entry.id]
            assert (fact.entered_by, fact.model_dump()["treatment_id"]) == (person.author, entry.session)
            assert values(fact) == entry.body.get("line", entry.body.get("words"))
            off = TOGETHER + timedelta(seconds=entry.longest)  # its age is told when it is sent
            assert abs(moment(fact) - entry.pressed_at) < off, "charted when Enter was pressed, not when it came"
            assert UUID(entry.receipt["id"]) == entry.id


def values(fact: Fact) -> str:
    """The fact as its line or its words were typed."""
    said = fact.model_dump()
    if "systolic" in said:
        run = f"{said['systolic']}/{said['diastolic']} {said['pulse']}"
        return f"{run} {said['spo2']} @{said['time_stated']}" if said["time_stated"] else run
    return f'+"{said["words"]}" 2' if "onset_at" in said else str(said["words"])


def moment(fact: Fact) -> datetime:
    """When Enter was pressed for it, as the record says."""
    said = fact.model_dump()
    at: datetime = next(said[name] for name in ("taken_at", "onset_at", "at") if name in said)
    return at + (timedelta(minutes=3) if said["time_stated"] == "-3" else timedelta())


def the_audit_says_the_same(database: Database, stored: dict[UUID, Fact]) -> None:
    """One row for each fact, with the digest of what lies there."""
    table = tables.METADATA.tables["audit"]
    with database.read() as connection:
        rows = connection.execute(table.select().where(table.c.object_id.in_(stored))).mappings().all()
    assert sorted((row["object_id"], row["sha256"]) for row in rows) == sorted(
        (fact_id, audit.digest(fact)) for fact_id, fact in stored.items()
    )


def drafts(database: Database) -> set[str]:
    """The ids of drafts that are still kept."""
    with database.read() as connection:
        return set(connection.execute(text("SELECT draft_id FROM draft")).scalars())
