"""Scales: what questionnaires and ratings said of a patient over time, entered, corrected and closed."""

import streamlit as st

from app import clinic, noted, person, words
from app.charts import scale_rows
from app.charts import scales as chart
from app.parts import address, identity, risks, scale_entry, scale_history, scale_table, take_out
from data import assessments, patients, records, staff, treatments
from schemas.assessment import FORMS, Scale
from schemas.rules import course, scales
from schemas.treatment import Treatment

patient_id, session_id = address.wanted("patient"), address.wanted("session")
with person.reads() as connection:
    if patient_id is None and session_id is not None:
        session = treatments.by_id(connection, session_id)
        patient_id = None if session is None else session.patient_id
    patient = patients.by_id(connection, patient_id) if patient_id else None
    found = assessments.of_patient(connection, patient.id) if patient else ()
    visits = records.of_patient(connection, patient.id) if patient else ()
    people = staff.by_ids(connection)
me = person.current()
if patient is None or me is None:
    st.info("No patient is chosen. Find one first.")
    st.page_link("screens/patients.py", label="Patients")
    st.stop()

shown = patient
noted.opened(me, "scales", shown.id, shown.id)
zone = clinic.current().zone
known = [course.course(one) for one in visits]
doses = [one.started_at for one in known if one.started_at is not None]
numbers = {one.treatment.id: place for place, one in enumerate(visits, start=1)}
sessions: dict[str, Treatment] = {
    f"session {place}, {words.day(told.arrived_at, zone)}": one.treatment
    for place, (one, told) in reversed(list(enumerate(zip(visits, known, strict=True), start=1)))
}
NEW = "a new one"


def chosen() -> Scale:
    """The scale that is looked at: the one entered last, until another is chosen."""
    labels = {FORMS[one].label: one for one in Scale}
    last = max(found, key=lambda one: one.said.entered_at).said.scale if found else Scale.PHQ_9
    told = st.radio("Scale", list(labels), index=list(Scale).index(last), horizontal=True, key=f"scale-{shown.id}")
    return labels.get(str(told), last)


def draw_chart(scale: Scale) -> None:
    """The scale over calendar time; in words for those who do not see it, and below as a list."""
    rows = scale_rows.scale_rows(found, scale, doses, zone)
    picture = chart.scale_chart("dark" if st.context.theme.type == "dark" else "light", scale, rows)
    st.altair_chart(picture, theme=None, alt=scale_rows.alt_text(found, scale, doses, zone))
    st.caption(scale_rows.legend(rows, scale))
    if any(one.said.scale is scale for one in found):
        take_out.draw_view(shown, f"scale-{scale.value}")


def draw_form(scale: Scale) -> None:
    """A new one, or what is to be corrected."""
    standing = {str(one.said.id): one for one in reversed(found) if one.said.scale is scale and one.holds}
    wanted = st.selectbox("Enter", [NEW, *standing], key=f"corrects-{scale.value}", format_func=asked_for)
    one = standing.get(str(wanted))
    stands = None if one is None else one.said
    scale_entry.draw(scale_entry.About(shown, scale, sessions, session_id, stands))
    if one is not None and one.closing is not None:
        risks.form(one.said, one.closing)


def asked_for(wanted: str) -> str:
    """What a choice of the form is called."""
    stands = next((one.said for one in found if str(one.said.id) == wanted), None)
    return NEW if stands is None else f"a correction of {scale_history.title(stands, zone)}"


identity.draw(shown)
with st.container(horizontal=True, vertical_alignment="center"):
    st.page_link("screens/patient.py", label="All sessions of this patient", query_params={"patient": str(shown.id)})
    if session_id in numbers:
        st.page_link("screens/chair.py", label="Back to the chair", query_params={"session": str(session_id)})
    if found:
        take_out.draw(shown, f"patient/{shown.id}.zip", "Export sessions and scales (CSV)")
late = st.container()
still_open = [one.said for one in found if scales.is_open(one)]
risks.forms(still_open, treats=me.treats)
looked_at = chosen()
narrow, wide = st.columns([2, 3])  # as at the chair: what is entered, then what is known; on a telephone above it
with narrow:
    if me.treats:
        draw_form(looked_at)
    else:
        st.text("Nurses and prescribers enter scales.")
with wide:
    setting = scale_history.Setting(doses, numbers, people, zone)
    draw_chart(looked_at)
    scale_table.draw(found, looked_at, setting)
    scale_history.draw(found, looked_at, setting)
with late:
    risks.left_over()
