"""Banner: who the patient is and what bears on the drug, over every screen that decides something.

The identifiers stay in sight; what is known stands below them and scrolls away, so that a phone keeps its height.
"""

from collections.abc import Mapping
from datetime import date
from html import escape

import streamlit as st

from app import clinic, clock, person
from app.parts import identity, known
from data import backgrounds
from schemas.background import BackgroundItem
from schemas.patient import Patient
from schemas.rules import background
from schemas.rules.background import Known


def draw(patient: Patient, more: str, *below: str) -> None:
    """The two identifiers with what this screen adds to them, what is known, and further parts in a line below it."""
    identity.draw(patient, more)
    found, today = of_patient(patient), _today()
    _strip(known.present(found, today), known.absent(found, today), known.unknown(found), *below)


def at_chair(patient: Patient, more: str) -> None:
    """The same for the chair: of what is known only what matters there.

    Where nothing is known, that stands beside the identifiers: the chair needs its height for readings.
    """
    found, today = of_patient(patient), _today()
    there, absent = known.present(found, today), known.no_allergies(found, today)
    unknown = known.unknown(found, known.NAMED_AT_CHAIR)
    if there or absent:
        identity.draw(patient, more)
        _strip(there, absent, unknown)
    else:
        identity.draw(patient, " · ".join(part for part in (more, unknown) if part))


def of_patient(patient: Patient) -> Mapping[BackgroundItem, Known]:
    """What is known of her, item by item."""
    with person.reads() as connection:
        return background.known(backgrounds.of_patient(connection, patient.id))


def _today() -> date:
    return clock.now().astimezone(clinic.current().zone_info).date()


def _strip(there: str, absent: str, unknown: str, *below: str) -> None:
    """What is there is bold and what is not is soft; what is unknown stands out before it, since it may be there."""
    kinds = (("strong", there), ("em", unknown), ("small", absent))
    said = " ".join(f"<{kind}>{escape(one)}</{kind}>" for kind, one in kinds if one)
    parts = "".join(f"<span>{escape(one)}</span> " for one in below)  # the space is for those who hear or copy it
    line = f"<div>{parts}</div>" if below else ""
    st.html(f'<section aria-label="Known" role="region" class="known">{said}{line}</section>')
