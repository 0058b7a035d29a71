"""Start session: protocol, plan and chair for one patient; now, some hours ago, or on another day."""

from html import escape
from urllib.parse import urlencode
from uuid import UUID, uuid4

import streamlit as st

from app import clinic, clock, person, words
from app.entries import beginning, planning
from app.entries.sent import refusal
from app.parts import address, banner, choice, failures, order
from data import appointments, chairs, patients, protocols, restrictions, treatments
from schemas.statement import Appointment, AppointmentState, Seat

# Before anything is looked up: who was expected has come by now, and would not be found as expected any more.
if done := st.session_state.pop("begun", None):
    st.switch_page("screens/chair.py", query_params={"session": done})
me = person.current()
if me is not None and not me.treats:
    st.info("An administrator who is nothing else starts no session: ask a nurse.")
    st.page_link("screens/today.py", label="Today")
    st.stop()
planned_id, chair_id = address.wanted("appointment"), address.wanted("chair")
with person.reads() as connection:
    planned = appointments.by_id(connection, planned_id) if planned_id else None
    if planned is not None and planned.state is not AppointmentState.EXPECTED:
        planned = None
    patient_id = planned.patient_id if planned else address.wanted("patient")
    patient = patients.by_id(connection, patient_id) if patient_id else None
    if patient is not None:
        restrictions.require(connection, patient.id)
    offered = {protocol.name: protocol for protocol in protocols.current(connection)}
    free = {one.name: one for one in chairs.free(connection)}
    begins, ends = planning.day(clock.now().astimezone(clinic.current().zone_info).date(), clinic.current().zone)
    today = [one for one in appointments.between(connection, begins, ends) if one.state is AppointmentState.EXPECTED]
    people = patients.by_ids(connection, [one.patient_id for one in today])

# Kept for each whom it is about: what is typed or refused for one person must not stand in another's form.
about = planned_id or patient_id
kept_as, problems_as = f"begin_draft-{about}", f"begin_problems-{about}"
if patient is None:
    for problem in st.session_state.pop(problems_as, []):
        st.error(words.plain(problem))
    st.info("No patient is chosen, so nothing can be written. Find the patient first.")
    kept = {"chair": str(chair_id)} if chair_id else {}
    for one in today:
        # A link of the page's own: one of Streamlit's to the same screen would leave the address as it was.
        who, time = people[one.patient_id], words.clock_time(one.expected_at, clinic.current().zone)
        said = f"{time} {words.full_name(who)}, born {words.born(who)}, No. {who.record_number}"
        where = urlencode({"appointment": str(one.appointment_id)} | kept)
        st.html(f'<a class="expected" href="/begin?{where}" target="_self">{escape(said)}</a>')
    st.page_link("screens/patients.py", label="Patients", query_params=kept)
    st.stop()
draft = st.session_state.setdefault(kept_as, str(uuid4()))


def save() -> None:
    """Opens the session, or leaves sentences for the next drawing."""
    author = person.current()
    if author is None:
        st.session_state[problems_as] = ["Nobody is chosen at this browser: say who you are first."]
        return
    if not author.treats:
        st.session_state[problems_as] = ["An administrator who is nothing else starts no session: ask a nurse."]
        return
    by = planning.By(author, clock.now(), clinic.current().zone)
    st.session_state[problems_as] = failures.of(lambda: begin(by))
    if not st.session_state[problems_as]:
        st.session_state.begun = draft
        del st.session_state[kept_as]


