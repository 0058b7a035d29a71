"""The person at this browser, as the screens ask for her."""

from contextlib import AbstractContextManager

import streamlit as st
from sqlalchemy import Connection

from app import clinic, gate
from data.sign_ins import Person
from schemas.staff import Staff


def current() -> Staff | None:
    """Who is signed in at this browser, or None."""
    found = signed_in()
    return None if found is None else found.staff


def reads() -> AbstractContextManager[Connection]:
    """A look at the record of whoever is signed in at this browser."""
    return clinic.read(current())


def writes() -> AbstractContextManager[Connection]:
    """A transaction of whoever is signed in at this browser, and on which tablet."""
    found = signed_in()
    return clinic.write(None) if found is None else clinic.write(found.staff, tablet=found.sign_in.tablet_id)


def signed_in() -> Person | None:
    """The same with her sign-in."""
    return gate.person(st.context.cookies.get(clinic.current().cookie))
