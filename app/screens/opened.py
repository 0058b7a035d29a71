"""Opened: restricted records that are for oneself and that somebody else opened, or said to be for others now."""

import streamlit as st

from app import clinic, clock, noted, person, words
from app.parts import identity, unseen
from data import patients, restricting, staff

author = person.current()
if author is None:
    st.stop()


with person.reads() as connection:
    told, people = restricting.unseen(connection, author.id), staff.by_ids(connection)
    about = patients.by_ids(connection, {one.patient_id for one in told})

noted.shown(author, "opened", {one.about: one.patient_id for one in told})

st.subheader("Restricted records", anchor=False)
unseen.problems()
if not told:
    st.info("Nobody has opened a restricted record that names you, or changed whom it names, that you have not seen.")
for one in told:
    who = people[one.by].name if one.by in people else "?"
    at = words.moment(one.at, clock.now(), clinic.current().zone)
    did = "opened this restricted record for an hour" if one.is_opened else "said for whom this record is"
    with st.container(border=True):
        st.text(identity.line(about[one.patient_id]))
        st.text(f"{who} {did}, {at}" + ("" if one.reason is None else f": {one.reason}"))
        where = {"patient": str(one.patient_id)}
        st.page_link("screens/restrict.py", label="For whom this record is", query_params=where)
unseen.button([one.about for one in told], restricting.seen)
