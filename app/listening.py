"""Listening: on which address, under which names, and who ends TLS; refused in words where others could read along."""

import errno
import socket
import ssl
from dataclasses import dataclass
from pathlib import Path
from typing import Final

LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")
_BOTH: Final = "CHAIRSIDE_CERTIFICATE and CHAIRSIDE_CERTIFICATE_KEY"


class ServeError(Exception):
    """The server cannot start; the text is a sentence for the console."""


@dataclass(frozen=True)
class Listening:
    """Where a server listens.

    `hosts` are the names under which other machines know it; `proxies` are the addresses of those who end TLS for it.
    """

    host: str
    port: int
    certificate: Path | None = None
    certificate_key: Path | None = None
    hosts: tuple[str, ...] = ()
    proxies: tuple[str, ...] = ()

    @property
    def is_loopback(self) -> bool:
        """Whether this machine alone reaches it."""
        return self.host in LOOPBACK

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        if self.proxies:
            return f"https://{self.hosts[0]}"
        host = self.hosts[0] if self.hosts else f"[{self.host}]" if ":" in self.host else self.host
        return f"http{'s' if self.certificate else ''}://{host}:{self.port}"


def refuse_unsafe(wanted: Listening) -> None:
    """Raises ServeError where others could read along, where nobody could come in, and where it cannot listen."""
    ends_tls = wanted.certificate is not None or bool(wanted.proxies)
    if not wanted.host or not (wanted.is_loopback or ends_tls or wanted.certificate_key):
        raise ServeError(
            f"Chairside does not listen on {wanted.host or 'no address'}: others could read along. Leave --host out, "
            f"give {_BOTH}, or name in CHAIRSIDE_PROXIES the proxy that ends TLS."
        )
    _refuse_certificate(wanted)
    if wanted.hosts and not ends_tls:
        raise ServeError(
            f"CHAIRSIDE_HOSTS names {wanted.hosts[0]}, and nothing ends TLS there: give {_BOTH}, or name in "
            "CHAIRSIDE_PROXIES the proxy that does."
        )
    if not wanted.hosts and (wanted.proxies or not wanted.is_loopback):
        raise ServeError(
            "Under which name do the clinic's tablets know this server? Say it in CHAIRSIDE_HOSTS, for example "
            "chairside.lan: no other is answered."
        )
    _refuse_taken(wanted.host, wanted.port)


def _refuse_certificate(wanted: Listening) -> None:
    certificate, key = wanted.certificate, wanted.certificate_key
    if certificate is None and key is None:
        return
    if certificate is None or key is None:
        raise ServeError(f"A certificate and its key belong together: set both {_BOTH}, or neither.")
    for file in (certificate, key):
        try:
            file.read_bytes()
        except OSError as error:
            raise ServeError(f"{file} cannot be read: {error.strerror}. Look at {_BOTH}.") from None
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key, _no_password)
    except (ssl.SSLError, ValueError):
        raise ServeError(
            f"{certificate.name} and {key.name} are no certificate with its own key, both in PEM and the key without a "
            f"password. Look at {_BOTH}."
        ) from None


def _no_password() -> str:
    raise ValueError  # a server that starts by itself has nobody to ask


def _refuse_taken(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                said = f"Port {port} is taken by another program: stop that one, or choose another with --port."
            elif error.errno == errno.EACCES:
                said = f"This account may not listen on port {port}: choose one above 1023 with --port."
            else:
                said = f"{host} is no address of this machine: give one of its own with --host, or leave --host out."
            raise ServeError(said) from None
