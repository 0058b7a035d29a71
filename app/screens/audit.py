"""Audit: who did what and when, by patient, person and day; for administrators."""

from datetime import timedelta

import streamlit as st

from app import clinic, clock, noted, person, words
from app.entries import planning
from app.parts import address, audit_rows
from data import acts, patients, staff, tablets
from schemas.act import Did
from schemas.staff import Role

author = person.current()
if author is None or Role.ADMIN not in author.roles:
    if author is not None:
        noted.act(author, Did.REFUSED, "audit", reason="no administrator")
    st.info("The audit is read by administrators. Ask one for a patient's access report.")
    st.page_link("screens/settings.py", label="Settings")
    st.stop()

zone = clinic.current().zone
asked_for = address.wanted("patient")
today = clock.now().astimezone(clinic.current().zone_info).date()
with person.reads() as connection:
    people = staff.by_ids(connection)
    of_address = patients.by_id(connection, asked_for) if asked_for else None
if asked_for is not None and of_address is None:
    st.error("There is no patient under this address: give the record number, or open Audit from the patient's screen.")
    st.stop()
names = {f"{one.name} ({one.initials})": one.id for one in people.values()}
MOST = 500
HEIGHT, ROWS = 580, 15  # so high, with so many rows in sight, to the lower edge of a tablet's screen

st.subheader("Audit", anchor=False)
with st.container(horizontal=True, vertical_alignment="bottom"):
    first = st.date_input("From", value=today - timedelta(days=6), key="audit_from")
    last = st.date_input("To", value=today, key="audit_to")
    who = st.selectbox("Person", list(names), index=None, key="audit_who")
    named = of_address.record_number if of_address else None
    number = st.text_input("Record number of a patient", value=named, key="audit_number")
with person.reads() as connection:
    patient = patients.by_number(connection, number.strip()) if number else None
    asked = acts.Asked(
        start=planning.day(first, zone)[0],
        end=planning.day(last, zone)[1],
        patient_id=patient.id if patient else None,
        who=names[who] if who else None,
    )
    found = acts.between(connection, asked, MOST)
    at = {one.tablet_id: one.name for one in tablets.all_of(connection)}
    about = patients.by_ids(connection, {row["patient_id"] for row in found if row["patient_id"]})
if number and patient is None:
    st.error(words.plain(f"No patient has the record number {number.strip()}: look it up under Patients."))
    st.stop()
if patient is not None:
    noted.opened(author, "audit", patient.id, patient.id)
    st.html(
        f'<p><a href="/export/access/{patient.id}.pdf" target="_self" download>Access report of this patient (PDF)</a> '
        f'<a href="/export/access/{patient.id}.csv" target="_self" download>(CSV)</a></p>'
    )
st.caption(
    "Every row is tied to the one before it. The command chairside check proves them against the heads that were "
    "written out."
)
st.dataframe(
    audit_rows.rows(found, people, about, at),
    hide_index=True,
    width="stretch",
    height=HEIGHT if len(found) > ROWS else "content",
    column_config=audit_rows.COLUMNS,
    key="audit_rows",
)
if len(found) == MOST:
    st.caption(f"The newest {MOST} are shown: choose fewer days, a person or a patient to see the others.")
