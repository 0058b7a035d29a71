"""Planned sessions of a day, each with what can be said of it."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

import streamlit as st

from app import clinic, person, words
from app.entries import planning
from app.live import today
from app.parts import identity, order
from data import appointments, chairs, patients, protocols
from schemas.patient import Patient
from schemas.statement import Appointment, AppointmentState

WORDS: Final = {
    AppointmentState.EXPECTED: "expected",
    AppointmentState.COME: "has come",
    AppointmentState.NOT_COME: "did not come",
    AppointmentState.CANCELLED: "cancelled",
}
Change = Callable[..., None]


def preview(lines: Sequence[tuple[Appointment, Patient]]) -> list[dict[str, str]]:
    """What a file would plan, a row each."""
    zone = clinic.current().zone
    with person.reads() as connection:
        chair = {each.chair_id: each.name for each in chairs.all_of(connection)}
        called = protocols.names(connection)
        times = [one.expected_at for one, _ in lines]
        there = appointments.between(connection, min(times) - planning.NEAR, max(times) + planning.NEAR)
    every = [*there, *(one for one, _ in lines)]
    return [
        {
            "day": words.day(one.expected_at, zone),
            "time": words.clock_time(one.expected_at, zone),
            "patient": identity.line(patient),
            "chair": chair.get(one.chair_id, "") if one.chair_id else "",
            "protocol": called.get(one.protocol_key or "", ""),
            "dose": today.dose_words(one),
            "remark": clash(planning.clashes(one, every)),
        }
        for one, patient in lines
    ]


def draw(on: date, change: Change) -> None:
    """Every planned session of the day; `change` is called with it, what became of it, and the key of a reason."""
    with person.reads() as connection:
        found = appointments.between(connection, *planning.day(on, clinic.current().zone))
        people = patients.by_ids(connection, [one.patient_id for one in found])
        names = {one.chair_id: one.name for one in chairs.all_of(connection)}
        called = {one.key: one.name for one in protocols.all_of(connection)}
    if not found:
        st.write("Nobody is planned on this day.")
    for one in found:
        parts = (
            f"chair {names[one.chair_id]}" if one.chair_id in names else "",
            called.get(one.protocol_key or "", ""),
            today.dose_words(one),
            order.of_patient(people[one.patient_id]).line if one.state is AppointmentState.EXPECTED else "",
            one.words or "",
            clash(planning.clashes(one, found)),
        )
        _row(one, people[one.patient_id], ", ".join(part for part in parts if part), change)


def clash(others: Sequence[Appointment]) -> str:
    """Who else is planned at the same chair about then, by time."""
    times = ", ".join(words.clock_time(other.expected_at, clinic.current().zone) for other in others)
    return f"the same chair is planned for {times} too" if others else ""


def _row(one: Appointment, patient: Patient, more: str, change: Change) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"planned-{one.appointment_id}"):
        st.text(words.clock_time(one.expected_at, clinic.current().zone))
        st.page_link("screens/patient.py", label=identity.line(patient), query_params={"patient": str(patient.id)})
        st.text(f"{WORDS[one.state]}{', ' if more else ''}{more}")
        if one.state is AppointmentState.EXPECTED:
            if st.button("Start session", key=f"start-{one.id}"):
                st.switch_page("screens/begin.py", query_params={"appointment": str(one.appointment_id)})
            st.button("Did not come", on_click=change, args=(one, AppointmentState.NOT_COME), key=f"not-{one.id}")
            with st.popover("Cancel"):
                key = f"why-{one.id}"
                st.text_input("Reason", value=None, key=key)
                st.button(
                    "Cancel this session",
                    on_click=change,
                    args=(one, AppointmentState.CANCELLED, key),
                    key=f"x-{one.id}",
                )
        elif one.state is not AppointmentState.COME:
            st.button("Expected again", on_click=change, args=(one, AppointmentState.EXPECTED), key=f"again-{one.id}")
