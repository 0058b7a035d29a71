"""The application: Streamlit's screens, our routes beside them, and the gate before both."""

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware

from app import gate
from app.routes import assets
from app.routes.table import ROUTES


@asynccontextmanager
async def _lifespan(_: st.App) -> AsyncIterator[dict[str, Any] | None]:
    # What takes a second to make is made while the first page is still being looked at.
    threading.Thread(target=assets.vega_bundle, daemon=True, name="vega").start()
    yield None


def application() -> st.App:
    """A new application over `app/main.py`."""
    return st.App(
        Path(__file__).parent / "main.py",
        routes=list(ROUTES),
        middleware=[Middleware(gate.Gate)],
        lifespan=_lifespan,
    )
