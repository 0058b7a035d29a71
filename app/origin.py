"""The origin: under which names this server answers, and whose pages may change anything here."""

from typing import Final

from starlette.types import Scope

from app import clinic

LOOPBACK: Final = {"127.0.0.1", "localhost", "[::1]"}
_SAFE: Final = {"GET", "HEAD", "OPTIONS"}
_SCHEMES: Final = {"ws": "http", "wss": "https"}


def refusal(scope: Scope) -> tuple[int, str] | None:
    """Status and sentence for a name that is not ours, or a change that another page asks for; None lets through."""
    host, scheme = header(scope, b"host"), _scheme(scope)
    if not _is_own(host):
        return 400, "This server does not answer under this name: use the address that it printed when it started."
    if is_named(scope) and scheme != "https":
        return 400, "Under this name the server answers over TLS only: write https:// before it."
    asks_to_change = scope["type"] == "websocket" or scope["method"] not in _SAFE
    if asks_to_change and header(scope, b"origin") != own(scope):
        return 403, "This request comes from another page than this server's own: nothing was done."
    return None


def own(scope: Scope) -> str:
    """The origin under which this server was asked, once it was let through: scheme, host and port."""
    return f"{_scheme(scope)}://{header(scope, b'host')}"


def is_named(scope: Scope) -> bool:
    """Whether the server was asked by a name of the clinic's own."""
    return _name(header(scope, b"host")) in clinic.current().hosts


def header(scope: Scope, name: bytes) -> str:
    """The request's header of this name in small letters, empty where it was not sent."""
    return next((value.decode("latin-1") for key, value in scope.get("headers", ()) if key == name), "")


def _is_own(host: str) -> bool:
    here, name = clinic.current(), _name(host)
    return name in here.hosts or (here.is_loopback and name in LOOPBACK)


def _name(host: str) -> str:
    name, _, port = host.rpartition(":")
    return name if port.isdecimal() else host


def _scheme(scope: Scope) -> str:
    said: str = scope.get("scheme", "http")
    return _SCHEMES.get(said, said)
