"""The same job as an ordinary Streamlit page does it: a form, an insert, two charts; its settings are the defaults.

Run by `streamlit run`. It has what the product's chair has, in the way Streamlit offers it: a form for every sign, the
buttons of the twelve commonest effects, a table with the change from baseline, and the session chart's contents in two
`st.altair_chart`s (pressure and pulse with baseline, call limit and infusion; SpO2 with its limit, and the effects). It
has no encryption, no audit, no check of what is entered. The one thing that is not usual: the charts are told to draw
as SVG, so that a new mark can be seen from outside in the same way as the product's.
"""

import os
import sqlite3
import time

import altair as alt
import pandas as pd
import streamlit as st

SIGNS = ("systolic", "diastolic", "pulse", "spo2", "respirations")
RARE = ("temperature_c", "weight_kg", "oxygen_l_min")
SCALES = {"moaas": 5, "dissociation": 3, "pain": 10}
COLUMNS = (*SIGNS, *RARE, *SCALES)
EFFECTS = (
    "Dissociation", "Sedation", "Dizziness", "Nausea", "Vomiting", "Headache",
    "Anxiety", "Blurred vision", "Paraesthesia", "Drowsiness", "Confusion", "Euphoria",
)  # fmt: skip

INSERT = "INSERT INTO reading VALUES (?, ?, {})".format(", ".join("?" * len(COLUMNS)))  # noqa: S608 - our own names

database = sqlite3.connect(os.environ["STOCK_DATABASE"])
database.execute(f"CREATE TABLE IF NOT EXISTS reading (session TEXT, at REAL, {', '.join(COLUMNS)})")
database.execute("CREATE TABLE IF NOT EXISTS effect (session TEXT, at REAL, name TEXT)")
session = st.query_params.get("session", "none")


def begin(effect: str) -> None:
    """Stores that an effect began now."""
    database.execute("INSERT INTO effect VALUES (?, ?, ?)", (session, time.time(), effect))
    database.commit()


def pressure_chart(readings: pd.DataFrame, baseline: float | None) -> alt.LayerChart:
    """Pressure as a rule between two triangles, pulse as a line, the baseline, the call limit and the infusion."""
    base = alt.Chart(readings).encode(x=alt.X("at:T", title="time"))
    scale = alt.Scale(domain=[40, 200])
    words = alt.Chart(readings.tail(1)).encode(x="at:T", y=alt.Y("systolic:Q", scale=scale), text="label:N")
    rules = pd.DataFrame({"value": [baseline, 180.0], "name": ["baseline", "call ≥ 180"]}).dropna()
    given = pd.DataFrame({"from": [readings["at"].min()], "to": [readings["at"].max()]})
    return alt.layer(
        alt.Chart(given).mark_rect(opacity=0.1).encode(x="from:T", x2="to:T"),
        base.mark_rule().encode(y=alt.Y("diastolic:Q", scale=scale), y2="systolic:Q"),
        base.mark_point(shape="triangle-down").encode(y="systolic:Q", tooltip=["at:T", *SIGNS]),
        base.mark_point(shape="triangle-up").encode(y="diastolic:Q", tooltip=["at:T", *SIGNS]),
        base.mark_line(color="seagreen").encode(y="pulse:Q"),
        base.mark_point(color="seagreen").encode(y="pulse:Q", tooltip=["at:T", "pulse:Q"]),
        alt.Chart(rules).mark_rule(strokeDash=[4, 3]).encode(y="value:Q"),
        alt.Chart(rules).mark_text(align="left", dy=-6).encode(y="value:Q", text="name:N", x=alt.value(4)),
        words.mark_text(align="left", dx=6),
    ).properties(height=240, usermeta={"embedOptions": {"renderer": "svg"}})


def oxygen_chart(readings: pd.DataFrame, effects: pd.DataFrame) -> alt.VConcatChart:
    """SpO2 with its call limit, over the lanes of the effects."""
    base = alt.Chart(readings).encode(x=alt.X("at:T", title="time"))
    spo2 = alt.Y("spo2:Q", scale=alt.Scale(domain=[85, 100]))
    limit = alt.Chart(pd.DataFrame({"value": [92]})).mark_rule(strokeDash=[4, 3]).encode(y="value:Q")
    lanes = alt.Chart(effects).mark_tick(thickness=4).encode(x="at:T", y="name:N", tooltip=["at:T", "name:N"])
    upper = alt.layer(base.mark_line().encode(y=spo2), base.mark_point().encode(y=spo2, tooltip="spo2:Q"), limit)
    both = alt.vconcat(upper.properties(height=90), lanes.properties(height=60)).resolve_scale(x="shared")
    return both.properties(usermeta={"embedOptions": {"renderer": "svg"}})


st.title("Session")
with st.form("reading"):
    places = st.columns(len(SIGNS))
    values: list[float | str | None] = [
        place.number_input(sign, value=None, step=1, format="%d") for place, sign in zip(places, SIGNS, strict=True)
    ]
    places = st.columns(len(RARE) + len(SCALES))
    values += [place.number_input(sign, value=None) for place, sign in zip(places, RARE, strict=False)]
    values += [
        place.selectbox(sign, range(highest + 1), index=None)
        for place, (sign, highest) in zip(places[len(RARE) :], SCALES.items(), strict=True)
    ]
    pressed = st.form_submit_button("Save reading")

if pressed and any(value is not None for value in values):
    database.execute(INSERT, (session, time.time(), *values))
    database.commit()
    st.success(f"Saved {' '.join(str(value) for value in values if value is not None)}")

for place, name in zip(st.columns(6) * 2, EFFECTS, strict=True):
    place.button(name, on_click=begin, args=(name,))

stored = pd.read_sql_query("SELECT * FROM reading WHERE session = ? ORDER BY at", database, params=(session,))
begun = pd.read_sql_query("SELECT at, name FROM effect WHERE session = ? ORDER BY at", database, params=(session,))
for table in (stored, begun):
    table["at"] = pd.to_datetime(table["at"], unit="s")
first = float(stored["systolic"].iloc[0]) if len(stored) else None
stored["label"] = stored["systolic"].astype(str) + "/" + stored["diastolic"].astype(str)
stored["change"] = stored["systolic"] - first if first is not None else None
st.altair_chart(pressure_chart(stored, first))
st.altair_chart(oxygen_chart(stored, begun))
st.dataframe(stored[::-1])
