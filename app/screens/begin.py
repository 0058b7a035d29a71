"""Start session: protocol and plan for one patient; now, some hours ago, or on another day."""

from uuid import UUID, uuid4

import streamlit as st

from app import clinic, clock, person, words
from app.entries import beginning
from app.entries.sent import Problems
from app.parts import address, identity
from data import patients, protocols, treatments
from data.engine import BusyError, FullError

draft = st.session_state.setdefault("begin_draft", str(uuid4()))
patient_id = address.wanted("patient")
with clinic.current().database.read() as connection:
    patient = patients.by_id(connection, patient_id) if patient_id else None
    offered = {protocol.name: protocol for protocol in protocols.current(connection)}

if patient is None:
    st.info("No patient is chosen, so nothing can be written. Find the patient first.")
    st.page_link("screens/patients.py", label="Patients")
    st.stop()


def save() -> None:
    """Opens the session, or leaves sentences for the next drawing."""
    st.session_state.begin_problems = []
    said = {
        name: st.session_state.get(f"{name}-{draft}") or ""
        for name in ("dose", "unit", "doses", "time", "day", "protocol")
    }
    author, protocol = person.current(), offered.get(said.pop("protocol"))
    if author is None or patient is None:
        st.session_state.begin_problems = ["Nobody is chosen at this browser: say who you are first."]
        return
    if protocol is None:
        st.session_state.begin_problems = ["Choose a protocol."]
        return
    plan = beginning.Plan(**said)
    try:
        treatment = beginning.treatment(
            patient, protocol, plan, by=author, now=clock.now(), zone=clinic.current().zone, as_id=UUID(draft)
        )
        with clinic.current().database.write() as connection:
            treatments.begin(connection, treatment)
    except Problems as problems:
        st.session_state.begin_problems = [str(one["text"]) for one in problems.refusals]
        return
    except (BusyError, FullError) as error:
        st.session_state.begin_problems = [f"{error} What you typed is kept: press again."]
        return
    st.session_state.begun = draft
    del st.session_state["begin_draft"]


if done := st.session_state.pop("begun", None):
    st.switch_page("screens/chair.py", query_params={"session": done})
identity.draw(patient)
st.subheader("Start session", anchor=False)
with st.form(f"begin-{draft}"):
    st.radio("Protocol", list(offered), index=None, horizontal=True, key=f"protocol-{draft}")
    with st.container(horizontal=True):
        st.text_input("Planned dose (optional)", value=None, key=f"dose-{draft}")
        st.radio("Unit", ["mg", "mg/kg"], index=None, horizontal=True, key=f"unit-{draft}")
        st.text_input("Number of doses (single doses; empty: the protocol's)", value=None, key=f"doses-{draft}")
    with st.container(horizontal=True):
        st.text_input(
            "Time of arrival (empty: now; otherwise within the last 24 hours)", value=None, key=f"time-{draft}"
        )
        st.text_input("Day, only for a session entered afterwards, as 2026-11-20", value=None, key=f"day-{draft}")
    st.form_submit_button("Start session", on_click=save, key=f"save-{draft}", type="primary")
for problem in st.session_state.get("begin_problems", []):
    st.error(words.plain(problem))
for protocol in offered.values():
    usual = ", ".join(f"{one.mg:g} mg" if one.mg else f"{one.mg_per_kg:g} mg/kg" for one in protocol.usual_doses)
    drug = f"{words.DRUGS[protocol.drug]} {words.ROUTES[protocol.route]}"
    st.caption(f"{protocol.name}: {drug}, usual {usual or 'not stated'}. Source: {protocol.source}.")
