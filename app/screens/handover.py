"""Handover: every open session on one page that can be printed, for the next shift."""

import streamlit as st

from app import clinic, clock, noted, person
from app.live import hidden, places
from app.parts import handover
from data import chain, restrictions, staff, treatments

shelf, now = clinic.current().shelf, clock.now()
with person.reads() as connection:
    # It is made to be printed, and what is restricted leaves with those alone whom it names.
    closed = restrictions.hidden(connection, even_opened=True)
    mine = [one for one in treatments.open_ones(connection) if one.patient_id not in closed]
    found = [shelf.record(connection, one.id) for one in mine]
    people = staff.by_ids(connection)
    known = places.places(connection, now.astimezone(clinic.current().zone_info).date())
    head = chain.head(connection)
    others = hidden.of_open_sessions(connection, now, known, even_opened=True)
at = {
    session: ", ".join(part for part in (known.of(session)[key] for key in ("chair", "on")) if part)
    for session in known.taken
}
author = person.current()
audited = f"Audit: {head.count} rows, the last {head.hash[:16]}."
shown, by = [one for one in found if one], author.name if author else "nobody"
if author:
    noted.printed(author, {one.treatment.id: one.patient.id for one in shown})
st.html(handover.sheet(shown, now, people, by, chairs=at, audited=audited, others=others))
st.caption("Print it from the browser (Ctrl P, on a tablet: share, print). It holds names: do not leave it lying.")
st.page_link("screens/today.py", label="Back to the open sessions")