def begin(by: planning.By) -> None:
    """The session, its chair, and that the planned one has come, in one transaction. Raises what the screen says."""
    said = {
        name: st.session_state.get(f"{name}-{draft}") or ""
        for name in ("dose", "unit", "doses", "time", "day", "protocol", "chair")
    }
    protocol, chair = offered.get(said.pop("protocol")), free.get(said.pop("chair"))
    if protocol is None or patient is None:
        raise refusal("protocol", "Choose a protocol.")
    plan = beginning.Plan(**said)
    treatment = beginning.treatment(patient, protocol, plan, by=by.author, now=by.now, zone=by.zone, as_id=UUID(draft))
    with person.writes() as connection:
        protocols.refuse_withdrawn(connection, protocol)
        treatments.begin(connection, treatment)
        if chair is not None:
            seat = Seat(**by.common(UUID(draft)), treatment_id=treatment.id, chair_id=chair.chair_id)
            chairs.sit(connection, seat)
        if planned is not None:
            came = planning.became(planned, AppointmentState.COME, by, UUID(draft), session=treatment.id)
            appointments.change(connection, came)


def planned_protocol(planned: Appointment | None) -> int | None:
    """The place of the planned protocol among those offered: a plan is an order, and may be changed here."""
    keys = [one.key for one in offered.values()]
    return keys.index(planned.protocol_key) if planned and planned.protocol_key in keys else None


def chosen_chair(planned: Appointment | None) -> int | None:
    """The place of the chair that was pressed or planned, if it is free."""
    ids = [one.chair_id for one in free.values()]
    wanted = chair_id or (planned.chair_id if planned else None)
    return ids.index(wanted) if wanted in ids else None


def plans_a_dose(planned: Appointment | None) -> bool:
    """Whether the planned session has a dose of its own, which the form then keeps."""
    return planned is not None and (planned.planned_dose_mg, planned.planned_dose_mg_per_kg) != (None, None)


def planned_dose(planned: Appointment | None) -> tuple[str | None, int | None]:
    """The planned dose as text, and the place of its unit; where none is planned, the ordered one."""
    mg, per_kg = (None, None) if planned is None else (planned.planned_dose_mg, planned.planned_dose_mg_per_kg)
    if ordered.next is not None and not plans_a_dose(planned):
        mg, per_kg = ordered.next.dose_mg, ordered.next.dose_mg_per_kg
    if mg is not None:
        return words.number(mg), 0
    return (None, None) if per_kg is None else (words.number(per_kg), 1)


ordered = order.of_patient(patient)
banner.draw(patient, "")
st.subheader("Start session", anchor=False)
if planned is not None:
    expected = words.moment(planned.expected_at, clock.now(), clinic.current().zone)
    st.caption(f"Planned for {expected}. What was planned stands in the form: check it.")
ordered.draw(taken_over=not plans_a_dose(planned))
with st.form(f"begin-{draft}"):
    choice.of_names("Protocol", offered, f"protocol-{draft}", planned_protocol(planned))
    dose, unit = planned_dose(planned)
    with st.container(horizontal=True):
        st.text_input("Planned dose (optional)", value=dose, key=f"dose-{draft}")
        st.radio("Unit", ["mg", "mg/kg"], index=unit, horizontal=True, key=f"unit-{draft}")
        st.text_input("Number of doses (single doses; empty: the protocol's)", value=None, key=f"doses-{draft}")
    if free:
        choice.of_names("Chair (optional)", free, f"chair-{draft}", chosen_chair(planned))
    with st.container(horizontal=True):
        st.text_input(
            "Time of arrival (empty: now; otherwise within the last 24 hours)", value=None, key=f"time-{draft}"
        )
        st.text_input("Day, only for a session entered afterwards, as 2026-11-20", value=None, key=f"day-{draft}")
    st.form_submit_button("Start session", on_click=save, key=f"save-{draft}", type="primary")
st.page_link("screens/patient.py", label="Cancel: start none", query_params={"patient": str(patient.id)})
for problem in st.session_state.get(problems_as, []):
    st.error(words.plain(problem))
for protocol in offered.values():
    usual = ", ".join(f"{one.mg:g} mg" if one.mg else f"{one.mg_per_kg:g} mg/kg" for one in protocol.usual_doses)
    drug = f"{words.DRUGS[protocol.drug]} {words.ROUTES[protocol.route]}"
    st.caption(
        f"{protocol.name} v{protocol.version}: {drug}, usual {usual or 'not stated'}. Source: {protocol.source}."
    )
