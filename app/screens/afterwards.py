"""Afterwards: a prescriber's review with a plan, and the follow-up call with what began at home, beside the record."""

import streamlit as st

from app import clinic, noted, person, words
from app.parts import address, afterword_entry, afterwords, identity
from data import records, signatures
from schemas.rules import course
from schemas.signature import AfterwordSort
from schemas.staff import Role

treatment_id = address.wanted("session")
me = person.signed_in()
with person.reads() as connection:
    record = records.of_treatment(connection, treatment_id) if treatment_id else None
    found = signatures.of_treatment(connection, treatment_id) if treatment_id else ()
    told = signatures.afterwords(connection, treatment_id) if treatment_id else ()
if record is None or me is None:
    st.info("There is no session under this address, so nothing can be written.")
    st.page_link("screens/today.py", label="Today")
    st.stop()

noted.opened(me.staff, "afterwards", record.treatment.id, record.patient.id)
identity.draw(record.patient, f"after the session of {words.day(record.treatment.arrived_at, record.treatment.zone)}")
st.page_link("screens/chair.py", label="Look at the record", query_params={"session": str(record.treatment.id)})
for problem in st.session_state.pop(afterword_entry.PROBLEMS, []):
    st.error(words.plain(problem))
if not told:
    st.text("Nothing was written after this session yet.")
afterwords.draw(told, found, clinic.current().zone)
if course.course(record).ended_at is None:
    st.info("This session has not ended: until then everything belongs to it.")
    st.stop()
there = f"/afterwards?session={record.treatment.id}"
if me.staff.treats:
    afterword_entry.draw(AfterwordSort.FOLLOW_UP, record, told, me, there)
if Role.PRESCRIBER in me.staff.roles:
    afterword_entry.draw(AfterwordSort.REVIEW, record, told, me, there)
