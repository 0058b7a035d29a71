"""Banner: who the patient is and what bears on the drug, in one calm strip over every screen that decides something."""

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from app import clinic, clock, person, words
from app.parts import glass, identity, known
from data import backgrounds
from schemas.background import BackgroundItem
from schemas.patient import Patient
from schemas.rules import background
from schemas.rules.background import Known


def draw(patient: Patient, *more: str) -> None:
    """The two identifiers, what is known, and what this screen adds; who broke the glass is told so."""
    found, today = of_patient(patient), clock.now().astimezone(clinic.current().zone_info).date()
    there, other = known.present(found, today), known.absent(found, today)
    said = "".join(f"<span>{escape(one)}</span>" for one in more if one)
    strong = f"<strong>{escape(there)}</strong>" if there else ""
    st.html(
        f'<section aria-label="Patient" role="region" class="identity banner"><div>'
        f"<b>{escape(words.full_name(patient))}</b><span>born {words.born(patient)}</span>"
        f"<span>No. {escape(patient.record_number)}</span></div>"
        f'<div class="known">{strong}<span>{escape(other)}</span></div><div class="side">{said}</div></section>'
    )
    glass.draw(patient)


def at_chair(patient: Patient, more: str) -> None:
    """The identifiers in the strip that stays in sight, and below it, of what is known, only what matters there."""
    identity.draw(patient, more)
    found, today = of_patient(patient), clock.now().astimezone(clinic.current().zone_info).date()
    there, other = known.present(found, today), known.matters(found)
    strong = f"<strong>{escape(there)}</strong>" if there else ""
    st.html(f'<section aria-label="Known" role="region" class="known">{strong}<span>{escape(other)}</span></section>')


def of_patient(patient: Patient) -> Mapping[BackgroundItem, Known]:
    """What is known of her, item by item."""
    with person.reads() as connection:
        return background.known(backgrounds.of_patient(connection, patient.id))


def joined(parts: Sequence[str]) -> str:
    """What a screen adds, in one line."""
    return ", ".join(part for part in parts if part)
