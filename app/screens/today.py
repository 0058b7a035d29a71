"""Today: the board of the sessions that are open now, who needs somebody first at the front."""

import streamlit as st

from app import clock, person
from app.live import board
from app.routes import boards

st.subheader("Open sessions", anchor=False)
with person.reads() as connection:
    told = boards.told(connection, clock.now())
board.draw(told, dark=st.context.theme.type == "dark")
with st.container(horizontal=True):
    st.page_link("screens/patients.py", label="Start a session: find the patient")
    st.page_link("screens/plan.py", label="Plan")
    st.page_link("screens/chairs.py", label="Chairs")
    st.page_link("screens/handover.py", label="Handover sheet")
