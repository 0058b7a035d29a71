"""The application: Streamlit's screens, our routes beside them, and the gate before both."""

import logging
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware

from app import answered, early, faults, gate, logs, ticking
from app.logs import Event
from app.routes import assets
from app.routes.table import ROUTES


def _said(error: Exception) -> bool:
    """A fault in a screen or a callback: a code and a sentence in place of Streamlit's own, which logs the text."""
    st.error(faults.sentence(faults.report(error)))
    return True


def _nothing(_: logging.LogRecord) -> bool:
    return False


@asynccontextmanager
async def _lifespan(_: st.App) -> AsyncIterator[dict[str, Any] | None]:
    # What takes a second to make is made while the first page is still being looked at.
    threading.Thread(target=assets.vega_bundle, daemon=True, name="vega").start()
    ticking_stopped = ticking.start()
    yield None
    ticking_stopped.set()
    logs.tell(Event.STOPPED)


def application() -> st.App:
    """A new application over `app/main.py`."""
    # Streamlit would log the text of an error, which may hold what was typed: faults.report says what may be known.
    logging.getLogger("streamlit.error_util").addFilter(_nothing)
    return st.App(
        Path(__file__).parent / "main.py",
        routes=list(ROUTES),
        middleware=[Middleware(answered.Answered), Middleware(gate.Gate), Middleware(early.Early)],
        lifespan=_lifespan,
        on_script_error=_said,
    )
