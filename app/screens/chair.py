"""The chair: one session, entered and watched."""

import streamlit as st

from app import noted, person
from app.live import beside, panel
from app.parts import address, banner, quarantined, risks, seat, signed, take_out
from data import audit, patients, quarantine, records, restrictions, signatures, staff

treatment_id = address.wanted("session")
me = person.signed_in()
with person.reads() as connection:
    record = records.of_treatment(connection, treatment_id) if treatment_id else None
    people = staff.by_ids(connection)
    under = patients.entered_under(connection, record) if record else None
    found = signatures.of_treatment(connection, treatment_id) if treatment_id else ()
    kept = quarantine.waiting(connection, treatment_id) if treatment_id else ()
    aside = beside.changes(connection, treatment_id) if treatment_id else 0
    version = audit.version(connection, treatment_id) if treatment_id else 0
    by_glass = record is not None and not restrictions.is_named(connection, record.patient.id)

if record is None or me is None:
    named = "There is no session under this address" if treatment_id else "No session is chosen"
    st.info(f"{named}, so nothing can be written. Choose one under Today, or start one under Patients.")
    st.page_link("screens/today.py", label="Today")
    st.stop()

noted.opened(me.staff, "treatment", record.treatment.id, record.patient.id)
entered = "" if under is None else f"entered under No. {under.record_number}"
banner.at_chair(record.patient, entered)
with st.container():  # always there, so that the panel below keeps its place
    risks.draw(record.patient)
if not me.staff.treats:
    st.info("You are signed in as an administrator, who writes no clinical entry: here is what the others wrote.")
panel.draw(record, me.staff, people, panel.Drawn(version, aside, me.sign_in.id), dark=st.context.theme.type == "dark")
with st.container(horizontal=True, vertical_alignment="center"):
    st.page_link(
        "screens/patient.py", label="All sessions of this patient", query_params={"patient": str(record.patient.id)}
    )
    take_out.draw(record.patient, f"session/{record.treatment.id}.zip", "Export this session (CSV)")
    if me.staff.treats and not by_glass:
        st.page_link("screens/sign.py", label="Sign this session", query_params={"session": str(record.treatment.id)})
    st.page_link("screens/scales.py", label="Scales", query_params={"session": str(record.treatment.id)})
    st.page_link("screens/afterwards.py", label="Afterwards", query_params={"session": str(record.treatment.id)})
    if me.staff.treats:
        seat.draw(record)
quarantined.draw(kept, people, record.treatment.zone, me.staff)
signed.draw(found, record.treatment.zone)
