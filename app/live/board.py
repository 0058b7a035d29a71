"""The board as a Streamlit component: it mounts app/live/board.js, which looks for itself from then on."""

import dataclasses
from typing import Any, Final

import streamlit as st

from app.charts import theme as themes

# Two lines, since Streamlit takes JavaScript without a line break for a path.
_LOADER: Final = (
    'const board = import(location.origin + "/assets/board.js");\n'
    "export default (component) => { let leave; let gone = false; board.then((m) => { leave = m.default(component); "
    "if (gone) leave?.(); }); return () => { gone = true; leave?.(); }; };"
)
_HTML: Final = '<link rel="stylesheet" href="/assets/board.css"><div class="mount"></div>'


def draw(told: dict[str, Any], *, dark: bool) -> None:
    """Draws the board; `told` is what the route would answer now (app/routes/boards.py)."""
    theme: themes.Theme = "dark" if dark else "light"
    palette = dataclasses.asdict(themes.PALETTES[theme])
    component = st.components.v2.component("chairside_board", html=_HTML, js=_LOADER)
    component(key="board", data=[{"told": told, "palette": palette}])
