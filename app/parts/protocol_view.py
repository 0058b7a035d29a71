"""A version of a protocol as a person reads it: its numbers, each with its source, and its timetable drawn."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from app import words
from app.charts import timetable as charts
from app.entries import protocol_form
from schemas.protocol import Protocol
from schemas.rules import preview, versions


def draw(protocol: Protocol, *, dark: bool) -> None:
    """Everything that the version says."""
    unsaid = "no minutes said" if protocol.infusion else "single doses"
    planned = f"{protocol.planned_minutes} min" if protocol.planned_minutes else unsaid
    observed = f"{protocol.observation_minutes} min" if protocol.observation_minutes else "not said"
    scores = ", ".join(one.value.upper() for one in protocol.scores) or "none"
    doses = "1 dose" if protocol.planned_doses == 1 else f"{protocol.planned_doses} doses"
    drug = f"{words.DRUGS[protocol.drug]} {words.ROUTES[protocol.route]}"
    st.text(f"{drug} · planned {planned}, {doses} · observed at least {observed} · scores: {scores}")
    if protocol.discharge:
        names = ", ".join(one.value.replace("_", " ") for one in protocol.discharge)
        st.text(f"To be met before leaving, names only, unverified: {names}")
    st.caption(words.plain(f"Source: {protocol.source}"))
    timetable(protocol, dark=dark)
    told = protocol_form.form(protocol)
    for table in protocol_form.TABLES:
        if told[table]:
            st.markdown(f"**{protocol_form.LABELS[table]}**")
            st.table([_readable(row) for row in told[table]])


def timetable(protocol: Protocol, *, dark: bool) -> None:
    """The dues of a drawn session: in a picture, and in words for who cannot see it."""
    asked, stop = preview.timetable(protocol), preview.stop_minute(protocol)
    if not asked:
        st.text("This version asks for nothing.")
        return
    theme: Any = "dark" if dark else "light"
    said = charts.described(asked, stop)
    st.altair_chart(charts.chart(theme, charts.rows(asked, stop), stop), theme=None, alt=said)
    st.caption(
        f"{said} Drawn on a session in which everything goes as planned and nobody measures; a series that ends near "
        "baseline goes on to the end of the picture."
    )


def changes(told: Sequence[versions.Change]) -> None:
    """What differs, a line each; where a source is lacking it is said."""
    if not told:
        st.text("Nothing differs.")
        return
    st.table([_change(one) for one in told])


def _change(one: versions.Change) -> dict[str, str]:
    names = [name for name in (one.after or one.before or {}) if _cell(one.before, name) != _cell(one.after, name)]
    return {
        "what": protocol_form.place(one),
        "before": _said(one.before, names),
        "after": _said(one.after, names),
        "source": "named" if one.sourced else "lacking: write where the new value comes from",
    }


def _cell(row: dict[str, Any] | None, name: str) -> object:
    return None if row is None else row.get(name)


def _said(row: dict[str, Any] | None, names: Sequence[str]) -> str:
    if row is None:
        return "–"
    said = [f"{name.replace('_', ' ')}: {_text(row[name])}" for name in names if row.get(name) not in (None, [], "")]
    return "; ".join(said) or "–"


def _text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_text(one) for one in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return words.number(value) if isinstance(value, float) else str(value)


def _readable(row: dict[str, Any]) -> dict[str, str]:
    return {name.replace("_", " "): "" if cell is None or cell is False else _text(cell) for name, cell in row.items()}
