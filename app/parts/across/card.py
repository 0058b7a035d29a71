"""The card of a picture: the picture, its table one key away, and the ways to take it out."""

from dataclasses import replace
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app.charts.trends.overlaid import View
from app.charts.trends.pictures import Picture
from app.parts import take_out
from app.parts.across.chosen import Chosen, address
from app.parts.across.points_table import table


@st.fragment
def draw(chosen: Chosen, name: str, picture: Picture, note: str = "") -> None:
    """A card with this picture; its table is drawn by itself, and no other picture with it."""
    named = replace(picture, title=" · ".join(filter(None, (picture.title, chosen.kind))))
    with st.container(border=True, key="-".join(("view", name, *chosen.kind.split()))):
        with head(named.title):
            shown = controls(chosen, name, View(chosen.whole.zone))
        body(chosen, named, shown=shown)
        if note:
            st.caption(note)


def head(title: str) -> DeltaGenerator:
    """The row with the title, into which the card's controls go."""
    row = st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute")
    row.html(f"<h3>{escape(title)}</h3>")
    return row


def controls(chosen: Chosen, name: str, view: View) -> bool:
    """The switch to the table, and the files; whether the table is asked for."""
    shown = st.toggle("Table", key=chosen.key(f"table-{name}"))
    if chosen.may_take_out:
        with st.popover("Download", type="tertiary"):
            st.html(" ".join(_file(chosen, name, form, view) for form in take_out.FORMS))
    return shown


def body(chosen: Chosen, picture: Picture, *, shown: bool) -> None:
    """The picture, and under it its table where that is asked for."""
    st.vega_lite_chart(spec=picture.drawn(chosen.theme), theme=None, width="content", alt=picture.alt)
    if shown:
        points(picture)


def points(picture: Picture) -> None:
    """The table of the picture."""
    st.html(table(picture.title, picture.columns, picture.points))


def _file(chosen: Chosen, name: str, form: str, view: View) -> str:
    return take_out.way(address(chosen.patient.id, name, form, chosen.numbers, view), form)
