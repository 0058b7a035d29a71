"""The figures' card: five answers in a row, each with what it rests on."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape

import streamlit as st

from app.charts.trends import figures
from app.charts.trends.figures import Figure
from app.parts import sessions
from app.parts.across.chosen import Chosen
from schemas.record import Record


def draw(chosen: Chosen, unsigned: Sequence[int], records: Mapping[int, Record], planned: str) -> None:
    """Of the chosen sessions; what was not given and what is to be signed is of all: no filter takes that away."""
    given = [row for row in chosen.cut.rows() if row["outcome"] == "given"]
    whole, zone = chosen.whole.rows(), chosen.whole.zone
    part = "" if len(chosen.numbers) == len(whole) else "of all sessions"
    told = (
        figures.usual(given),
        figures.worst(given, zone),
        figures.returned(given),
        _with(figures.not_given(whole, sessions.pre_dose(records), planned, zone), part),
        _with(figures.to_do(whole, unsigned), part),
    )
    st.html(f'<section aria-label="Figures of the sessions" class="figures">{"".join(map(_figure, told))}</section>')


def _with(one: Figure, note: str) -> Figure:
    """The figure with this note beneath it, if it is one."""
    return replace(one, notes=(*one.notes, note)) if note else one


def _figure(one: Figure) -> str:
    notes = "".join(f"<span>{escape(note)}</span>" for note in one.notes)
    return f"<div><h3>{escape(one.name)}</h3><b>{escape(one.value)}</b>{notes}</div>"
