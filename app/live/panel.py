"""The panel as a Streamlit component: it mounts the JavaScript of this folder and hands it what it draws from."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final
from uuid import UUID

import streamlit as st

from app import clinic, clock
from app.charts import theme as themes
from app.charts import waiting
from app.charts.margins import LEFT, RIGHT
from app.live import state
from schemas import quantities
from schemas.effect import TERMS
from schemas.record import Record
from schemas.rules.line import tables
from schemas.staff import Staff

# Two lines, since Streamlit takes JavaScript without a line break for a path; the panel itself is a file of ours.
_LOADER: Final = (
    'const panel = import(location.origin + "/assets/panel.js");\n'
    "export default (component) => { let leave; let gone = false; panel.then((m) => { leave = m.default(component); "
    "if (gone) leave?.(); }); return () => { gone = true; leave?.(); }; };"
)
_HTML: Final = '<link rel="stylesheet" href="/assets/panel.css"><div class="mount"></div>'
_SHORT: Final = {"Drowsiness / sedation": "Drowsiness", "Perceptual change / hallucination": "Perception"}


@dataclass(frozen=True)
class Drawn:
    """From what the page was drawn: the session's version, how far what stands beside the panel had come, and by whom.

    A sign-in lasts from one unlock to the next lock.
    """

    version: int
    aside: int
    sign_in: UUID


def draw(record: Record, author: Staff, staff: Mapping[UUID, Staff], drawn: Drawn, *, dark: bool) -> None:
    """Draws the panel of this session for this person; where it is drawn already, it only hears what is new."""
    theme: themes.Theme = "dark" if dark else "light"
    told = {
        "treatment": str(record.treatment.id),
        "author": {"id": str(author.id), "initials": author.initials, "writes": author.treats},
        "state": state.state(record, staff, clock.now(), drawn.version),
        "aside": drawn.aside,
        "unlocked": str(drawn.sign_in),
        "spec": waiting.specification(theme),
        "margins": LEFT + RIGHT,
        "palette": dataclasses.asdict(themes.PALETTES[theme]),
        "own": list(clinic.current().own_effects),
        **_said_once(),
    }
    # In a list, since Streamlit looks through a dictionary for dataframes, for which it loads pandas: half a second.
    _component()(key=f"panel-{record.treatment.id}", data=[told])


def _component() -> Any:  # noqa: ANN401 - Streamlit's own callable
    return st.components.v2.component("chairside_panel", html=_HTML, js=_LOADER)


@cache
def _said_once() -> dict[str, Any]:
    """What the panel knows of signs, effects and limits: the same in every session."""
    return {
        "tables": tables.tables(),
        "labels": {sign.name: sign.label for sign in quantities.SIGNS},
        "terms": [
            {
                "key": term.key,
                "label": term.label,
                "short": _SHORT.get(term.label, term.label.split(" / ")[0]),
                "common": term.common,
            }
            for term in TERMS
        ],
    }
