"""Glass: the banner over a restricted record that its reader opened for an hour, with the minutes that are left."""

from datetime import datetime

import streamlit as st

from app import clock, person, words
from data import restrictions
from schemas.patient import Patient


def draw(patient: Patient) -> None:
    """The banner; nothing where the record is hers to see anyway."""
    if opened(patient) is not None:
        _counting(patient)


def opened(patient: Patient) -> tuple[str, datetime] | None:
    """Why she opened it and until when; None where she did not have to, or did not."""
    with person.reads() as connection:
        if restrictions.is_named(connection, patient.id):
            return None
        return restrictions.opened(connection, patient.id)


@st.fragment(run_every="20s")
def _counting(patient: Patient) -> None:
    """Drawn anew while the page is open; at its end the whole page is, and says that the record is restricted."""
    if person.current() is None:
        return
    found = opened(patient)
    if found is None:
        st.rerun()
        return
    why, until = found
    left = -int((clock.now() - until).total_seconds() // 60)
    minutes = "1 minute" if left == 1 else f"{left} minutes"
    st.warning(
        words.plain(
            f"Restricted record, opened by you for {minutes} more: {why}. It is open to read and to chart, not to "
            "export, merge or sign; those whom it names are told."
        )
    )
