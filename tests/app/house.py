"""A clinic for the tests of `app/`: a real encrypted record, the real routes behind the real gate, a clock on the wall.

It is 2 March 2026, 15:00 UTC, until `at` says otherwise. Alice's session, in the zone UTC, arrived at 13:30.
"""

import asyncio
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from httpx import ASGITransport, AsyncClient, Cookies, Response
from sqlalchemy import text
from starlette.applications import Starlette
from starlette.middleware import Middleware

from app import answered, clinic, gate
from app.routes.table import ROUTES
from data import patients, protocols, records, treatments
from data.engine import Database, open_record
from data.folder import Folder
from schemas.protocol import Protocol
from schemas.record import Record
from tests import entered, facts

PORT = 8501
HERE = f"https://127.0.0.1:{PORT}"  # a jar gives its Secure cookies to such an address alone
COOKIE = f"__Host-chairside-{PORT}"
TABLET = f"__Host-tablet-{PORT}"
INFUSION = next(one for one in protocols.shipped() if one.key == "iv_q10_q15")
ESKETAMINE = next(one for one in protocols.shipped() if one.key == "esketamine_rems")


class Browser:
    """A browser over the real routes and the real gate, with a cookie jar of its own; nobody is signed in at it yet."""

    def __init__(self, **headers: str) -> None:
        app = Starlette(routes=list(ROUTES), middleware=[Middleware(answered.Answered), Middleware(gate.Gate)])
        transport = ASGITransport(app, raise_app_exceptions=False)
        self._client = AsyncClient(transport=transport, base_url=HERE, headers={"origin": HERE} | headers)

    @property
    def cookies(self) -> Cookies:
        """The jar."""
        return self._client.cookies

    def request(self, method: str, address: str, **more: Any) -> Response:  # noqa: ANN401 - httpx's own
        """One request; redirects are not followed."""
        asked = self._client.request(method, address, **more)
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            return asyncio.run(asked)
        # Playwright's loop stays on the thread of a worker that has run a browser test, whatever it is given then.
        with ThreadPoolExecutor(1) as beside:
            return beside.submit(asyncio.run, asked).result()

    def get(self, address: str, **more: Any) -> Response:  # noqa: ANN401
        """GET."""
        return self.request("GET", address, **more)

    def post(self, address: str, **more: Any) -> Response:  # noqa: ANN401
        """POST."""
        return self.request("POST", address, **more)

    def put(self, address: str, **more: Any) -> Response:  # noqa: ANN401
        """PUT."""
        return self.request("PUT", address, **more)


@dataclass
class House:
    """One open clinic; `client` is a browser at which Nia is signed in."""

    folder: Path
    clinic: clinic.Clinic
    at: Callable[[str | datetime], None]
    database: Database  # opened beside the clinic's, by the program itself: what a test looks at and prepares
    client: Browser = field(default_factory=Browser)

    def sign_in(self, person: UUID = facts.NURSE) -> Browser:
        """Another browser, at which this person is signed in."""
        client = Browser()
        with self.database.write() as connection:
            client.cookies.set(COOKIE, entered.sign_in(connection, person))
        return client

    def tablet(self) -> Browser:
        """A browser that is one of the clinic's tablets; nobody is signed in at it yet."""
        client = Browser()
        with self.database.write() as connection:
            client.cookies.set(TABLET, entered.tablet(connection, facts.NURSE)[1])
        return client

    def post(
        self, kind: str, body: object, treatment: object = facts.TREATMENT, client: Browser | None = None
    ) -> Response:
        """Saves; a dictionary without an id gets a fresh one."""
        whole = {"id": str(uuid4())} | body if isinstance(body, dict) else body
        return (client or self.client).post(f"/api/treatments/{treatment}/{kind}", json=whole)

    def line(self, line: str, kind: str = "readings", **more: object) -> Response:
        """Saves a line."""
        return self.post(kind, {"line": line} | more)

    def saved(self, kind: str, **body: object) -> str:
        """Saves what must be accepted; its id."""
        answer = self.post(kind, body)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["receipt"]["id"])

    def record(self, treatment: UUID = facts.TREATMENT) -> Record:
        """The session as it lies in the database."""
        with self.database.read() as connection:
            found = records.of_treatment(connection, treatment)
        assert found is not None
        return found

    def patient(self, **fields: object) -> UUID:
        """A further patient."""
        patient = facts.patient(**({"id": uuid4(), "record_number": uuid4().hex[:8]} | fields))
        with self.database.write() as connection:
            patients.register(connection, patient)
        return patient.id

    def session(self, arrived_at: str | datetime = "13:30", protocol: Protocol = INFUSION, **fields: object) -> UUID:
        """A further session, of a further patient unless `patient_id` says whose."""
        told = {"id": uuid4(), "protocol_id": protocol.id, "planned_doses": protocol.planned_doses} | fields
        begun = facts.treatment(arrived_at, **({"patient_id": fields.get("patient_id") or self.patient()} | told))
        with self.database.write() as connection:
            treatments.begin(connection, begun)
        return begun.id

    def count(self, table: str) -> int:
        """How many rows lie in the table."""
        with self.database.read() as connection:
            return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())  # noqa: S608 - our own names


def furnish(folder: Path) -> None:
    """An encrypted record with two nurses, the shipped protocols, and Alice's session."""
    database = open_record(Folder(folder))
    with database.write() as connection:
        protocols.store(connection)
        entered.add(connection, facts.staff(), "nia")
        entered.add(
            connection, facts.staff("Otto Other", id=facts.OTHER_NURSE, initials="OO", roles=facts.OTTOS), "otto"
        )
        entered.secret(connection, facts.NURSE, database.secret_key)
        patients.register(connection, facts.patient())
        treatments.begin(connection, facts.treatment("13:30", protocol_id=INFUSION.id))
    database.close()


def copy(built: Path, folder: Path) -> Path:
    """A copy of a furnished folder with its key beside it."""
    shutil.copytree(built, folder)
    shutil.copy(built.parent / f"{built.name}.key", folder.parent / f"{folder.name}.key")
    return folder
