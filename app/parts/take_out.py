"""Take out: the link to an export; not offered to whoever opened the record for an hour, since that is not for her."""

from html import escape
from typing import Final

import streamlit as st

from app.parts import glass
from schemas.patient import Patient

FORMS: Final = ("csv", "png", "svg", "pdf")


def draw(patient: Patient, what: str, label: str) -> None:
    """The link under this label to `/export/` and `what`, which is of this patient."""
    if glass.opened(patient) is None:
        st.html(f'<a href="/export/{escape(what)}" target="_self" download>{escape(label)}</a>')


def draw_view(patient: Patient, name: str) -> None:
    """The ways to take a view of this patient out, behind one button."""
    if glass.opened(patient) is None:
        with st.popover("Download", type="tertiary"):
            st.html(" ".join(way(f"/export/view/{patient.id}/{name}.{form}", form) for form in FORMS))


def way(there: str, form: str) -> str:
    """The link to a file of this form."""
    return f'<a class="way" href="{escape(there)}" target="_self" download>{form.upper()}</a>'
