"""Scale: on which NEWS2 scale a patient's SpO2 is scored; shown where a protocol of the clinic uses NEWS2."""

from uuid import uuid4

import streamlit as st

from app import clinic, person, words
from app.parts import acting, failures
from data import protocols, records, staff, statements
from schemas.patient import Patient
from schemas.protocol import ScoreName
from schemas.staff import Role
from schemas.statement import OxygenScale

_SCALES = {"1, for most people": 1, "2, for a prescribed target of 88 to 92 %": 2}


def draw(patient: Patient) -> None:
    """Which scale holds and since when; a prescriber may say another, with the reason."""
    with person.reads() as connection:
        if not any(ScoreName.NEWS2 in one.scores for one in protocols.current(connection)):
            return
        stands = records.oxygen_scale(connection, patient.id)
        people = staff.by_ids(connection)
    author = person.current()
    if stands is None:
        st.text("NEWS2: SpO2 scale 1, nobody has said otherwise")
    else:
        who = people[stands.entered_by].name if stands.entered_by in people else "?"
        said_on = words.day(stands.entered_at, clinic.current().zone)
        st.text(f"NEWS2: SpO2 scale {stands.scale}, {who}, {said_on}: {stands.words}")
    for problem in st.session_state.pop("scale_problems", []):
        st.error(words.plain(problem))
    if author is not None and Role.PRESCRIBER in author.roles:
        _form(patient)


def _form(patient: Patient) -> None:
    key = f"{patient.id}-{st.session_state.setdefault('scale_draft', str(uuid4()))}"

    def save() -> None:
        def act() -> None:
            scale = _SCALES.get(st.session_state.get(f"scale-{key}") or "")
            told = {"scale": scale, "words": st.session_state.get(f"why-{key}") or ""}
            said = acting.statement(OxygenScale, id=uuid4(), patient_id=patient.id, **told)
            with person.writes() as connection:
                statements.say(connection, said)

        st.session_state.scale_problems = failures.of(act)
        if not st.session_state.scale_problems:
            del st.session_state["scale_draft"]

    with st.expander("Another SpO2 scale"), st.form(f"form-{key}"):
        st.radio("Scale", list(_SCALES), index=None, horizontal=True, key=f"scale-{key}")
        st.text_input("Reason", value=None, key=f"why-{key}")
        st.form_submit_button("Prescribe this scale", on_click=save, key=f"save-{key}")
