"""The card of the sessions: a row each, newest first, and beside each row its course on one axis and one scale."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Final
from uuid import UUID

import streamlit as st

from app.charts.trends import pictures
from app.charts.trends.overlaid import View
from app.charts.trends.plain import Told
from app.live import check
from app.parts.across import card, session_rows
from app.parts.across.chosen import Chosen
from data.signatures import Standing
from schemas.record import Record

NEWEST: Final = 12  # rows at first; the others are asked for


@st.fragment
def draw(chosen: Chosen, records: Mapping[int, Record], of_each: Mapping[UUID, Sequence[Standing]]) -> None:
    """The table and its panels; `records` by the number of their session, `of_each` the signatures by its id."""
    rows = chosen.cut.rows()
    with st.container(border=True, key="view-sessions"):
        with card.head("Session by session"):
            every = len(rows) <= NEWEST or st.toggle(f"All {len(rows)}", key=chosen.key("every"))
            shown = card.controls(chosen, "sessions", View(chosen.whole.zone))
        seen = rows if every else rows[:NEWEST]
        picture = pictures.panels(chosen.cut.only([row["number"] for row in seen]), View(chosen.whole.zone))
        table, panels = st.columns([21, 4], gap=None)
        table.html(_table(seen, records, of_each, chosen.whole.zone))
        with panels:
            card.body(chosen, picture, shown=False)
        if shown:
            card.points(picture)
        st.caption(session_rows.LEGEND)
        for note in session_rows.notes((row["number"], check.unapproved(records[row["number"]])) for row in seen):
            st.text(note)


def _table(
    rows: Sequence[Told], records: Mapping[int, Record], of_each: Mapping[UUID, Sequence[Standing]], zone: str
) -> str:
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in session_rows.HEADS)
    body = "".join(_row(row, records[row["number"]], of_each, zone) for row in rows)
    return (
        '<div class="sessions" tabindex="0" role="region" aria-label="Sessions"><table>'
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(row: Told, record: Record, of_each: Mapping[UUID, Sequence[Standing]], zone: str) -> str:
    treatment = record.treatment.id
    first, *rest = session_rows.cells(row, record, of_each.get(treatment, ()))
    link = f'<a href="/chair?session={treatment}" target="_self">{escape(session_rows.link(row, zone))}</a>'
    named = zip(session_rows.HEADS[1:], rest, strict=True)
    cells = "".join(f'<td class="{head.split()[0].lower()}">{_lines(lines)}</td>' for head, lines in named)
    return f'<tr><th scope="row">{link}<br>{_lines(first)}</th>{cells}</tr>'


def _lines(told: session_rows.Cell) -> str:
    return "<br>".join(map(escape, told))
