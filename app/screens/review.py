"""Review: the queue of the sessions that wait for somebody's eye, and one of them at a time to look at and sign."""

import streamlit as st

from app import clock, noted, person, words
from app.access import looked as looking
from app.parts import address, afterword_entry, banner, order, review_list, review_session, risks, signed, to_sign
from data import reviewing, signatures
from schemas.rules import course
from schemas.signature import AfterwordSort
from schemas.staff import Role

treatment_id = address.wanted("session")
me = person.signed_in()
if me is None:
    st.stop()
now = clock.now()
queue = review_list.found(now)
if treatment_id is None:
    st.subheader("Review", anchor=False)
    shown = {one.treatment_id: one.patient.id for one in review_list.listed(queue)}
    noted.shown(me.staff, "review", shown | {told[-1].id: patient.id for patient, told in queue.risks})
    review_list.draw(queue)
    st.stop()

with person.reads() as connection:
    looked = looking.look(connection, treatment_id)
    written = signatures.afterwords(connection, treatment_id) if looked else ()
    still = looked is not None and reviewing.waits(connection, treatment_id)
if looked is None:
    st.info("There is no session under this address, so nothing can be reviewed.")
    st.page_link("screens/review.py", label="Review")
    st.stop()


record = looked.record
zone = record.treatment.zone
previous, following, place = review_list.beside(review_list.chosen(queue), record.treatment.id)


def on() -> None:
    """What was signed leaves the queue: the one after it comes by itself."""
    review_list.go(following)
    st.toast("Signed.")


seen = to_sign.seen(looked)
noted.opened(me.staff, "review", record.treatment.id, record.patient.id, outcome=f"content {seen.sha256}")
to_sign.draw_key(record.treatment.id)
ordered = order.of_patient(record.patient)
below = ordered.sentence, *risks.asked(record.patient)
banner.draw(record.patient, f"session of {words.day(record.treatment.arrived_at, zone)}", *below)
risks.draw(record.patient)
with st.container(horizontal=True, vertical_alignment="center"):
    st.button("Previous", shortcut="p", disabled=previous is None, on_click=review_list.go, args=(previous,))
    st.button("Next", shortcut="n", disabled=following is None, on_click=review_list.go, args=(following,))
    st.button("Queue", shortcut="q", on_click=review_list.go, args=(None,))
    waits = len(review_list.chosen(queue))
    st.caption("S leads to signing")
    beyond = "waits, beyond the time or the reasons chosen in the queue" if still else "does not wait"
    st.text(f"{place} of {waits} that wait" if place else f"{beyond}; in the queue: {waits}")
    st.page_link("screens/chair.py", label="Look at the record", query_params={"session": str(record.treatment.id)})
    st.page_link("screens/patient.py", label="All sessions", query_params={"patient": str(record.patient.id)})
for problem in (*st.session_state.pop(to_sign.PROBLEMS, []), *st.session_state.pop(afterword_entry.PROBLEMS, [])):
    st.error(words.plain(problem))
review_session.draw(record, now, looked.people, dark=st.context.theme.type == "dark")
if course.course(record).ended_at is None:
    st.info("This session has not ended: end it first, then sign.")
    st.stop()
signed.draw(looked.found, zone)
order.draw(record.patient, ordered, record)
to_sign.draw_missing(seen)
there = f"/review?session={record.treatment.id}"
to_sign.draw_form(looked, seen, me, to_sign.After(there, on))
review_session.draw_afterwards(written, looked.found, zone)
if Role.PRESCRIBER in me.staff.roles:
    with st.expander("Write a review"):
        afterword_entry.draw(AfterwordSort.REVIEW, record, written, me, there)
