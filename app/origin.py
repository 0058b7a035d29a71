"""The origin: under which names this server answers, and whose pages may change anything here."""

from typing import Final

from starlette.types import Scope

LOOPBACK: Final = {"127.0.0.1", "localhost", "[::1]"}
_SAFE: Final = {"GET", "HEAD", "OPTIONS"}


def refusal(scope: Scope) -> tuple[int, str] | None:
    """Status and sentence for a name that is not ours, or a change that another page asks for; None lets through."""
    host = header(scope, b"host")
    if host.rsplit(":", 1)[0] not in LOOPBACK:
        return 400, "This server answers on its own machine only, under 127.0.0.1 or localhost."
    asks_to_change = scope["type"] == "websocket" or scope["method"] not in _SAFE
    if asks_to_change and header(scope, b"origin").partition("://")[2] != host:
        return 403, "This request comes from another page than this server's own: nothing was done."
    return None


def header(scope: Scope, name: bytes) -> str:
    """The request's header of this name in small letters, empty where it was not sent."""
    return next((value.decode("latin-1") for key, value in scope.get("headers", ()) if key == name), "")
