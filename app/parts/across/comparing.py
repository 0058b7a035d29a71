"""Comparing: two sessions side by side on the same axes, and their figures beside each other."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Final
from uuid import UUID

import streamlit as st

from app.charts.trends import paired, points
from app.charts.trends.overlaid import View
from app.parts.across import card, session_rows
from app.parts.across.chosen import Chosen
from app.parts.across.overlay_card import CHANGE
from app.parts.across.points_table import table
from data.signatures import Standing
from schemas.record import Record

_TWO: Final = 2
_TITLE: Final = "Compare two sessions"
Cells = tuple[session_rows.Cell, ...]


@st.fragment
def draw(chosen: Chosen, records: Mapping[int, Record], of_each: Mapping[UUID, Sequence[Standing]]) -> None:
    """The card, where there are two sessions with a start; nothing is worked out before it is opened."""
    rows = {row["number"]: row for row in chosen.whole.rows()}
    started = [number for number, row in rows.items() if row["started_at"] is not None]
    if len(started) < _TWO:
        return
    names = {number: session_rows.link(rows[number], chosen.whole.zone) for number in started}
    with st.container(border=True, key="view-compare"):
        with card.head(_TITLE):
            if not st.toggle("Compare", key=chosen.key("compare")):
                return
            left, right = (_choice(label, chosen, names, place) for place, label in enumerate(("Left", "Right")))
            change = st.toggle(CHANGE, key=chosen.key("compare-change"))
            view = View(chosen.whole.zone, change=change, compared=(left, right))
            shown = card.controls(chosen, "compare", view)
        of = paired.sides(chosen.whole, view)
        for column, side in zip(st.columns(_TWO), of, strict=False):
            column.vega_lite_chart(spec=side.drawn(chosen.theme), theme=None, width="content", alt=side.alt)
        told = {one: (rows[one], records[one], of_each.get(records[one].treatment.id, ())) for one in (left, right)}
        st.html(figures({names[number]: session_rows.cells(*one) for number, one in told.items()}))
        if shown:
            st.html(table(_TITLE, points.OVERLAID, points.overlaid(of[0].both)))


def figures(sessions: Mapping[str, Cells]) -> str:
    """A column a session, a row for each figure of the sessions' table."""
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in ("", *sessions))
    lines = zip(session_rows.HEADS, *sessions.values(), strict=True)
    body = "".join(
        f'<tr><th scope="row">{escape(name)}</th>{"".join(map(_cell, cells))}</tr>' for name, *cells in lines
    )
    return (
        f'<div class="points pair" tabindex="0" role="region" aria-label="Figures of both">'
        f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _cell(lines: session_rows.Cell) -> str:
    return f"<td>{'<br>'.join(map(escape, lines))}</td>"


def _choice(label: str, chosen: Chosen, names: Mapping[int, str], place: int) -> int:
    """One of the two: at first the newest and the one before it."""
    found = st.selectbox(
        label,
        list(names),
        index=place,
        format_func=lambda number: names[number],
        label_visibility="collapsed",
        width=220,
        key=chosen.key(f"compare-{label.lower()}"),
    )
    return int(found)
