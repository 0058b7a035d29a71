"""Identity: the two identifiers that stand on every screen of a patient."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from app import words
from app.parts import glass
from schemas.patient import Patient


def draw(patient: Patient, more: str = "") -> None:
    """Name, date of birth and record number; `more` is what this screen adds. Who broke the glass is told so."""
    said = f"<span>{escape(more)}</span>" if more else ""
    st.html(
        f'<section aria-label="Patient" role="region" class="identity"><b>{escape(words.full_name(patient))}</b>'
        f"<span>born {words.born(patient)}</span><span>No. {escape(patient.record_number)}</span>{said}</section>"
    )
    glass.draw(patient)


def numbers(others: Sequence[Patient]) -> str:
    """Under which numbers the person was registered besides; nothing for none."""
    return f"also No. {', '.join(one.record_number for one in others)}" if others else ""


def line(patient: Patient) -> str:
    """The same in one line, fit to be a label."""
    return words.plain(f"{words.full_name(patient)}, born {words.born(patient)}, No. {patient.record_number}")
