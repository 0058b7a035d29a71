"""The page itself: figures, four pictures and a calendar, a table, and a filter by dose.

`python -m waitress --listen=127.0.0.1:PORT tests.bench.peers.trends.page:server`, the file in TRENDS_DATABASE.
"""

import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from statistics import median
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

from dash import Dash, Input, Output, State, dash_table, dcc, html
from flask import request

from tests.bench.peers.trends import known, look, overlay, panels, points
from tests.bench.peers.trends.known import Session
from tests.bench.peers.trends.look import Part

HEADS = ("Session", "Dose given", "Baseline", "Peak", "Return", "Extremes", "Effects", "Record")
SEVERITIES = {None: "severity not stated", 1: "mild", 2: "moderate", 3: "severe", 4: "life-threatening"}
_CELL = {"whiteSpace": "pre-line", "verticalAlign": "top", "fontSize": 12}


def read(patient: str) -> tuple[list[Session], list[int], tuple[str, str, str]]:
    """The patient's sessions, the protocol's dues, and who it is."""
    with closing(sqlite3.connect(os.environ["TRENDS_DATABASE"])) as database:
        who = database.execute("SELECT name, born, number FROM patient WHERE id = ?", (patient,)).fetchone()
        return known.known(database, patient), known.dues(database), who


def pictures(sessions: Sequence[Session], dues: Sequence[int]) -> tuple[Part, ...]:
    """All that a filter draws anew, in the order of the callback's outputs."""
    chosen = overlay.figure(sessions, dues), points.rise(sessions), points.effects(sessions), panels.courses(sessions)
    return (*chosen, table(sessions), answers(sessions))


def answers(sessions: Sequence[Session]) -> list[html.Div]:
    """How the patient reacts, in four figures."""
    rises = [one.rise for one in sessions]
    worst = max(sessions, key=lambda one: (one.rise[0], one.number))
    back = [one for one in sessions if one.back_at is not None]
    usual = f"+{median(one for one, _ in rises):g}/+{median(one for _, one in rises):g}"
    told = (
        ("Usual peak rise", usual, f"median of {len(rises)} sessions"),
        ("Worst", f"+{worst.rise[0]}/+{worst.rise[1]}", f"session {worst.number}, {worst.label}, at {worst.peak_at}′"),
        ("Rise over before leaving", f"{len(back)} of {len(back)} returned", f"no rise in {len(rises) - len(back)}"),
        ("To do", f"{len(rises)} unsigned", ""),
    )
    return [html.Div([html.H3(name), html.B(value), html.Div(note)]) for name, value, note in told]


def table(sessions: Sequence[Session]) -> list[Any]:
    """A row each for the newest twelve, lines of a cell in one text."""
    rows = [
        html.Tr([html.Td(cell, style=_CELL) for cell in _cells(one)]) for one in sessions[: -1 - panels.NEWEST : -1]
    ]
    return [html.Thead(html.Tr([html.Th(head) for head in HEADS])), html.Tbody(rows)]


def _cells(one: Session) -> tuple[Any, ...]:
    more = len(one.effects) - 2
    effects = [f"{effect.label} ({SEVERITIES[effect.severity]})" for effect in one.effects[:2]]
    since = [reading.spo2 for reading in one.readings if reading.spo2 is not None]
    felt = max(reading.dissociation or 0 for reading in one.readings)
    awake = min(reading.moaas for reading in one.readings if reading.moaas is not None)
    returned = "never above 110 %" if one.back_at is None else f"{one.above_until}′ to {one.back_at}′"
    weighed = f"at {one.weight:g} kg of {panels.day(one.arrived)}"
    return (
        [html.A(f"Session {one.number}, {panels.day(one.arrived)}", href=f"/chair?session={one.id}"), f"\n{one.drug}"],
        f"{one.dose:g} mg, {one.per_kg:.2f} mg/kg\n{weighed}\n{one.minutes} min",
        f"{one.systolic}/{one.diastolic}",
        f"{one.peak[0]}/{one.peak[1]} at {one.peak_at}′\n+{one.rise[0]}/+{one.rise[1]}",
        returned,
        f"SpO2 {min(since)} %, oxygen not said\ndissociation {felt}\nMOAA/S {awake}",
        "\n".join([*effects, *([f"and {more} more"] if more > 0 else [])]),
        f"{one.ended - one.minutes} min observed, left with escort\nnot signed",
    )


def layout() -> html.Div:
    """The whole page of the patient whose id stands in its address, drawn: nothing is left to a first callback."""
    asked = parse_qs(urlsplit(request.referrer or "").query).get("patient", [""])[0]
    if not asked:
        return html.Div("No patient is chosen.")
    sessions, dues, who = read(UUID(asked).hex)
    drawn = dict(zip(("overlaid", "rise", "effects", "sessions"), pictures(sessions, dues), strict=False))
    drawn["between"] = panels.calendar(sessions)
    graphs = {name: dcc.Graph(id=name, figure=figure, config=look.GRAPH) for name, figure in drawn.items()}
    doses = sorted({one.label for one in sessions})
    wide, narrow = (html.Div([graphs[name] for name in of]) for of in (("overlaid", "between"), ("rise", "effects")))
    beside = {"display": "flex", "gap": 24}
    return html.Div(
        [
            dcc.Store(id="patient", data=asked),
            html.H2(f"{who[0]}, born {who[1]}, No. {who[2]}"),
            dcc.Dropdown(doses, [], id="doses", multi=True, placeholder="Dose given", searchable=False),
            html.Div(answers(sessions), id="answers", style=beside),
            html.Div([wide, narrow], style=beside),
            html.Div([html.Table(table(sessions), id="table"), graphs["sessions"]], style=beside),
        ]
    )


# Loaded with the page is what it draws with; Dash would load its calendars, mathematics and tables beside it.
_UNUSED = ("datepicker", "highlight", "markdown", "mathjax", "slider", "upload")
dcc._js_dist[:] = [one for one in dcc._js_dist if not any(name in str(one) for name in _UNUSED)]
dash_table._js_dist.clear()
app = Dash(__name__, eager_loading=True, update_title="", title="Patient", suppress_callback_exceptions=True)
app.layout = layout
server = app.server


@app.callback(  # type: ignore[untyped-decorator]
    *(Output(name, "figure") for name in ("overlaid", "rise", "effects", "sessions")),
    Output("table", "children"),
    Output("answers", "children"),
    Input("doses", "value"),
    State("patient", "data"),
    prevent_initial_call=True,
)
def chosen(doses: Sequence[str], patient: str) -> tuple[Part, ...]:
    """The sessions of these doses."""
    sessions, dues, _ = read(UUID(patient).hex)
    return pictures(known.only(sessions, doses or ()), dues)
