"""Handover: every open session on one page that can be printed, for the next shift."""

import streamlit as st

from app import clinic, clock, person
from app.parts import handover
from data import chain, chairs, staff, treatments

shelf, now = clinic.current().shelf, clock.now()
with clinic.current().database.read() as connection:
    found = [shelf.record(connection, one.id) for one in treatments.open_ones(connection)]
    people = staff.by_ids(connection)
    names = {one.chair_id: one.name for one in chairs.all_of(connection)}
    head = chain.head(connection)
    at = {session: names[chair] for session, chair in chairs.taken(connection).items()}
author = person.current()
audited = f"Audit: {head.count} rows, the last {head.hash[:16]}."
shown, by = [one for one in found if one], author.name if author else "nobody"
st.html(handover.sheet(shown, now, people, by, chairs=at, audited=audited))
st.caption("Print it from the browser (Ctrl P, on a tablet: share, print). It holds names: do not leave it lying.")
st.page_link("screens/today.py", label="Back to the open sessions")
