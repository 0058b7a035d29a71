"""A browser that knows a server by a name that only the clinic's network resolves, over TLS, as a tablet does."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
from websockets.sync.client import ClientConnection, connect

from tests import entered
from tests.served import PATIENCE, Served


class Browser:
    """One browser with a cookie jar of its own; `source` is the address that it has in the clinic's network."""

    def __init__(
        self, name: str, at: tuple[str, int], believes: ssl.SSLContext, source: str | None = None, **headers: str
    ) -> None:
        self.name, self._at, self._believes = name, at, believes
        self.origin = f"https://{name}:{at[1]}"
        transport = httpx.HTTPTransport(verify=believes, local_address=source)
        told = {"host": f"{name}:{at[1]}", "origin": self.origin} | headers
        where = f"https://{at[0]}:{at[1]}"
        self.client = httpx.Client(transport=transport, base_url=where, headers=told, timeout=PATIENCE)

    def enrol(self, clinic: Served) -> None:
        """Makes it one of the clinic's tablets."""
        self.client.cookies.set(f"__Host-tablet-{clinic.port}", clinic.tablet)

    def close(self) -> None:
        """Closes its connections."""
        self.client.close()

    def ask(self, method: str, path: str, **more: Any) -> httpx.Response:  # noqa: ANN401 - httpx's own
        """One request; redirects are not followed."""
        return self.client.request(method, path, extensions={"sni_hostname": self.name}, **more)

    def sign_in(self, password: str = entered.PASSWORD) -> httpx.Response:
        """Bea's user name and a password, sent by the form of the way in."""
        return self.ask("POST", "/login", data={"user_name": "bea", "password": password})

    @contextmanager
    def socket(self, **headers: str) -> Iterator[ClientConnection]:
        """Streamlit's socket, as its page opens it."""
        cookie = "; ".join(f"{one.name}={one.value}" for one in self.client.cookies.jar)
        told = {"Cookie": cookie} | headers
        with (
            socket.create_connection(self._at) as line,
            connect(
                f"wss://{self.name}:{self._at[1]}/_stcore/stream",
                sock=line,
                ssl=self._believes,
                server_hostname=self.name,
                origin=self.origin,  # type: ignore[arg-type]
                subprotocols=["streamlit"],  # type: ignore[list-item]
                additional_headers=told,
            ) as opened,
        ):
            yield opened
