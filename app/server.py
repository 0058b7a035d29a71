"""The server: Streamlit's settings as they were measured, loopback only, and one record for the whole process."""

import gc
import json
import os
import socket
from typing import Final

from streamlit.web.server.starlette import starlette_server

from app import asgi, clinic, gate, logs
from app.charts import theme
from app.logs import Event

LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")


class ServeError(Exception):
    """The server cannot start; the text is a sentence for the console."""


def run(open_clinic: clinic.Clinic, host: str) -> None:
    """Serves the clinic until it is stopped. Raises ServeError where it may not or cannot listen."""
    refuse_unsafe(host, open_clinic.port)
    clinic.serve(open_clinic)
    answer_at_once()
    os.environ["FORWARDED_ALLOW_IPS"] = ""  # Uvicorn would believe any client on this machine where it says it is
    application = asgi.application()
    gc.freeze()  # what the start has made stays for good: it need not be looked through again (see app/command.py)
    gc.enable()
    logs.tell(Event.SERVING, demo=int(open_clinic.demo))
    with logs.alone():
        application.run(config=settings(host, open_clinic.port))


def answer_at_once() -> None:
    """Lets each answer leave as it is written.

    Streamlit opens its socket without naming TCP, so that asyncio does not turn Nagle's delay off on the connections:
    the body of a receipt then waits up to 40 ms for the client to acknowledge its head.
    """
    bind = starlette_server._bind_socket  # noqa: SLF001 - no setting reaches this socket; tests/app/test_server.py looks

    def without_delay(address: str, port: int, backlog: int) -> socket.socket:
        listening = bind(address, port, backlog)
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # what it accepts inherits this
        return listening

    starlette_server._bind_socket = without_delay  # noqa: SLF001


def refuse_unsafe(host: str, port: int) -> None:
    """Raises ServeError for an address other machines can reach, and for a port that is taken."""
    if host not in LOOPBACK:
        raise ServeError(
            f"Chairside does not listen on {host}: until there is real sign-in it serves this machine alone. "
            "Leave --host out, or give 127.0.0.1."
        )
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError:
            raise ServeError(
                f"Port {port} is taken by another program: stop that one, or choose another with --port."
            ) from None


def settings(host: str, port: int) -> dict[str, object]:
    """Streamlit's settings; why each is so stands in docs/operating.md."""
    return {
        "server.address": host,
        "server.port": port,
        "server.headless": True,
        "server.fileWatcherType": "none",
        "server.disconnectedSessionTTL": 900,
        "server.maxUploadSize": 1,
        "server.trustedUserHeaders": json.dumps({gate.USER_HEADER: "sign_in"}),
        "client.showErrorDetails": "none",
        # Its tracebacks print the text of an error, which may hold what was typed.
        "logger.enableRich": False,
        "logger.hideWelcomeMessage": True,
        "client.showErrorLinks": False,
        "client.disableDataExport": True,
        "client.toolbarMode": "minimal",
        "client.showSidebarNavigation": False,
        "runner.magicEnabled": False,
        "runner.postScriptGC": False,
        "browser.gatherUsageStats": False,
        **_theme("light", theme.LIGHT),
        **_theme("dark", theme.DARK),
    }


def _theme(name: str, colours: theme.Palette) -> dict[str, object]:
    return {
        # White stands on it in both themes, so that it is the darker of the two blues.
        f"theme.{name}.primaryColor": theme.LIGHT.pressure,
        f"theme.{name}.backgroundColor": colours.page,
        f"theme.{name}.secondaryBackgroundColor": colours.card,
        f"theme.{name}.textColor": colours.text,
        f"theme.{name}.borderColor": colours.line,
    }
