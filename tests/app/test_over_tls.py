"""The server itself ends TLS on an address that is not loopback: pages, the sign-in, and the socket."""

import http.client
import socket
import ssl
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus

from tests import certificates, served
from tests.over_tls import Browser
from tests.served import Served

NAME, HERE = "chairside.lan", "127.0.0.2"  # not loopback to the program, and still no other machine
pytestmark = pytest.mark.allow_hosts(["127.0.0.1", "::1", "localhost", HERE])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where record and certificate lie."""
    return tmp_path_factory.mktemp("tls")


@pytest.fixture(scope="module")
def clinic(folder: Path) -> Iterator[Served]:
    """A running server with a certificate."""
    certificate, key = certificates.made(folder, NAME)
    made = served.make(folder / "data")
    made.host = HERE
    made.settings = {"CHAIRSIDE_CERTIFICATE": str(certificate), "CHAIRSIDE_CERTIFICATE_KEY": str(key)}
    made.settings |= {"CHAIRSIDE_HOSTS": NAME}
    made.start()
    yield made
    made.close()


@pytest.fixture
def browser(clinic: Served, folder: Path) -> Iterator[Browser]:
    """A tablet's browser that believes the certificate."""
    with closing(Browser(NAME, (HERE, clinic.port), certificates.believing(folder / f"{NAME}.pem"))) as made:
        made.enrol(clinic)
        yield made


def test_a_password_lets_in_over_tls_and_the_socket_opens_there(browser: Browser) -> None:
    page = browser.ask("GET", "/login")
    assert (page.status_code, page.headers["strict-transport-security"]) == (200, "max-age=31536000")
    answer = browser.sign_in()
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert answer.headers["set-cookie"].startswith("__Host-")
    assert "Secure" in answer.headers["set-cookie"]
    assert browser.ask("GET", "/api/session").status_code == 200
    with browser.socket() as opened:
        assert opened.subprotocol == "streamlit"


def test_the_socket_stays_closed_to_whoever_is_not_in(browser: Browser) -> None:
    with pytest.raises(InvalidStatus), browser.socket():
        pass


def test_another_page_opens_no_socket_with_the_cookie(browser: Browser) -> None:
    browser.sign_in()
    browser.origin = "https://evil.example"
    with pytest.raises(InvalidStatus), browser.socket():
        pass


def test_nobody_is_answered_without_tls(clinic: Served) -> None:
    plain = http.client.HTTPConnection(HERE, clinic.port, timeout=10)
    plain.request("GET", "/login", headers={"Host": NAME})
    with pytest.raises(http.client.HTTPException):
        plain.getresponse()
    plain.close()


def spoken(clinic: Served, folder: Path, *, newest: ssl.TLSVersion, oldest: ssl.TLSVersion, ciphers: str) -> str:
    """The version of TLS and the cipher that the server agrees to with such a browser. Raises OSError for none."""
    browser = certificates.believing(folder / f"{NAME}.pem")
    browser.minimum_version, browser.maximum_version = oldest, newest
    browser.set_ciphers(ciphers)
    with (
        socket.create_connection((HERE, clinic.port), timeout=10) as opened,
        browser.wrap_socket(opened, server_hostname=NAME) as made,
    ):
        cipher = made.cipher()
        return f"{made.version()} {cipher[0] if cipher else ''}"


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # to ask for an old version is one
def test_the_newest_tls_is_spoken_and_an_old_one_or_a_weak_cipher_is_not(clinic: Served, folder: Path) -> None:
    new, old = ssl.TLSVersion.TLSv1_3, ssl.TLSVersion.TLSv1_2
    assert spoken(clinic, folder, newest=new, oldest=old, ciphers="DEFAULT").startswith("TLSv1.3 TLS_")
    kept = spoken(clinic, folder, newest=old, oldest=old, ciphers="DEFAULT")
    assert kept.startswith("TLSv1.2 ECDHE-")
    assert "GCM" in kept or "CHACHA20" in kept
    taken = [
        one["name"] for one in ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).get_ciphers()
    ]  # what the server starts with
    assert [one for one in taken if not one.startswith(("TLS_", "ECDHE-", "DHE-"))] == [], "forward secrecy"
    for weak in ("ECDHE-ECDSA-AES128-SHA", "ECDHE-ECDSA-AES256-SHA", "ECDHE-ECDSA-NULL-SHA"):
        with pytest.raises(OSError, match=r"alert|EOF|reset"):
            spoken(clinic, folder, newest=old, oldest=old, ciphers=f"{weak}:@SECLEVEL=0")
    ancient = ssl.TLSVersion.TLSv1_1
    with pytest.raises(OSError, match=r"alert|EOF|reset"):
        spoken(clinic, folder, newest=ancient, oldest=ancient, ciphers="DEFAULT:@SECLEVEL=0")


def test_the_name_of_another_is_not_answered(browser: Browser) -> None:
    assert browser.ask("GET", "/login", headers={"host": "127.0.0.2"}).status_code == 400
    assert browser.ask("GET", "/login", headers={"host": "127.0.0.1"}).status_code == 400


def test_whose_forwarded_address_nobody_named_a_proxy_for_counts_by_its_own(clinic: Served, browser: Browser) -> None:
    browser.ask(
        "POST",
        "/login",
        data={"user_name": "bea", "password": "wrong and wrong"},
        headers={"x-forwarded-for": "10.9.9.9", "x-forwarded-proto": "http"},
    )
    assert clinic.failures_from("10.9.9.9") == 0
    assert clinic.failures_from("127.0.0.1") + clinic.failures_from(HERE) == 1
