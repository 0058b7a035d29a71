"""Where the server listens: other machines reach it over TLS alone, and every refusal says the way out."""

import socket
from pathlib import Path
from typing import Any

import pytest

from app import listening
from app.listening import Listening, ServeError
from tests import certificates, served

EVERYWHERE = "0.0.0.0"  # noqa: S104 - what it takes to listen there is the question


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate and its key."""
    return certificates.made(tmp_path_factory.mktemp("pair"), "chairside.lan")


def wanted(host: str = EVERYWHERE, **fields: Any) -> Listening:  # noqa: ANN401 - checked by the shape itself
    return Listening(host, fields.pop("port", served.free_port()), **fields)


def refused(where: Listening) -> str:
    with pytest.raises(ServeError) as error:
        listening.refuse_unsafe(where)
    return str(error.value)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_this_machines_own_address_needs_nothing(host: str) -> None:
    where = wanted(host)
    listening.refuse_unsafe(where)
    assert where.address == f"http://{host}:{where.port}"


@pytest.mark.parametrize("host", [EVERYWHERE, "192.168.0.7", "::", "fe80::1", "example.org", "127.0.0.2", ""])
def test_another_address_without_tls_is_refused(host: str) -> None:
    sentence = refused(wanted(host))
    assert "others could read along" in sentence
    assert "CHAIRSIDE_CERTIFICATE" in sentence
    assert "CHAIRSIDE_PROXIES" in sentence


def test_a_certificate_its_key_and_a_name_open_another_address(pair: tuple[Path, Path]) -> None:
    where = wanted(certificate=pair[0], certificate_key=pair[1], hosts=("chairside.lan", "192.168.0.7"))
    listening.refuse_unsafe(where)
    assert where.address == f"https://chairside.lan:{where.port}"


@pytest.mark.parametrize("host", ["127.0.0.1", EVERYWHERE])
def test_a_proxy_that_ends_tls_and_a_name_open_another_address(host: str) -> None:
    where = wanted(host, proxies=("127.0.0.1",), hosts=("chairside.lan",))
    listening.refuse_unsafe(where)
    assert where.address == "https://chairside.lan"


def test_an_address_of_ipv6_is_printed_as_browsers_take_it() -> None:
    assert Listening("::1", 8501).address == "http://[::1]:8501"


@pytest.mark.parametrize("host", ["127.0.0.1", EVERYWHERE])
@pytest.mark.parametrize("one", ["certificate", "certificate_key"])
def test_half_a_pair_is_refused(pair: tuple[Path, Path], host: str, one: str) -> None:
    assert "belong together" in refused(wanted(host, hosts=("chairside.lan",), **{one: pair[one == "certificate_key"]}))


@pytest.mark.parametrize("missing", [0, 1])
def test_a_file_that_cannot_be_read_is_named(pair: tuple[Path, Path], tmp_path: Path, missing: int) -> None:
    files = [*pair]
    files[missing] = tmp_path / "nowhere.pem"
    sentence = refused(wanted(certificate=files[0], certificate_key=files[1], hosts=("chairside.lan",)))
    assert f"{tmp_path / 'nowhere.pem'} cannot be read: No such file or directory." in sentence


@pytest.mark.parametrize("fault", ["of another certificate", "swapped", "no certificate", "with a password"])
def test_what_is_no_certificate_with_its_own_key_is_refused(
    pair: tuple[Path, Path], tmp_path: Path, fault: str
) -> None:
    (tmp_path / "text.pem").write_text("chairside")
    files = {
        "of another certificate": (pair[0], certificates.made(tmp_path, "other.lan")[1]),
        "swapped": (pair[1], pair[0]),
        "no certificate": (tmp_path / "text.pem", pair[1]),
        "with a password": certificates.made(tmp_path, "locked.lan", password="secret"),
    }[fault]
    sentence = refused(wanted(certificate=files[0], certificate_key=files[1], hosts=("chairside.lan",)))
    assert sentence.startswith(f"{files[0].name} and {files[1].name} are no certificate with its own key")


@pytest.mark.parametrize("host", ["127.0.0.1", EVERYWHERE])
def test_a_proxy_without_a_name_is_refused(host: str) -> None:
    assert "CHAIRSIDE_HOSTS" in refused(wanted(host, proxies=("127.0.0.1",)))


def test_a_certificate_without_a_name_is_refused_where_other_machines_reach_it(pair: tuple[Path, Path]) -> None:
    assert "CHAIRSIDE_HOSTS" in refused(wanted(certificate=pair[0], certificate_key=pair[1]))
    listening.refuse_unsafe(wanted("127.0.0.1", certificate=pair[0], certificate_key=pair[1]))


def test_a_name_that_nobody_could_reach_over_tls_is_refused() -> None:
    assert "nothing ends TLS there" in refused(wanted("127.0.0.1", hosts=("chairside.lan",)))


def test_an_address_that_is_not_this_machines_is_named() -> None:
    where = wanted("192.0.2.7", proxies=("192.0.2.1",), hosts=("chairside.lan",))
    assert "192.0.2.7 is no address of this machine" in refused(where)


def test_a_port_that_is_taken_is_named() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert f"Port {port} is taken by another program" in refused(wanted("127.0.0.1", port=port))


def test_a_port_that_this_account_may_not_use_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(_: socket.socket, address: tuple[str, int]) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(socket.socket, "bind", denied)
    assert "may not listen on port 443" in refused(Listening("127.0.0.1", 443))
