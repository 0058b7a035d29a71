"""Restricted: what stands in place of a screen whose record is for others: whom to ask, and the way in for an hour."""

from html import escape
from uuid import UUID, uuid4

import streamlit as st

from app import noted, person, words
from app.parts import acting, failures
from data import patients, restricting, restrictions, staff
from data.restrictions import RestrictedError
from schemas.patient import Patient
from schemas.restriction import OPEN_FOR, BreakGlass


def draw(error: RestrictedError) -> None:
    """Who it is, for whom the record is, and the form that opens it; nothing else of it."""
    author = person.current()
    with person.reads() as connection:
        patient = patients.by_id(connection, error.patient_id)
        named = restrictions.named(connection, error.patient_id) or frozenset()
        people = staff.by_ids(connection)
        may = restrictions.may_see(connection, error.patient_id)
    if patient is None or author is None:
        return
    noted.opened(author, "restricted patient", patient.id, patient.id)
    _identity(patient)
    if may:  # she sees it, and wanted what is for those alone whom it names
        st.error(words.plain(str(error)))
        return
    names = ", ".join(sorted(people[one].name for one in named if one in people))
    st.info(words.plain(f"This record is restricted. Ask one of those for whom it is: {names or 'an administrator'}."))
    for problem in st.session_state.pop("glass_problems", []):
        st.error(words.plain(problem))
    if author.treats:
        _form(patient.id)
    else:
        st.text("Who treats may open it for an hour with a reason; an administrator says for whom it is.")
    st.page_link("screens/restrict.py", label="For whom this record is", query_params={"patient": str(patient.id)})


def _identity(patient: Patient) -> None:
    st.html(
        f'<section aria-label="Patient" role="region" class="identity"><b>{escape(words.full_name(patient))}</b>'
        f"<span>born {words.born(patient)}</span><span>No. {escape(patient.record_number)}</span></section>"
    )


def _form(patient_id: UUID) -> None:
    draft = st.session_state.setdefault(f"glass-{patient_id}", str(uuid4()))
    with st.form(f"glass-{draft}"):
        st.markdown("**Break the glass**")
        st.text(
            "It opens this record to you for 60 minutes, to read and to chart. Those whom it names are told, and the "
            "audit keeps your reason."
        )
        st.text_input("Reason", value=None, key=f"glass-why-{draft}", max_chars=500)
        st.form_submit_button("Open for 60 minutes", on_click=_open, args=(patient_id, draft), key=f"open-{draft}")


def _open(patient_id: UUID, draft: str) -> None:
    def act() -> None:
        by = acting.by()
        why = " ".join(str(st.session_state.get(f"glass-why-{draft}") or "").split())
        until = {"patient_id": patient_id, "reason": why, "until": by.now + OPEN_FOR}
        said = acting.made(BreakGlass, UUID(draft), by, **until)
        with person.writes() as connection:
            restricting.break_glass(connection, said)

    st.session_state.glass_problems = failures.of(act)
    if not st.session_state.glass_problems:
        del st.session_state[f"glass-{patient_id}"]
