"""Counted: what is not counted yet, and what is added up, goes on behind a bar that says how far it is."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

import streamlit as st

from app import clinic, counting

FEW: Final = 20  # so many are counted before a bar would be seen


def catch_up() -> int:
    """Counts whatever waits; answers how many still wait, where the record is held by another program."""
    place = st.empty()
    most = 0

    def goes_on(left: int) -> bool:
        nonlocal most
        most = max(most, left)
        if most > FEW:
            place.progress(1 - left / most, text=f"Sessions still to be counted: {left}. What is done stays done.")
        return True

    left = counting.catch_up(clinic.current().database, goes_on)
    place.empty()
    return left


@contextmanager
def adding_up() -> Iterator[Callable[[float], None]]:
    """For the length of the block a bar, once something is done of what takes so long that it comes in parts."""
    place = st.empty()

    def far(share: float) -> None:
        if share:
            place.progress(share, text="Adding up")

    yield far
    place.empty()
