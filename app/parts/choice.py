"""Choice: one of a few names that people have given, as text."""

from collections.abc import Collection

import streamlit as st

from app import words


def of_names(label: str, names: Collection[str], key: str, index: int | None = None) -> None:
    """A row of names to choose one from; Streamlit would read Markdown in them."""
    st.radio(label, list(names), index=index, horizontal=True, key=key, format_func=words.plain)
