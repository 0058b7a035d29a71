"""Today: the sessions that are open now."""

import streamlit as st

from app import clinic, clock, words
from app.parts import identity
from data import records, treatments
from schemas.record import Record
from schemas.rules import baseline, course


def _last(record: Record) -> str:
    readings = baseline.holding(record)
    if not readings:
        return "no reading yet"
    return f"last {words.clock_time(readings[-1].taken_at, record.treatment.zone)}: {words.values(readings[-1])}"


st.subheader("Open sessions", anchor=False)
now = clock.now()
with clinic.current().database.read() as connection:
    found = [records.of_treatment(connection, one.id) for one in treatments.open_ones(connection)]
open_ones = [record for record in found if record is not None]

if not open_ones:
    st.write("No session is open.")
for record in open_ones:
    known = course.course(record)
    minutes = course.minutes_from_start(known, now)
    with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"row-{record.treatment.id}"):
        st.page_link(
            "screens/chair.py",
            label=identity.line(record.patient),
            query_params={"session": str(record.treatment.id)},
        )
        st.text(f"{course.phase(known, now).value}{f', {minutes} min' if minutes is not None else ''}")
        st.text(f"{words.DRUGS[record.protocol.drug]} {words.ROUTES[record.protocol.route]}")
        st.text(_last(record))

st.page_link("screens/patients.py", label="Start a session: find the patient")
