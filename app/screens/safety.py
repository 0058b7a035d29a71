"""Safety: the whole clinic's own figures, patients first; for prescribers and administrators."""

import streamlit as st

from app import counting, noted, person, words
from app.parts import counted, figures
from data.safety import counts
from data.safety.asked import Choice
from schemas.act import Did
from schemas.rules.safety.doses import BANDS

author = person.current()
if author is None or counts.READS.isdisjoint(author.roles):
    if author is not None:
        noted.act(author, Did.REFUSED, "safety", reason="neither prescriber nor administrator")
    st.info("The clinic's own figures are for prescribers and administrators. Ask one of them.")
    st.page_link("screens/today.py", label="Today")
    st.stop()

waiting = counted.catch_up()
ALL = "All"
with person.reads() as connection:
    versions = counts.followed(connection)
groups = {f"{words.DRUGS[drug]}, {words.ROUTES[route]}": (drug, route) for drug, route in counts.groups(versions)}
st.subheader("Safety", anchor=False)
with st.container(horizontal=True, vertical_alignment="bottom"):
    group = st.selectbox("Drug", [ALL, *groups], key="safety_drug")
    chosen = groups.get(group or ALL)
    bands = {} if chosen is None else {band.label: band for band in BANDS[chosen[0]]}
    dose = st.selectbox("Dose", [ALL, *bands], key=f"safety_dose_{group}", disabled=not bands)
    st.html('<a href="/export/safety.csv" target="_self" download>Export, numbers under 5 hidden (CSV)</a>')
choice = Choice(*chosen, band=bands.get(dose or ALL)) if chosen else Choice()
with counted.adding_up() as far, person.reads() as connection:
    found = counts.of(connection, choice, versions, far=far)
st.text(f"Sessions that have ended: {found.ended}, of {found.patients} patients; with the drug: {found.given}.")
st.caption(
    "What happened, counted: no target, no comparison of people, no advice. \u25cf patients in whom it was so at least "
    "once, with a 95 % interval (Wilson); \u25c6 sessions, with one from drawing patients. What could not be judged is "
    "in no share and stands in the table."
)
if found.left_out:
    st.info(f"Patients in no number here, since their records are for other people: {found.left_out}.")
if waiting or found.waiting:
    st.warning(f"Sessions that are not counted yet: {max(waiting, found.waiting)}; {counting.HELD}")
figures.draw(found, dark=st.context.theme.type == "dark")
