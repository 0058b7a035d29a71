"""The same board as an ordinary Streamlit page does it: a fragment that runs every two seconds and draws every chair.

Run by `streamlit run`; its settings are the defaults. A card holds what the product's card holds, a line of it an
element: name, identity, what is due, last values, effects, phase and drug. The last values are Streamlit's own element
for a value with its name and change; under `?values=line` one line of text instead, the least that can be drawn. It has
no encryption, no sign-in, no rules for alerts, and one cadence for everybody.
"""

import os
import sqlite3
import time
from contextlib import closing

import streamlit as st

EVERY_S = 2  # as often as the product's board looks
CADENCE_S = 10 * 60
SOON_S = 2 * 60
ACROSS = 4
LAST = "SELECT at, systolic, diastolic, pulse, spo2 FROM reading WHERE session = ? ORDER BY at DESC LIMIT 1"
FIRST = "SELECT systolic FROM reading WHERE session = ? ORDER BY at LIMIT 1"
RUNNING = "SELECT name, severity FROM effect WHERE session = ? ORDER BY at"
SEVERITIES = {1: "mild", 2: "moderate", 3: "severe", 4: "life-threatening"}


def clock(at: float) -> str:
    """The time as it is read on a wall."""
    return time.strftime("%H:%M", time.localtime(at))


def due(last: float | None, now: float) -> None:
    """What this chair needs, the more urgent the louder."""
    if last is None:
        st.warning("Baseline due")
    elif now > last + CADENCE_S:
        st.error(f"Overdue {(now - last - CADENCE_S) // 60:.0f} min · was due {clock(last + CADENCE_S)}")
    elif now > last + CADENCE_S - SOON_S:
        st.warning("Due now")
    else:
        st.info(f"Next in {(last + CADENCE_S - now) // 60:.0f} min · {clock(last + CADENCE_S)}")


def values(database: sqlite3.Connection, session: str) -> float | None:
    """Draws the last values and answers when they were taken."""
    last = database.execute(LAST, (session,)).fetchone()
    if last is None:
        st.caption("no reading yet")
        return None
    at, systolic, diastolic, pulse, spo2 = last
    change = (systolic or 0) - (database.execute(FIRST, (session,)).fetchone()[0] or 0)
    if st.query_params.get("values") == "line":
        st.markdown(f"**{systolic}/{diastolic}** {change:+d} · **{pulse}** pulse · **{spo2}** SpO2 · *{clock(at)}*")
        return float(at)
    pressure, beats, oxygen = st.columns(3)
    pressure.metric(f"BP {clock(at)}", f"{systolic}/{diastolic}", change)
    beats.metric("Pulse", pulse)
    oxygen.metric("SpO2", spo2)
    return float(at)


def phase(started: float | None, minutes: float | None, now: float) -> str:
    """Where the session is, with the minutes from its start."""
    if started is None:
        return "Baseline"
    passed = (now - started) / 60
    return f"{'Infusion' if passed < (minutes or 40) else 'Observation'} · {passed:.0f}′"


def card(database: sqlite3.Connection, chair: tuple[str, str, str, str, float | None, float | None, str]) -> None:
    """One chair."""
    session, name, born, number, started, minutes, given = chair
    now = time.time()
    st.markdown(f"**{name}**")
    st.caption(f"born {born} · No. {number}")
    due(values(database, session), now)
    running = database.execute(RUNNING, (session,)).fetchall()
    words = [f"{name}, {SEVERITIES[severity]}" if severity else name for name, severity in running]
    st.markdown(" · ".join(words) or "no effects running")
    st.caption(f"{phase(started, minutes, now)} · {given}")


@st.fragment(run_every=EVERY_S)
def board() -> None:
    """Every chair, read and drawn anew."""
    st.caption(f"Shown as of {time.strftime('%H:%M:%S')}")
    with closing(sqlite3.connect(os.environ["STOCK_DATABASE"])) as database:
        chairs = database.execute("SELECT * FROM chair ORDER BY name").fetchall()
        for place, chair in enumerate(chairs):
            if place % ACROSS == 0:
                columns = st.columns(ACROSS)
            with columns[place % ACROSS].container(border=True):
                card(database, chair)


st.set_page_config(layout="wide")
st.title("Open sessions")
board()
