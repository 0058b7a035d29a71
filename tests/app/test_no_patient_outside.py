"""No patient in a log, an address, a title or a file's name: a name sent through every route of the real server."""

import http.client
import json
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from itertools import product
from pathlib import Path
from urllib.parse import quote, urlencode
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from starlette.routing import Route

from app.entries import storing
from app.routes.table import ROUTES
from data.folder import Folder
from tests import entered, served
from tests.app import marker
from tests.served import Served

ADMIN = UUID(int=77)
# What each route's path is asked with beside the marker itself; a route that is not here fails the first test.
KINDS = tuple(storing.BUILDERS)
PLACES: dict[str, tuple[str, ...]] = {
    "/login": (),
    "/secrets": (),
    "/sign-ins": (),
    "/oidc/start": (),
    "/oidc/callback": (),
    "/oidc/again": (),
    "/oidc/shown": (),
    "/second-factor": (),
    "/tablet": (),
    "/one-shift": (),
    "/api/touch": (),
    "/api/session": (),
    "/api/shift": (),
    "/api/key": (),
    "/assets/vega.js": (),
    "/assets/{name}": ("panel.js",),
    "/api/board": (),
    "/api/treatments/{treatment}": ("SESSION",),
    "/api/treatments/{treatment}/draft": ("SESSION",),
    "/api/treatments/{treatment}/moves": ("SESSION",),
    "/api/treatments/{treatment}/others": ("SESSION",),
    "/api/treatments/{treatment}/{kind}": ("SESSION",),
    "/export/session/{treatment}.zip": ("SESSION",),
    "/export/patient/{patient}.zip": ("PATIENT",),
    "/export/access/{patient}.{form}": ("PATIENT",),
    "/export/view/{patient}/{picture}.{form}": ("PATIENT",),
    "/export/safety.csv": (),
    "/display": (),
    "/display/board": (),
    "/emergency": (),
    "/api/treatments/{treatment}/claims": ("SESSION",),
}
FORM = "application/x-www-form-urlencoded"
NOWHERE = (
    f"/{quote(marker.NAME)}",
    f"/chair?session={quote(marker.NAME)}",
    f"/chair/{quote(marker.NAME)}?{quote(marker.WORDS)}",
    f"/media/{quote(marker.NAME)}.csv",
    f"/static/{quote(marker.NAME)}.js",
    f"/_stcore/{quote(marker.NAME)}",
    "/_stcore/metrics",
    "/_stcore/health",
)
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "ZYXMARK")


class Client:
    """Asks the server, and keeps every head of an answer and every title that came."""

    def __init__(self, clinic: Served) -> None:
        self._clinic, self.address = clinic, clinic.address
        self.heads: list[str] = []
        self.statuses: list[int] = []
        self.read_by_the_server = 0

    def ask(self, method: str, path: str, who: str = "", body: bytes = b"", kind: str = "") -> tuple[int, bytes]:
        """One request, with the marker in each header that a browser may fill."""
        cookie = f"__Host-chairside-{self._clinic.port}={who}; x={quote(marker.NAME)}"
        headers = {"Origin": self._clinic.address, "Cookie": cookie, "User-Agent": marker.RECORD}
        headers |= {"Referer": f"{self._clinic.address}/{marker.RECORD}", "Content-Type": kind or "application/json"}
        headers |= {"X-Forwarded-For": marker.RECORD, "X-Forwarded-Host": marker.RECORD, "Accept": "text/html"}
        connection = http.client.HTTPConnection("127.0.0.1", self._clinic.port, timeout=20)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            said = answer.read()
        finally:
            connection.close()
        self.statuses.append(answer.status)
        self.read_by_the_server += method != "ZYXMARK"  # which is no method to the parser: it answers by itself
        self.heads += [f"{method} {path} {name}: {value}" for name, value in answer.getheaders()]
        self.heads += re.findall(r"<title>.*?</title>", said.decode("utf-8", "replace"), re.DOTALL)
        return answer.status, said


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A real server that tells everything down to the last poll."""
    folder = tmp_path_factory.mktemp("marked")
    made = served.make(folder / "clinic")
    with made.database.write() as connection:
        entered.add(connection, entered.admin(ADMIN), "tom")
    made.log = folder / "log"
    made.start()
    yield made
    made.close()


def ways(session: UUID, patient: UUID) -> Iterator[tuple[str, str]]:
    """Method and path of every route of ours, with what exists and with the marker in its place."""
    for route in ROUTES:
        assert isinstance(route, Route)
        ids = [value.replace("SESSION", str(session)).replace("PATIENT", str(patient)) for value in PLACES[route.path]]
        first = [*ids, quote(marker.NAME, safe="")] if ids else [""]
        kinds = [*KINDS, quote(marker.NAME, safe="")] if "{kind}" in route.path else [""]
        for value in first:
            for kind in kinds:
                path = re.sub(r"\{kind\}", kind, re.sub(r"\{(?!kind|form|picture)[a-z]+\}", value, route.path))
                path = path.replace("{form}", "csv").replace("{picture}", "overlaid")
                for method in sorted(route.methods or ()):
                    yield method, path


def test_every_route_has_its_row() -> None:
    assert {route.path for route in ROUTES if isinstance(route, Route)} == set(PLACES)
    assert len(ROUTES) == len(PLACES)


def broken(clinic: Served, *tables: str) -> None:
    """From here on SQLite refuses each insert, and SQLAlchemy's error holds all that was to be inserted."""
    with clinic.database.engine.begin() as connection:
        for table in tables:
            refuses = f"BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'broken'); END"
            connection.execute(text(f"CREATE TRIGGER broken_{table} {refuses}"))


