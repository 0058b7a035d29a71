"""Unseen: what one is told of until one has seen it is taken off its list by the one who reads it."""

from collections.abc import Callable, Sequence
from uuid import UUID

import streamlit as st

from app import clock, person, words
from app.parts import failures

_PROBLEMS = "unseen_problems"


def problems() -> None:
    """Why the last press did nothing."""
    for problem in st.session_state.pop(_PROBLEMS, []):
        st.error(words.plain(problem))


def button(shown: Sequence[UUID], mark: Callable[..., None]) -> None:
    """Takes what was shown off the list: what came meanwhile stays. `mark` is called with a transaction of her own."""

    def seen() -> None:
        def act() -> None:
            by = person.current()
            if by is not None:
                with person.writes() as connection:
                    mark(connection, by.id, shown, clock.now())

        st.session_state[_PROBLEMS] = failures.of(act)

    if shown:
        st.button("I have seen these", on_click=seen, type="primary")
