"""Take out: the link to an export; not offered to whoever opened the record for an hour, since that is not for her."""

from html import escape

import streamlit as st

from app.parts import glass
from schemas.patient import Patient


def draw(patient: Patient, what: str, label: str) -> None:
    """The link under this label to `/export/` and `what`, which is of this patient."""
    if glass.opened(patient) is None:
        st.html(f'<a href="/export/{escape(what)}" target="_self" download>{escape(label)}</a>')
