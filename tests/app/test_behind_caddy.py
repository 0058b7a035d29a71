"""Behind a real Caddy with the Caddyfile of docs/operating.md: sign-in over TLS, and whose address counts."""

import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import httpx
import pytest

from tests import certificates, served
from tests.conftest import skip_unless_ci
from tests.over_tls import Browser
from tests.served import Served

NAME, TABLET, STRANGER = "chairside.lan", "127.0.0.2", "127.0.0.3"  # addresses of this machine, each another's to Caddy
ROOT = Path("caddy", "pki", "authorities", "local", "root.crt")
WRONG = "wrong and wrong"
OPERATING = Path(__file__).parents[2] / "docs" / "operating.md"
Opens = Callable[..., Browser]


def caddyfile(listens: int, plain: int, serves: int) -> str:
    """The very text of the documentation, with this test's ports."""
    (text,) = re.findall(r"```caddyfile\n(.*?)```", OPERATING.read_text(encoding="utf-8"), re.DOTALL)
    told = {f"{NAME} {{": f"{NAME}:{listens} {{", "127.0.0.1:8501": f"127.0.0.1:{serves}"}
    told["skip_install_trust"] = f"skip_install_trust\n\tadmin off\n\thttp_port {plain}\n\tdefault_bind 127.0.0.1"
    for said, put in told.items():
        assert text.count(said) == 1
        text = text.replace(said, put)
    return text


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server that believes the proxy on this machine."""
    made = served.make(tmp_path_factory.mktemp("behind") / "data")
    made.settings = {"CHAIRSIDE_HOSTS": NAME, "CHAIRSIDE_PROXIES": "127.0.0.1"}
    made.start()
    yield made
    made.close()


@pytest.fixture(scope="module")
def caddy(clinic: Served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, Path]]:
    """The port on which Caddy answers, and the root certificate that it has made."""
    if not shutil.which("caddy"):
        skip_unless_ci("There is no caddy here to run the Caddyfile of the documentation with.")
    home, port = tmp_path_factory.mktemp("caddy"), served.free_port()
    (home / "Caddyfile").write_text(caddyfile(port, served.free_port(), clinic.port))
    environment = os.environ | {"HOME": str(home), "XDG_DATA_HOME": str(home), "XDG_CONFIG_HOME": str(home)}
    command = ["caddy", "run", "--config", str(home / "Caddyfile"), "--adapter", "caddyfile"]
    with (home / "log").open("w") as log, subprocess.Popen(command, env=environment, stderr=log, stdout=log) as proxy:
        try:
            until = time.monotonic() + served.PATIENCE
            while not ((home / ROOT).exists() and served.listens("127.0.0.1", port)):
                assert proxy.poll() is None, (home / "log").read_text()
                assert time.monotonic() < until, (home / "log").read_text()
                time.sleep(0.05)
            yield port, home / ROOT
        finally:
            proxy.send_signal(signal.SIGTERM)


@pytest.fixture
def opens(clinic: Served, caddy: tuple[int, Path]) -> Iterator[Opens]:
    """Browsers that believe Caddy's root certificate, in the clinic's network."""
    port, root = caddy
    with ExitStack() as stack:

        def one(source: str = TABLET, **headers: str) -> Browser:
            believes = certificates.believing(root)
            made = stack.enter_context(closing(Browser(NAME, ("127.0.0.1", port), believes, source, **headers)))
            made.enrol(clinic)
            return made

        yield one


def test_a_tablet_signs_in_through_caddy_and_its_socket_opens(opens: Opens) -> None:
    browser = opens()
    assert browser.ask("GET", "/chair").headers["location"] == "/login?next=%2Fchair"
    assert "max-age" in browser.ask("GET", "/login").headers["strict-transport-security"]
    assert browser.sign_in().headers["location"] == "/"
    assert browser.ask("GET", "/api/session").status_code == 200
    with browser.socket() as opened:
        assert opened.subprotocol == "streamlit"


def test_the_address_that_caddy_forwards_counts_and_not_what_the_tablet_says_of_itself(
    opens: Opens, clinic: Served
) -> None:
    before = clinic.failures_from(TABLET)
    forged = opens(**{"x-forwarded-for": "10.9.9.9", "x-forwarded-proto": "http"})
    assert forged.sign_in(WRONG).status_code == 422
    assert clinic.failures_from(TABLET) == before + 1
    assert clinic.failures_from("10.9.9.9") == 0
    assert clinic.failures_from("127.0.0.1") == 0, "nor does it count for the proxy"


@pytest.mark.parametrize("name", ["127.0.0.1", NAME])
def test_who_is_no_named_proxy_forwards_nothing(clinic: Served, name: str) -> None:
    headers = {"host": f"{name}:{clinic.port}", "origin": f"http://{name}:{clinic.port}"}
    headers |= {"x-forwarded-for": "10.9.9.9", "x-forwarded-proto": "https"}
    transport = httpx.HTTPTransport(local_address=STRANGER)
    with httpx.Client(transport=transport, headers=headers, timeout=served.PATIENCE) as client:
        before = clinic.failures_from(STRANGER)
        answer = client.post(f"{clinic.address}/login", data={"user_name": "bea", "password": WRONG})
    assert clinic.failures_from("10.9.9.9") == 0
    if name == NAME:
        assert answer.status_code == 400, "its word that there is TLS does not count either"
    else:
        assert clinic.failures_from(STRANGER) == before + 1


def test_the_page_of_another_changes_nothing_through_caddy(opens: Opens) -> None:
    assert opens(origin="https://evil.example").sign_in().status_code == 403
    assert opens(origin=f"http://{NAME}").sign_in().status_code == 403
