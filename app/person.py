"""The person at this browser, as the screens ask for her."""

import streamlit as st

from app import clinic, gate
from schemas.staff import Staff


def current() -> Staff | None:
    """Who was chosen at this browser, or None."""
    return gate.person(st.context.cookies.get(clinic.current().cookie))
