"""Counted: what is not counted yet is counted while somebody looks on, behind a bar that says how much is left."""

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
