"""Opened: restricted records that are for oneself and that somebody else opened, or said to be for others now."""

from collections.abc import Sequence
from uuid import UUID

import streamlit as st

from app import clinic, clock, person, words
from app.parts import failures, identity
from data import patients, restricting, staff

author = person.current()
if author is None:
    st.stop()


def seen(shown: Sequence[UUID]) -> None:
    """Takes what was shown off the list: what came meanwhile stays."""

    def act() -> None:
        by = person.current()
        if by is not None:
            with person.writes() as connection:
                restricting.seen(connection, by.id, shown, clock.now())

    st.session_state.opened_problems = failures.of(act)


with person.reads() as connection:
    unseen, people = restricting.unseen(connection, author.id), staff.by_ids(connection)
    about = patients.by_ids(connection, {one.patient_id for one in unseen})

st.subheader("Restricted records", anchor=False)
for problem in st.session_state.pop("opened_problems", []):
    st.error(words.plain(problem))
if not unseen:
    st.info("Nobody has opened a restricted record that names you, or changed whom it names, that you have not seen.")
for one in unseen:
    who = people[one.by].name if one.by in people else "?"
    at = words.moment(one.at, clock.now(), clinic.current().zone)
    did = "opened this restricted record for an hour" if one.is_opened else "said for whom this record is"
    with st.container(border=True):
        st.text(identity.line(about[one.patient_id]))
        st.text(f"{who} {did}, {at}: {one.reason}")
        where = {"patient": str(one.patient_id)}
        st.page_link("screens/restrict.py", label="For whom this record is", query_params=where)
if unseen:
    st.button("I have seen these", on_click=seen, args=([one.about for one in unseen],), type="primary")
