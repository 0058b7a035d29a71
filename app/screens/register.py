"""Register patient: who may be the same person is shown before anything is saved."""

from uuid import UUID, uuid4

import streamlit as st

from app import clock, person, words
from app.entries import registration
from app.entries.sent import Problems
from app.parts import identity
from data import patients
from data.engine import BusyError, FullError
from schemas.patient import Sex

FIELDS = {
    "record_number": "Record number",
    "given_name": "Given name",
    "family_name": "Family name",
    "born": "Date of birth, as 1984-03-02 or 2 Mar 1984",
    "phone": "Phone (optional)",
}
# The draft's id is the patient's: pressing twice registers once.
draft = st.session_state.setdefault("register_draft", str(uuid4()))


def save(*, known_to_be_another: bool) -> None:
    """Registers, or leaves sentences and likely duplicates for the next drawing."""
    st.session_state.register_problems, st.session_state.register_alike = [], []
    said = {name: st.session_state.get(f"{name}-{draft}") for name in (*FIELDS, "sex")}
    author = person.current()
    if author is None:
        st.session_state.register_problems = ["Nobody is chosen at this browser: say who you are first."]
        return
    try:
        patient = registration.patient(said, UUID(draft), author, clock.now())
        with person.writes() as connection:
            names = patient.family_name, patient.given_name
            alike = [one for one in patients.alike(connection, *names, patient.date_of_birth) if one.id != patient.id]
            if alike and not known_to_be_another:
                st.session_state.register_alike = [(str(one.id), identity.line(one)) for one in alike]
                return
            patients.register(connection, patient)
    except Problems as problems:
        st.session_state.register_problems = [str(one["text"]) for one in problems.refusals]
        return
    except patients.TakenError as error:
        st.session_state.register_problems = [str(error)]
        return
    except (BusyError, FullError) as error:
        st.session_state.register_problems = [f"{error} What you typed is kept: press again."]
        return
    st.session_state.registered = draft
    del st.session_state["register_draft"]


st.subheader("Register patient", anchor=False)
if done := st.session_state.pop("registered", None):
    st.switch_page("screens/patient.py", query_params={"patient": done})
with st.form(f"register-{draft}"):
    for name, label in FIELDS.items():
        st.text_input(label, value=None, key=f"{name}-{draft}")
    st.selectbox("Sex, as recorded for administration", [one.value for one in Sex], index=None, key=f"sex-{draft}")
    st.form_submit_button(
        "Register", on_click=save, kwargs={"known_to_be_another": False}, key=f"save-{draft}", type="primary"
    )
st.page_link("screens/patients.py", label="Cancel: register nobody")
for problem in st.session_state.get("register_problems", []):
    st.error(words.plain(problem))
if likely := st.session_state.get("register_alike"):
    st.warning("Somebody very like this is registered already. Nothing was saved yet.")
    for patient_id, words_of in likely:
        st.page_link("screens/patient.py", label=words_of, query_params={"patient": patient_id})
    st.button(
        "It is another person: register", on_click=save, kwargs={"known_to_be_another": True}, key=f"anyway-{draft}"
    )
