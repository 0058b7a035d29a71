"""Demographics: who the patient is, corrected with its history; and somebody registered twice, brought together."""

from collections.abc import Callable
from uuid import UUID, uuid4

import streamlit as st

from app import clinic, noted, person, words
from app.entries import registration
from app.entries.sent import fact, refusal
from app.parts import acting, address, failures, glass, identity
from data import identities, patients, staff
from schemas.identity import Demographics, Merge
from schemas.patient import Patient, Sex

patient_id = address.wanted("patient")
with person.reads() as connection:
    patient = patients.by_id(connection, patient_id) if patient_id else None
    told = identities.history(connection, patient.id) if patient else ()
    merged = identities.merged(connection, patient.id) if patient else ()
    others = {one.patient_id: patients.registered(connection, one.patient_id) for one in merged}
    as_registered = patients.as_registered(connection, patient.id) if patient else None
    people = staff.by_ids(connection)
author = person.current()
if patient is None or author is None or as_registered is None:
    st.info("No patient is chosen. Find one first.")
    st.page_link("screens/patients.py", label="Patients")
    st.stop()

shown: Patient = patient
noted.opened(author, "demographics", shown.id, shown.id)
draft = st.session_state.setdefault(f"demographics-{shown.id}-{len(told)}-{len(merged)}", str(uuid4()))


def said(name: str) -> str:
    """What the field holds."""
    return str(st.session_state.get(f"{name}-{draft}") or "")


def pressed(act: Callable[[], None]) -> None:
    """Does it; what could not be done is said at the next drawing."""
    st.session_state.demographics_problems = failures.of(act)


def correct() -> None:
    """Says who the patient is from now on."""

    def act() -> None:
        fields = {name: said(name) for name in (*LABELS, "sex", "reason")}
        corrected = registration.corrected(fields, shown.id, acting.by(), UUID(draft))
        with person.writes() as connection:
            identities.correct(connection, corrected, shown)

    pressed(act)


def merge(double: Patient) -> None:
    """Says that the other registration is this person."""

    def act() -> None:
        if not said("merge_reason").strip():
            raise refusal("reason", "Reason: say how you know that this is the same person.")
        columns = {"patient_id": double.id, "into_id": shown.id, "reason": said("merge_reason")}
        made = fact(Merge, **acting.by().common(UUID(draft)), **columns)
        with person.writes() as connection:
            identities.merge(connection, made)

    pressed(act)


def take_back(one: Merge) -> None:
    """Says that a merge was wrong."""

    def act() -> None:
        reason = str(st.session_state.get(f"back-{one.id}") or "").strip()
        if not reason:
            raise refusal("reason", "Reason: say why these are two people after all.")
        columns = {"patient_id": one.patient_id, "into_id": None, "reason": reason}
        made = fact(Merge, **acting.by().common(uuid4()), **columns)
        with person.writes() as connection:
            identities.merge(connection, made)

    pressed(act)


LABELS = {
    "record_number": ("Record number", shown.record_number),
    "given_name": ("Given name", shown.given_name),
    "family_name": ("Family name", shown.family_name),
    "born": ("Date of birth, as 1984-03-02 or 2 Mar 1984", shown.date_of_birth.isoformat()),
    "phone": ("Phone (optional)", shown.phone or ""),
}


def draw_history(first: Patient) -> None:
    """As she was registered and each correction, the newest last."""
    if not told:
        return
    st.markdown("**How it came to stand so**")
    reasons = ["as registered", *(f"corrected: {one.reason}" for one in told)]
    stood: tuple[Patient | Demographics, ...] = (first, *told)
    for one, reason in zip(stood, reasons, strict=True):
        st.text(f"{standing(one)} · {reason}, {by(one)}")


def standing(one: Patient | Demographics) -> str:
    """Its identifiers in one line."""
    name = f"{one.given_name} {one.family_name}"
    return f"{name}, born {one.date_of_birth:%-d %b %Y}, No. {one.record_number}, sex {one.sex.value}"


def by(one: Patient | Demographics | Merge) -> str:
    """Who said it and when."""
    name = people[one.entered_by].name if one.entered_by in people else "?"
    return f"{name}, {words.day(one.entered_at, clinic.current().zone)}"


def draw_merged() -> None:
    """The registrations that were brought here, each to be taken apart again."""
    for one in merged:
        other = others[one.patient_id]
        if other is None:
            continue
        with st.container(border=True):
            st.text(f"Registered also as {standing(other)}. Merged: {one.reason}, {by(one)}")
            with st.container(horizontal=True, vertical_alignment="bottom"):
                st.text_input("Why these are two people", value=None, key=f"back-{one.id}", max_chars=500)
                st.button("Take the merge back", on_click=take_back, args=(one,), key=f"press-back-{one.id}")


def draw_double() -> None:
    """Finding the other registration by its number, and both side by side before anything is said."""
    number = st.text_input("Record number of the other registration", value=None, key=f"double-{draft}", max_chars=32)
    if not (number or "").strip():
        return
    with person.reads() as connection:
        double = patients.by_number(connection, str(number).strip())
    if double is None or double.id == shown.id:
        st.info("Nobody else is registered under this number." if double is None else "This is the same registration.")
        return
    st.text(f"This one stays: {standing(shown)}")
    st.text(f"This one is merged into it: {standing(double)}")
    st.text_input("How you know that this is the same person", value=None, key=f"merge_reason-{draft}", max_chars=500)
    st.button("Merge the two", on_click=merge, args=(double,), key=f"press-merge-{draft}")


identity.draw(shown, identity.numbers([one for one in others.values() if one is not None]))
st.page_link("screens/patient.py", label="All sessions of this patient", query_params={"patient": str(shown.id)})
for problem in st.session_state.pop("demographics_problems", []):
    st.error(words.plain(problem))
with st.form(f"correct-{draft}"):
    st.markdown("**Correct who this patient is**")
    for name, (label, value) in LABELS.items():
        st.text_input(label, value=value, key=f"{name}-{draft}", max_chars=100)
    sexes = [one.value for one in Sex]
    st.selectbox("Sex, as recorded for administration", sexes, index=sexes.index(shown.sex.value), key=f"sex-{draft}")
    st.text_input("Reason", value=None, key=f"reason-{draft}", max_chars=500)
    st.form_submit_button("Correct", on_click=correct, key=f"press-correct-{draft}", type="primary")
draw_history(as_registered)
st.markdown("**Registered twice?**")
if glass.opened(shown) is None:
    draw_merged()
    draw_double()
else:
    st.text("You opened this restricted record for an hour: it is merged and parted by those whom it names.")
