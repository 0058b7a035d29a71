"""What only the real server shows: how it reads requests, what else it would answer, and many at once."""

import http.client
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

import pytest

from tests import entered, served
from tests.served import Served

ROOT = Path(__file__).parents[2]
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A real server."""
    made = served.make(tmp_path_factory.mktemp("hostile") / "clinic")
    made.start()
    yield made
    made.close()


@pytest.fixture
def cookie(clinic: Served) -> str:
    """A nurse is signed in."""
    return signed_in(clinic)


def signed_in(clinic: Served) -> str:
    with clinic.database.write() as connection:
        return f"__Host-chairside-{clinic.port}={entered.sign_in(connection, clinic.nurse)}"


def ask(
    clinic: Served, method: str, path: str, cookie: str = "", body: str = "", **headers: str
) -> tuple[int, str, dict[str, str]]:
    """Status, body and head of the answer."""
    connection = http.client.HTTPConnection("127.0.0.1", clinic.port, timeout=20)
    try:
        connection.request(method, path, body.encode(), {"Origin": clinic.address, "Cookie": cookie} | headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode("utf-8", "replace"), {k.lower(): v for k, v in answer.getheaders()}
    finally:
        connection.close()


def said(clinic: Served, raw: bytes) -> bytes:
    """What the server says to these very bytes, until it closes, as it does after what it does not read."""
    with socket.create_connection(("127.0.0.1", clinic.port), timeout=20) as there:
        there.sendall(raw)
        answer = b""
        while part := there.recv(65536):
            answer += part
        return answer


@pytest.mark.parametrize(
    "heads",
    [
        b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
        b"Transfer-Encoding: chunked\r\nContent-Length: 4\r\n",
        b"Content-Length: 4\r\nContent-Length: 40\r\n",
        b"Content-Length: +4\r\n",
        b"Content-Length: 4, 40\r\n",
        b"Transfer-Encoding: xchunked\r\n",
    ],
)
def test_a_request_whose_end_could_be_read_in_two_ways_is_not_read(clinic: Served, heads: bytes) -> None:
    hidden = b"GET /assets/who.css HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    raw = b"POST /login HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nOrigin: %s\r\n" % (clinic.port, clinic.address.encode())
    answer = said(clinic, raw + heads + b"\r\n0\r\n\r\n" + hidden)
    assert answer.startswith(b"HTTP/1.1 400 "), answer[:200]
    assert answer.count(b"HTTP/1.1 ") == 1, "what was hidden behind it is not answered"


@pytest.mark.parametrize("path", ["/login", "/", "/api/board", "/_stcore/health"])
@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "TRACK", "DEBUG"])
def test_nothing_is_echoed(clinic: Served, cookie: str, method: str, path: str) -> None:
    status, body, _ = ask(clinic, method, path, cookie, **{"X-Echo": "echoed-back"})
    assert status in {400, 404, 405}
    assert "echoed-back" not in body


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/.git/config",
            "/.git/HEAD",
            "/pyproject.toml",
            "/app/gate.py",
            "/assets/../gate.py",
            "/assets/%2e%2e/gate.py",
        ),
        *("/assets/", "/static/", "/assets/..%2fgate.py", "/media/../../pyproject.toml", "/app/static/../gate.py"),
        *(
            "/docs",
            "/openapi.json",
            "/redoc",
            "/debug",
            "/server-status",
            "/clinic.key",
            "/chairside.db",
            "/../clinic.key",
        ),
    ],
)
def test_no_file_of_this_machine_and_no_list_of_files_is_given_out(clinic: Served, cookie: str, path: str) -> None:
    status, body, head = ask(clinic, "GET", path, cookie)
    ours = status == 200 and 'id="root"' in body  # Streamlit answers an address that it does not know with its page
    redirected = status == 301 and head["location"].startswith((clinic.address, "/"))
    assert ours or redirected or status >= 400, body[:200]
    assert "Index of" not in body
    assert "[build-system]" not in body
    assert "repositoryformatversion" not in body
    assert "class Gate" not in body
    assert "content-security-policy" in head


@pytest.mark.parametrize(
    "path", ["/", "/login", "/_stcore/health", "/_stcore/host-config", "/media/x", "/api/board", "/assets/panel.js"]
)
@pytest.mark.parametrize("origin", ["http://evil.example", "null"])
def test_no_other_page_may_read_an_answer(clinic: Served, cookie: str, path: str, origin: str) -> None:
    for method in ("GET", "OPTIONS"):
        _, _, head = ask(clinic, method, path, cookie, Origin=origin)
        assert [value for name, value in head.items() if name.startswith("access-control-")] == []
        assert "server" not in head or "/" not in head["server"], "no version is told"


def test_thirty_who_sign_in_at_once_hold_up_nobodys_save(clinic: Served) -> None:
    """On a busy machine one round may go the other way; where hashing blocks the loop every save comes last."""
    session, cookie = clinic.session(), signed_in(clinic)
    left = [still_coming_in_when_saved(clinic, f"/api/treatments/{session}/notes", cookie) for _ in range(3)]
    assert max(left) >= 5, f"the saves came after all but {left} who sign in"


def still_coming_in_when_saved(clinic: Served, place: str, cookie: str) -> int:
    """How many of thirty are still on their way in when a save is answered that was sent after the first was in."""
    form = urlencode({"user_name": "bea", "password": entered.PASSWORD})
    tablet = f"__Host-tablet-{clinic.port}={clinic.tablet}"
    done: list[float] = []
    asked, first = threading.Barrier(30), threading.Event()

    def comes_in(_: int) -> int:
        asked.wait()
        status, _, _ = ask(clinic, "POST", "/login", tablet, form, **FORM)
        done.append(time.monotonic())
        first.set()
        return status

    with ThreadPoolExecutor(30) as people:
        coming = people.map(comes_in, range(30))
        assert first.wait(20), "the others are on their way"
        status, _, _ = ask(clinic, "POST", place, cookie, f'{{"id": "{uuid4()}", "words": "seen"}}')
        saved = time.monotonic()
        statuses = list(coming)
    assert (status, statuses) == (201, [303] * 30)
    return sum(one > saved for one in done)
