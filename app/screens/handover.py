"""Handover: every open session on one page that can be printed, for the next shift."""

import streamlit as st

from app import clinic, clock, noted, person
from app.live import places
from app.parts import handover
from data import chain, staff, treatments

shelf, now = clinic.current().shelf, clock.now()
with person.reads() as connection:
    found = [shelf.record(connection, one.id) for one in treatments.open_ones(connection)]
    people = staff.by_ids(connection)
    known = places.places(connection, now.astimezone(clinic.current().zone_info).date())
    head = chain.head(connection)
at = {
    session: ", ".join(part for part in (known.of(session)[key] for key in ("chair", "on")) if part)
    for session in known.taken
}
author = person.current()
audited = f"Audit: {head.count} rows, the last {head.hash[:16]}."
shown, by = [one for one in found if one], author.name if author else "nobody"
if author:
    noted.printed(author)
st.html(handover.sheet(shown, now, people, by, chairs=at, audited=audited))
st.caption("Print it from the browser (Ctrl P, on a tablet: share, print). It holds names: do not leave it lying.")
st.page_link("screens/today.py", label="Back to the open sessions")
