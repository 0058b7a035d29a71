"""Corrected: entries of one's own that somebody else corrected, withdrew or moved, until one has seen them."""

from html import escape

import streamlit as st

from app import clinic, noted, person
from app.live import flowsheet
from app.parts import identity, unseen
from data import notices, staff

author = person.current()
if author is None:
    st.stop()


with person.reads() as connection:
    told, people = notices.unseen(connection, author.id), staff.by_ids(connection)
    records = {one.treatment_id: clinic.current().shelf.record(connection, one.treatment_id) for one in told}
noted.shown(author, "corrected", {of: record.patient.id for of, record in records.items() if record is not None})

st.subheader("Entries of yours that others corrected", anchor=False)
unseen.problems()
if not told:
    st.info("Nobody has corrected an entry of yours that you have not seen.")
for one in told:
    record = records[one.treatment_id]
    if record is None:
        continue
    rows = {row["id"]: row for row in flowsheet.rows(record, people)}
    old, newer = rows.get(str(one.fact_id)), rows.get(str(one.id))
    with st.container(border=True):
        identity.draw(record.patient)
        if old is not None:
            became = f" → {escape(newer['words'])}" if newer is not None else ""
            st.html(f"<p>{escape(old['time'])} · <s>{escape(old['words'])}</s>{became}</p><p>{escape(old['why'])}</p>")
        st.html(f'<a href="/chair?session={one.treatment_id}" target="_self">Open the session</a>')
unseen.button([one.id for one in told], notices.seen)
