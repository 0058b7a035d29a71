"""Addresses: the one opaque id that a page's address carries; without it a screen says so and writes nothing."""

from uuid import UUID

import streamlit as st


def wanted(name: str) -> UUID | None:
    """The id under this name in the address, or None for none and for what is no id."""
    try:
        return UUID(str(st.query_params.get(name)))
    except ValueError:
        return None
