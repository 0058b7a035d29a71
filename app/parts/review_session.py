"""One session as it is reviewed: its chart beside what was asked, given, seen and corrected."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

import streamlit as st

from app.charts import described, session, span
from app.charts import rows as chart_rows
from app.parts import afterwords, review_rows, told
from data.signatures import Standing
from schemas.record import Record
from schemas.rules import schedule
from schemas.signature import Afterword
from schemas.staff import Staff

_WIDTH = 480 - session.MARGIN  # of the plot: with its margins it stands beside the rows on a tablet held across


def draw(record: Record, now: datetime, people: Mapping[UUID, Staff], *, dark: bool) -> None:
    """The chart and the rows, side by side where there is room."""
    picture, rows = st.columns([5, 6])
    dues = schedule.schedule(record, now)
    with picture, st.container(border=True, key=f"card-chart-{record.treatment.id}"):
        chart = session.session_chart(
            "dark" if dark else "light",
            chart_rows.rows(record, dues, now),
            span.with_room(chart_rows.signals(record, now, dues), _WIDTH),
            _WIDTH,
        )
        st.altair_chart(chart, theme=None, width="content", alt=described.alt_text(record, dues))
    with rows, st.container(border=True, key=f"card-rows-{record.treatment.id}"):
        st.html(told.table(review_rows.rows(record, now, people)))


def draw_afterwards(written: Sequence[Afterword], found: Sequence[Standing], zone: str) -> None:
    """What was written after the session; nothing where nothing was."""
    if written:
        st.markdown("**Written after the session**")
        afterwords.draw(written, found, zone)
