"""A real server over a real encrypted record, in a process of its own, with people and sessions to try things on."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect

from data import misses, patients, protocols, records, staff, treatments
from data.engine import Database, open_record
from data.folder import Folder
from schemas.patient import Patient, Sex
from schemas.record import Record
from schemas.staff import Role, Staff
from schemas.treatment import Treatment
from tests import entered, uncounted

# Around midnight every line of a session that began before it has a date, and less fits on a screen: a test of what is
# in sight would say something else at night. So the clinic lies where it is day.
_PLACES = ("Europe/Berlin", "America/Los_Angeles")
ZONE = next(place for place in _PLACES if 4 <= datetime.now(ZoneInfo(place)).hour < 20)
PATIENCE = 40
# A test that moves the page's clock by ten minutes is not to find it locked.
SETTINGS = {"CHAIRSIDE_ZONE": ZONE, "CHAIRSIDE_LOCK_AT_THE_CHAIR": "15", "CHAIRSIDE_LOCK_ELSEWHERE": "15"}


@dataclass
class Served:
    """One clinic: its folder, its record opened beside the server, and the server itself once started."""

    folder: Path
    port: int = 0
    process: subprocess.Popen[bytes] | None = None
    nurse: UUID = field(default_factory=uuid4)
    second_nurse: UUID = field(default_factory=uuid4)
    log: Path | None = None  # where it is named, all that the server writes to its console lies there, to the last poll
    host: str = "127.0.0.1"
    settings: dict[str, str] = field(default_factory=dict)  # beside SETTINGS
    clock: Path | None = None  # where it is named, the server's clock is ahead by the seconds in this file
    counts: bool = True  # whether coverage counts in the server, which makes it half as fast
    _database: Database | None = None
    _tablet: str = ""

    @property
    def address(self) -> str:
        """Where the server answers."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def database(self) -> Database:
        """The record, opened in the test's own process."""
        if self._database is None:
            self._database = open_record(Folder(self.folder))
        return self._database

    def people(self) -> None:
        """Two nurses and the shipped protocols."""
        now = datetime.now(UTC)
        with self.database.write() as connection:
            protocols.store(connection)
            for person, name, initials in ((self.nurse, "Bea Novak", "BN"), (self.second_nurse, "Ines Roth", "IR")):
                told = {"id": person, "entered_at": now, "entered_by": self.nurse, "name": name, "initials": initials}
                entered.add(connection, Staff(**told, roles=(Role.NURSE,)), name.split()[0].lower())
                entered.secret(connection, person, self.database.secret_key)
                entered.shift(connection, person, now - timedelta(days=1), hours=1000)

    def start(self, what: str = "serve") -> None:
        """Starts the server and waits until it answers; "demo" serves the invented clinic."""
        self.port = self.port or free_port()
        module = ["app.cli"] if self.clock is None else ["tests.clocked_server", str(self.clock)]
        command = [sys.executable, "-m", *module, what, "--port", str(self.port), "--data", str(self.folder)]
        command += ["--host", self.host] if what == "serve" else []
        inherited = dict(os.environ) if self.counts else uncounted.environment()
        level = {} if self.log is None else {"CHAIRSIDE_LOG_LEVEL": "debug"}
        settings = inherited | SETTINGS | level | self.settings
        with (self.log or Path(os.devnull)).open("ab") as written:
            errors = None if self.log is None else subprocess.STDOUT
            self.process = subprocess.Popen(command, env=settings, stdout=written, stderr=errors)
        # The invented clinic is invented first: ten seconds of a quiet processor, and many more of a busy one.
        until = time.monotonic() + (4 * PATIENCE if what == "demo" else PATIENCE)
        while not (listens(self.host, self.port) if self.settings else answers(self.address)):
            if self.process.poll() is not None or time.monotonic() > until:
                message = f"The server did not start (exit code {self.process.poll()})."
                self.stop(signal.SIGKILL)  # or it would fail the next test as well, which has to clean up after it
                raise AssertionError(message)
            time.sleep(0.05)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Ends the server; SIGKILL is the power cut. One that does not end fails one test and not all after it."""
        if self.process is not None:
            ending, self.process = self.process, None
            ending.send_signal(how)
            try:
                ending.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                ending.kill()
                ending.wait(PATIENCE)
                raise

    def close(self) -> None:
        """Ends the server and closes the record."""
        self.stop()
        if self._database is not None:
            self._database.close()

    def session(
        self,
        *,
        minutes_ago: float = 70,
        key: str = "iv_q10_q15",
        name: tuple[str, str] = ("Ana", "Ortiz"),
        **plan: object,
    ) -> UUID:
        """A new patient's new session, arrived that long ago; its id."""
        now = datetime.now(UTC)
        patient_id, treatment_id = uuid4(), uuid4()
        protocol = next(one for one in protocols.shipped() if one.key == key)
        common = {"entered_at": now, "entered_by": self.nurse}
        with self.database.write() as connection:
            patients.register(
                connection,
                Patient(
                    id=patient_id,
                    record_number=f"T{patient_id.hex[:8]}",
                    given_name=name[0],
                    family_name=name[1],
                    date_of_birth=date(1984, 3, 2),
                    sex=Sex.FEMALE,
                    **common,
                ),
            )
            columns = {
                "planned_doses": protocol.planned_doses,
                "arrived_at": now - timedelta(minutes=minutes_ago),
                "zone": ZONE,
            } | plan
            treatments.begin(
                connection,
                Treatment(id=treatment_id, patient_id=patient_id, protocol_id=protocol.id, **common, **columns),
            )
        return treatment_id

    def record(self, treatment_id: UUID) -> Record:
        """The session as it lies in the database now."""
        with self.database.read() as connection:
            found = records.of_treatment(connection, treatment_id)
        assert found is not None
        return found

    def failures_from(self, address: str) -> int:
        """How many wrong passwords count for this address."""
        with self.database.read() as connection:
            found = misses.at(connection, misses.place("address", address))
        return 0 if found is None else found.count

    @property
    def tablet(self) -> str:
        """What one of the clinic's tablets shows to be known."""
        if not self._tablet:
            with self.database.write() as connection:
                _, self._tablet = entered.tablet(connection, self.nurse)
        return self._tablet

    def enrol(self, page: Page) -> None:
        """Makes the page's browser one of the clinic's tablets."""
        self.give(page, "tablet", self.tablet)

    def sign_in(self, page: Page, who: str = "Bea Novak") -> None:
        """Lets this person be signed in at the page's browser, one of the clinic's tablets, for ten years."""
        self.enrol(page)
        with self.database.write() as connection:
            person = next(one for one in staff.all_of(connection) if one.name == who)
            token = entered.sign_in(connection, person.id)
        self.give(page, "chairside", token)

    def give(self, page: Page, name: str, value: str) -> None:
        """Sets one of the server's cookies in the page's browser."""
        here = {"url": f"https://127.0.0.1:{self.port}/", "secure": True, "httpOnly": True, "sameSite": "Strict"}
        page.context.add_cookies([{"name": f"__Host-{name}-{self.port}", "value": value, **here}])  # type: ignore[list-item]

    def open_chair(self, page: Page, treatment_id: UUID, who: str = "Bea Novak") -> None:
        """Opens the chair as this person and waits until the caret is in the line."""
        self.sign_in(page, who)
        page.goto(f"{self.address}/chair?session={treatment_id}")
        expect(page.get_by_role("textbox", name="Vitals")).to_be_focused(timeout=20_000)


def make(folder: Path) -> Served:
    """A new clinic in this folder, with people, not started yet."""
    served = Served(folder)
    served.people()
    return served


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def listens(host: str, port: int) -> bool:
    """Whether somebody listens there; where TLS begins at once, nothing more can be asked in clear."""
    try:
        socket.create_connection((host, port), timeout=2).close()
    except OSError:
        return False
    return True


def answers(address: str) -> bool:
    """Whether a server answers there."""
    try:
        with urllib.request.urlopen(f"{address}/login", timeout=2) as answer:  # noqa: S310 - our own loopback
            return bool(answer.status == 200)
    except OSError:
        return False
