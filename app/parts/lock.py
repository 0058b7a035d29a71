"""The lock on every screen: after the set time without a touch it hides, and leads to the way in."""

from typing import Final

import streamlit as st

from app.access import entering
from schemas.staff import Staff

# Two lines, since Streamlit takes JavaScript without a line break for a path.
_LOADER: Final = (
    'const lock = import(location.origin + "/assets/lock.js");\n'
    "export default (component) => { lock.then((m) => m.default(component)); return () => {}; };"
)


def draw(staff: Staff, *, at_the_chair: bool) -> None:
    """Draws nothing that can be seen."""
    seconds = entering.limit(at_the_chair=at_the_chair).total_seconds()
    component = st.components.v2.component("chairside_lock", html="<span></span>", js=_LOADER)
    where = "chair" if at_the_chair else "elsewhere"
    component(key="lock", data=[{"seconds": seconds, "where": where, "who": str(staff.id)}])
