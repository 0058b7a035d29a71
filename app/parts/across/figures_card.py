"""The figures' card: four answers in a row, each with what it rests on."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from app.charts.trends import figures
from app.charts.trends.figures import Figure
from app.parts.across.chosen import Chosen


def draw(chosen: Chosen, unsigned: Sequence[int], without: str) -> None:
    """Of the chosen sessions; what is to be signed is of all, since no filter takes that away."""
    rows = chosen.cut.rows()
    given = [row for row in rows if row["outcome"] == "given"]
    zone = chosen.whole.zone
    told = (
        figures.usual(given),
        figures.worst(given, zone),
        figures.returned(given),
        figures.to_do(chosen.whole.rows(), unsigned, without, zone),
    )
    st.html(f'<section aria-label="How this patient reacts" class="figures">{"".join(map(_figure, told))}</section>')


def _figure(one: Figure) -> str:
    notes = "".join(f"<span>{escape(note)}</span>" for note in one.notes)
    return f"<div><h3>{escape(one.name)}</h3><b>{escape(one.value)}</b>{notes}</div>"
