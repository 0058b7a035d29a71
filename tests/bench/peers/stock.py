"""The same job as an ordinary Streamlit page does it: a form, an insert, two charts; its settings are the defaults.

Run by `streamlit run`. The one thing that is not usual: the charts are told to draw as SVG, so that a new mark can be
seen from outside in the same way as the product's.
"""

import os
import sqlite3
import time

import altair as alt
import pandas as pd
import streamlit as st

SIGNS = ("systolic", "diastolic", "pulse", "spo2", "respirations")
INSERT = "INSERT INTO reading VALUES (?, ?, ?, ?, ?, ?, ?)"

database = sqlite3.connect(os.environ["STOCK_DATABASE"])
database.execute(f"CREATE TABLE IF NOT EXISTS reading (session TEXT, at REAL, {', '.join(SIGNS)})")
session = st.query_params.get("session", "none")


def chart(readings: pd.DataFrame, *columns: str) -> alt.LayerChart:
    """One chart over time with a mark for each reading and column."""
    base = alt.Chart(readings).encode(x=alt.X("at:T", title="time"))
    marks = [base.mark_point().encode(y=alt.Y(f"{column}:Q", scale=alt.Scale(zero=False))) for column in columns]
    return alt.layer(*marks).properties(height=240, usermeta={"embedOptions": {"renderer": "svg"}})


st.title("Session")
with st.form("reading"):
    places = st.columns(len(SIGNS))
    values = [
        place.number_input(sign, value=None, step=1, format="%d") for place, sign in zip(places, SIGNS, strict=True)
    ]
    pressed = st.form_submit_button("Save reading")

if pressed and all(value is not None for value in values):
    database.execute(INSERT, (session, time.time(), *values))
    database.commit()
    st.success(f"Saved {' '.join(str(value) for value in values)}")

stored = pd.read_sql_query("SELECT * FROM reading WHERE session = ? ORDER BY at", database, params=(session,))
stored["at"] = pd.to_datetime(stored["at"], unit="s")
st.altair_chart(chart(stored, "systolic", "diastolic"))
st.altair_chart(chart(stored, "pulse", "spo2"))
st.dataframe(stored[::-1])
