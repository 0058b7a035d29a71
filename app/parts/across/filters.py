"""Filters: which sessions are looked at; at first those of the drug and route that were given last."""

from collections.abc import Sequence
from datetime import date
from typing import Final

import streamlit as st

from app.charts.trends import asked, saying
from app.charts.trends.asked import Asked, Kind
from app.charts.trends.known import Known
from app.charts.trends.plain import Told
from schemas.patient import Patient

ALL: Final = "All drugs and routes"


def draw(patient: Patient, whole: Known) -> list[int]:
    """The choices behind one button, beside it what they leave; the numbers of the sessions that are left."""
    rows = whole.rows()
    with st.container(horizontal=True, vertical_alignment="center", key="filters"):
        with st.popover("Filter"):
            wanted = _chosen(patient, rows)
        numbers = asked.numbers(rows, wanted, whole.zone)
        st.text(said(wanted, len(numbers), len(rows)))
    return numbers


def said(wanted: Asked, left: int, of: int) -> str:
    """What is chosen, in words: "Ketamine IV · 0.5 mg/kg · 12 of 14 sessions"."""
    counted = saying.count(of, "session") if left == of else f"{left} of {saying.count(of, 'session')}"
    since = f"from {wanted.since}" if wanted.since else ""
    until = f"until {wanted.until}" if wanted.until else ""
    named = ALL if wanted.kind is None else asked.kind(wanted.kind)
    parts = (named, saying.listed(wanted.doses), saying.listed(wanted.protocols), since, until, counted)
    return " · ".join(part for part in parts if part)


def _chosen(patient: Patient, rows: Sequence[Told]) -> Asked:
    kinds: dict[str, Kind | None] = {asked.kind(one): one for one in asked.kinds(rows)} | {ALL: None}
    of = kinds[st.selectbox("Drug and route", list(kinds), key=f"kind-{patient.id}")]
    doses = st.multiselect("Dose given", asked.doses(rows, of), key=f"doses-{patient.id}")
    protocols = st.multiselect("Protocol", asked.protocols(rows), key=f"protocols-{patient.id}")
    since, until = (_day(label, patient) for label in ("From", "Until"))
    return Asked(of, tuple(doses), tuple(protocols), since, until)


def _day(label: str, patient: Patient) -> date | None:
    found = st.date_input(label, value=None, format="YYYY-MM-DD", key=f"{label.lower()}-{patient.id}")
    return found if isinstance(found, date) else None
