"""The provider is asked over TLS, and its certificate has to be one that this machine believes."""

import json
import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from app.access import asked, provider
from app.access.provider import Provider, ProviderError
from tests import certificates, facts
from tests.served import PATIENCE

HERE, NAME = "127.0.0.1", "localhost"


@pytest.fixture
def issuer(tmp_path: Path) -> Iterator[str]:
    """A provider that says all that it should, under a certificate that it has made itself."""
    chain = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    chain.load_cert_chain(*certificates.made(tmp_path, NAME))

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            """Discovery."""
            where = f"https://{NAME}:{server.server_address[1]}"
            body = json.dumps({"issuer": where, "authorization_endpoint": f"{where}/authorize"}).encode()
            self.send_response(200)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    with ThreadingHTTPServer((HERE, 0), Answers) as server:
        server.socket = chain.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield f"https://{NAME}:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def sent_to(issuer: str) -> str:
    question = asked.made("https://chairside.lan/oidc/callback", "/", facts.instant("15:00"))
    return provider.sent_to(Provider(issuer, "chairside", "secret"), question)


def test_a_certificate_that_nobody_vouches_for_is_not_believed(issuer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(provider, "_TIMEOUT_S", PATIENCE)
    with pytest.raises(ProviderError) as found:
        sent_to(issuer)
    assert found.value.why == "not understood: ConnectError"


def test_one_that_this_machine_believes_is(issuer: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(provider, "_trusted", provider._trusted.__wrapped__)  # read anew, as by a server that starts
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / f"{NAME}.pem"))
    assert sent_to(issuer).startswith(f"{issuer}/authorize?")
