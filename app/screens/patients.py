"""Patients: find one, or register a new one."""

import streamlit as st

from app import noted, person, words
from app.parts import address
from data import patients

# A name pressed while the words are still in the field: the field's own rerun may overtake the way to the patient.
if pressed := address.wanted("patient"):
    st.switch_page("screens/patient.py", query_params={"patient": str(pressed)})
st.subheader("Patients", anchor=False)
with st.container(horizontal=True, vertical_alignment="bottom"):
    typed = (
        st.text_input("Find patient", type="search", placeholder="Any part of name, record number or date of birth")
        or ""
    )
    if st.button("Register patient"):
        st.switch_page("screens/register.py")

MOST = 50
with person.reads() as connection:
    found = patients.find(connection, typed, MOST)
if author := person.current():
    noted.searched(author, typed, len(found))
if not found:
    st.write("Nobody is found under these words. Try fewer letters, or register the patient.")
for patient in found:
    with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"row-{patient.id}"):
        name = words.plain(words.full_name(patient))
        st.page_link("screens/patient.py", label=name, query_params={"patient": str(patient.id)})
        st.text(f"born {words.born(patient)}")
        st.text(f"No. {patient.record_number}")
if len(found) == MOST:
    st.caption(f"The first {MOST} are shown: type more to find others.")
