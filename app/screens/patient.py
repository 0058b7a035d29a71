"""The patient: how this person reacts, session beside session, and what is left to do."""

import streamlit as st

from app import clinic, noted, person
from app.parts import address, background, banner, identity, order, risks, scale, story, take_out
from app.parts.across import view
from data import patients
from schemas.rules import course
from schemas.staff import Role

patient_id = address.wanted("patient")
with person.reads() as connection:
    patient = patients.by_id(connection, patient_id) if patient_id else None
    found = clinic.current().histories.of_patient(connection, patient.id) if patient else ()
    others = patients.others(connection, patient.id) if patient else ()

if patient is None:
    st.info("No patient is chosen. Find one first.")
    st.page_link("screens/patients.py", label="Patients")
    st.stop()

if author := person.current():
    noted.opened(author, "patient", patient.id, patient.id)
counted = "1 session" if len(found) == 1 else f"{len(found)} sessions"
ordered = order.of_patient(patient)
below = ordered.sentence, *risks.asked(patient)
banner.draw(patient, ", ".join(part for part in (identity.numbers(others), counted) if part), *below)
risks.draw(patient)
running = next((one for one in reversed(found) if course.course(one).ended_at is None), None)
with st.container(horizontal=True, vertical_alignment="center"):
    if running and st.button("To the open session", type="primary"):
        st.switch_page("screens/chair.py", query_params={"session": str(running.treatment.id)})
    starts = author is not None and author.treats
    if starts and st.button("Start session", type="secondary" if running else "primary"):
        st.switch_page("screens/begin.py", query_params={"patient": str(patient.id)})
    if st.button("Plan a session"):
        st.switch_page("screens/plan.py", query_params={"patient": str(patient.id)})
    if found:
        take_out.draw(patient, f"patient/{patient.id}.zip", "Export all sessions (CSV)")
    st.page_link("screens/scales.py", label="Scales", query_params={"patient": str(patient.id)})
    st.page_link("screens/demographics.py", label="Correct or merge", query_params={"patient": str(patient.id)})
    if author is not None and Role.ADMIN in author.roles:
        st.page_link("screens/audit.py", label="Audit", query_params={"patient": str(patient.id)})
    st.page_link("screens/restrict.py", label="For whom this record is", query_params={"patient": str(patient.id)})
story.draw(found)
view.draw(patient)
background.draw(patient)
order.draw(patient, ordered, order.after(found))
scale.draw(patient)
