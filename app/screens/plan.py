"""Plan: the sessions of a day, one by one or from a file, and what became of them."""

from uuid import UUID, uuid4

import streamlit as st

from app import clinic, clock, person, words
from app.entries import plan_file, plan_known, planning
from app.entries.sent import Problems
from app.parts import acting, address, choice, failures, identity, order, planned
from data import appointments, chairs, patients, protocols, restrictions
from schemas.statement import Appointment, AppointmentState

zone = clinic.current().zone
# The draft's id is the planned session's: pressing twice plans once.
draft = st.session_state.setdefault("plan_draft", str(uuid4()))
patient_id = address.wanted("patient")
with person.reads() as connection:
    patient = patients.by_id(connection, patient_id) if patient_id else None
    if patient is not None:
        restrictions.require(connection, patient.id)
    offered = {one.name: one.key for one in protocols.current(connection)}
    in_use = {one.name: one.chair_id for one in chairs.in_use(connection)}


def settle(problems: list[str], done: str) -> None:
    """Leaves what the next drawing says; once it is saved the next is another draft."""
    st.session_state.plan_problems, st.session_state.plan_done = problems, "" if problems else done
    if not problems:
        del st.session_state["plan_draft"]


def add() -> None:
    """Plans one session of the patient in the address."""

    def act() -> None:
        said = {name: st.session_state.get(f"{name}-{draft}") for name in ("on", "time", "dose", "unit")}
        said["chair"] = in_use.get(st.session_state.get(f"chair-{draft}") or "")
        said["protocol"] = offered.get(st.session_state.get(f"protocol-{draft}") or "")
        one = planning.appointment(UUID(str(patient_id)), said, acting.by(), UUID(draft))
        with person.writes() as connection:
            appointments.plan(connection, [one], zone)

    settle(failures.of(act), "Planned.")


def add_file(content: bytes) -> None:
    """Plans every line of a file, or none."""

    def act() -> None:
        with person.writes() as connection:
            lines = plan_file.read(content, plan_known.known(connection, zone), acting.by(), UUID(draft))
            appointments.plan(connection, [one for one, _ in lines], zone)

    settle(failures.of(act), "The plan of the file is in.")


def change(one: Appointment, state: AppointmentState, reason_key: str = "") -> None:
    """Says what became of a planned session."""

    def act() -> None:
        words_of = st.session_state.get(reason_key) if reason_key else None
        changed = planning.became(one, state, acting.by(), uuid4(), words=words_of or "")
        with person.writes() as connection:
            appointments.change(connection, changed)

    settle(failures.of(act), "Saved.")


def draw_form() -> None:
    """The form for one session."""
    if patient is None:
        st.page_link("screens/patients.py", label="Plan one session: find the patient first")
        return
    identity.draw(patient)
    st.text(order.of_patient(patient).sentence)
    with st.form(f"plan-{draft}"):
        with st.container(horizontal=True):
            st.date_input("Day", value=on, key=f"on-{draft}")
            st.text_input("Time, like 14:05", value=None, key=f"time-{draft}")
            st.text_input("Planned dose (optional)", value=None, key=f"dose-{draft}")
            st.radio("Unit", ["mg", "mg/kg"], index=None, horizontal=True, key=f"unit-{draft}")
        choice.of_names("Protocol (optional)", offered, f"protocol-{draft}")
        if in_use:
            choice.of_names("Chair (optional)", in_use, f"chair-{draft}")
        st.form_submit_button("Plan this session", on_click=add, type="primary", key=f"add-{draft}")


def draw_file() -> None:
    """A file of the day's plan: what it would plan is shown before anything is saved."""
    with st.expander("Import the day's plan from a CSV file"):
        st.caption(
            f"First line: {', '.join(plan_file.NEEDED)}; optional: {', '.join(plan_file.OPTIONAL)}. Dates like "
            "2026-11-20, times like 14:05. A line is taken where record number and date of birth belong together."
        )
        file = st.file_uploader("CSV file", type=["csv", "txt"], key=f"file-{draft}")
        if file is None:
            return
        try:
            with person.reads() as connection:
                lines = plan_file.read(file.getvalue(), plan_known.known(connection, zone), acting.by(), UUID(draft))
        except Problems as problems:
            st.error("Nothing was planned. " + words.plain(" ".join(failures.sentences(problems))))
            return
        st.table(planned.preview(lines))
        what = "Plan 1 session" if len(lines) == 1 else f"Plan these {len(lines)} sessions"
        st.button(what, on_click=add_file, args=(file.getvalue(),), type="primary", key=f"import-{draft}")


st.subheader("Plan", anchor=False)
if done := st.session_state.pop("plan_done", ""):
    st.success(done)
for problem in st.session_state.pop("plan_problems", []):
    st.error(words.plain(problem))
today = clock.now().astimezone(clinic.current().zone_info).date()
on = st.date_input("Day shown", value=today, key="plan_day")
draw_form()
draw_file()
planned.draw(on, change)
