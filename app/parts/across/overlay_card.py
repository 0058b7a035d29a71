"""The card of the overlaid sessions: values or change from baseline, and which sessions are drawn how strongly."""

import streamlit as st

from app.charts.trends import pictures
from app.charts.trends.overlaid import BEFORE, View
from app.parts.across import card
from app.parts.across.chosen import Chosen

VALUES, CHANGE = "Values", "\u0394 baseline"


@st.fragment
def draw(chosen: Chosen) -> None:
    """The card; what is chosen in it draws it anew, and no other picture."""
    with st.container(border=True, key="view-overlaid"):
        with card.head("Sessions overlaid"):
            view = _asked(chosen)
            shown = card.controls(chosen, "overlaid", view)
        card.body(chosen, pictures.overlay(chosen.cut, view), shown=shown)


def _asked(chosen: Chosen) -> View:
    """The scale, and the sessions that are drawn besides, or alone."""
    scale = st.segmented_control(
        "Scale",
        [VALUES, CHANGE],
        default=VALUES,
        required=True,
        label_visibility="collapsed",
        key=chosen.key("scale"),
    )
    started = [row["number"] for row in chosen.cut.rows() if row["started_at"] is not None]
    with st.popover("Sessions", type="tertiary"):
        also = st.multiselect("Draw faintly as well", started[1 + BEFORE :], key=chosen.key("also"))
        alone = st.multiselect("Draw these alone", started, key=chosen.key("alone"))
    return View(chosen.whole.zone, change=scale == CHANGE, also=tuple(also), compared=tuple(alone))