def send_everything(client: Client, clinic: Served, session: UUID, patient: UUID) -> None:
    for method, path in ways(session, patient):
        saves_here = path.startswith("/api/treatments/") and method == "POST" and str(session) in path
        nurse, *others = signed_in(clinic)  # anew each time: whoever goes to the way in has left
        for body in ({}, *marker.forms(), *(marker.entries() if saves_here else ())):
            client.ask(method, path, nurse, json.dumps({"id": str(uuid4())} | body).encode())
        for junk in marker.bodies():
            client.ask(method, f"{path}?{quote(marker.NAME)}={quote(marker.WORDS)}", nurse, junk)
        if not path.startswith("/api/"):
            for form, who in product(marker.forms(), ("", marker.RECORD, *others)):
                client.ask(method, path, who, urlencode(form).encode(), FORM)
    nurse, *_ = signed_in(clinic)
    for path, method in product((*NOWHERE, f"/api/treatments/{session}/notes", "/login"), METHODS):
        client.ask(method, path, nurse, marker.NAME.encode())
    client.ask("PUT", f"/_stcore/upload_file/{quote(marker.NAME)}/x", signed_in(clinic)[0], marker.NAME.encode())


def signed_in(clinic: Served) -> tuple[str, str, str]:
    """A nurse's token, and one more of hers and of an administrator's."""
    with clinic.database.write() as connection:
        nurse, again, admin = (entered.sign_in(connection, one) for one in (clinic.nurse, clinic.nurse, ADMIN))
    return nurse, again, admin


def test_a_name_sent_through_every_route_is_in_no_log_no_head_no_title_and_no_files_name(clinic: Served) -> None:
    assert clinic.log is not None
    session = clinic.session(name=(marker.NAME, marker.NAME))
    record = clinic.record(session)
    client = Client(clinic)
    send_everything(client, clinic, session, record.patient.id)
    stored = clinic.record(session)
    assert any(marker.found(one.words) for one in stored.notes), "what is looked for did get in"
    with clinic.database.write() as connection:
        who = entered.sign_in(connection, clinic.second_nurse)  # the first has taken out as much as anybody may
    names = []
    for path in (f"/export/session/{session}.zip", f"/export/patient/{record.patient.id}.zip"):
        status, packed = client.ask("GET", path, who)
        assert status == 200
        names += zipfile.ZipFile(BytesIO(packed)).namelist()
    status, _ = client.ask("PUT", f"/api/treatments/{session}/draft", who, json.dumps(draft()).encode())
    assert status == 204
    broken(clinic, "note", "draft", "effect", "sign_in", "audit")
    for kind, body in (("notes", {"words": marker.WORDS}), ("effects", {"line": f'+"{marker.NAME}"'})):
        whole = json.dumps({"id": str(uuid4())} | body).encode()
        assert client.ask("POST", f"/api/treatments/{session}/{kind}", who, whole)[0] == 500
    assert client.ask("PUT", f"/api/treatments/{session}/draft", who, json.dumps(draft()).encode())[0] == 500
    form = urlencode({"user_name": marker.NAME, "password": entered.PASSWORD}).encode()
    assert client.ask("POST", "/login", "", form, FORM)[0] == 500
    clinic.stop()
    files = [str(path.relative_to(clinic.folder.parent)) for path in clinic.folder.parent.rglob("*")]
    log = clinic.log.read_text()
    assert [one for one in (*names, *files, *client.heads) if marker.found(one.partition(": ")[2] or one)] == []
    assert [line for line in log.splitlines() if marker.found(line)] == []
    assert not marker.found(Folder(clinic.folder).heads.read_text())
    looked_at(log, client)


def looked_at(log: str, client: Client) -> None:
    """The log is one of JSON, and long enough to have been looked through."""
    told = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
    others = [line for line in log.splitlines() if not line.startswith("{")]
    assert others == [f"Chairside serves the record on {client.address}"]
    assert sum(one["event"] in {"request", "refused"} for one in told) >= client.read_by_the_server
    assert {one["address"] for one in told if "address" in one} == {"127.0.0.1"}, "no header says where one is"
    assert [one["error"] for one in told if one["event"] == "fault"].count("IntegrityError") >= 4
    assert {200, 201, 204, 303, 400, 401, 404, 405, 413, 422, 500} - {413} <= set(client.statuses)


def draft() -> dict[str, str]:
    return {"id": str(uuid4()), "text": marker.WORDS}


def test_the_marker_is_found_however_it_is_written() -> None:
    said = ("x Zyxmark", "%5AZYXMARK", json.dumps(marker.NAME), quote(marker.NAME), "ZYXMARK-7".lower())
    assert all(marker.found(one) for one in said)
    import base64

    assert all(marker.found(base64.b64encode(b"x" * n + b"Zyxmarkova").decode()) for n in range(4))
    assert not marker.found(str(Path(__file__)) + "Alice Example")
