"""The server: Streamlit's settings as they were measured, and one record for the whole process."""

import gc
import json
import os
import socket

from streamlit.web.server.starlette import starlette_server

from app import asgi, clinic, gate, listening, logs
from app.charts import theme
from app.logs import Event


def run(open_clinic: clinic.Clinic, where: listening.Listening) -> None:
    """Serves the clinic until it is stopped. Raises ServeError where it may not or cannot listen."""
    listening.refuse_unsafe(where)
    clinic.serve(open_clinic)
    # Whom Uvicorn believes in what it says of others; left to itself it would believe whoever is on this machine.
    os.environ["FORWARDED_ALLOW_IPS"] = ",".join(where.proxies)
    answer_at_once()
    application = asgi.application()
    gc.freeze()  # what the start has made stays for good: it need not be looked through again (see app/command.py)
    gc.enable()
    logs.tell(Event.SERVING, demo=int(open_clinic.demo))
    with logs.alone():
        application.run(config=settings(where))


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


def settings(where: listening.Listening) -> dict[str, object]:
    """Streamlit's settings; why each is so stands in docs/operating.md."""
    return {
        "server.address": where.host,
        "server.port": where.port,
        "server.sslCertFile": None if where.certificate is None else str(where.certificate),
        "server.sslKeyFile": None if where.certificate_key is None else str(where.certificate_key),
        "server.headless": True,
        "server.fileWatcherType": "none",
        "server.disconnectedSessionTTL": 900,
        "server.maxUploadSize": 1,
        "server.trustedUserHeaders": json.dumps({gate.USER_HEADER: "sign_in"}),
        "client.showErrorDetails": "none",
        # Its tracebacks print the text of an error, which may hold what was typed.
        "logger.enableRich": False,
        # To print the addresses under which it may be reached it would ask a machine outside for them.
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
