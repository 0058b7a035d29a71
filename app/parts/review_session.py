"""One session as it is reviewed: its chart beside what was asked, given, seen and corrected; its table one key away."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

import streamlit as st

from app.charts import described, filled, margins, span, waiting
from app.charts import rows as chart_rows
from app.parts import afterwords, review_rows, told
from data.signatures import Standing
from schemas.record import Record
from schemas.rules import schedule
from schemas.signature import Afterword
from schemas.staff import Staff

_WIDTH = 480 - margins.AROUND  # of the plot: with its margins it stands beside the rows on a tablet held across
_SHOWN: Final = "review_table"


def draw(record: Record, now: datetime, people: Mapping[UUID, Staff], *, dark: bool) -> None:
    """The chart and the rows, side by side where there is room."""
    picture, rows = st.columns([5, 6])
    dues = schedule.schedule(record, now)
    with picture, st.container(border=True, key=f"card-chart-{record.treatment.id}"):
        signals = span.with_room(chart_rows.signals(record, now, dues), _WIDTH)
        empty = waiting.specification("dark" if dark else "light")
        chart = filled.filled(empty, chart_rows.rows(record, dues, now), signals, _WIDTH)
        st.vega_lite_chart(spec=chart, theme=None, width="content", alt=described.alt_text(record, dues))
        _draw_table(record, people)
    with rows, st.container(border=True, key=f"card-rows-{record.treatment.id}"):
        st.html(told.table(review_rows.rows(record, now, people)))


def _draw_table(record: Record, people: Mapping[UUID, Staff]) -> None:
    """What the chart shows, row by row, where it was asked for, with the button and the key that show and hide it."""
    shown = bool(st.session_state.get(_SHOWN))
    st.button("Hide the table" if shown else "Show as a table", key=f"{_SHOWN}_key", shortcut="t", on_click=_turn)
    if shown:
        st.html(told.table(review_rows.sheet(record, people)))


def _turn() -> None:
    st.session_state[_SHOWN] = not st.session_state.get(_SHOWN)


def draw_afterwards(written: Sequence[Afterword], found: Sequence[Standing], zone: str) -> None:
    """What was written after the session; nothing where nothing was."""
    if written:
        st.markdown("**Written after the session**")
        afterwords.draw(written, found, zone)
