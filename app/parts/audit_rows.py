"""Rows of the audit as an administrator reads them."""

from collections.abc import Iterable, Mapping
from typing import Any, Final
from uuid import UUID

import streamlit as st

from app import clinic, words
from data.exports import access_report
from schemas.patient import Patient
from schemas.staff import Staff

# In pixels: what was said and why is read; an id is only ever copied.
_WIDTHS: Final = {"words": 110, "outcome": 80, "reason": 210, "object": 80}
COLUMNS: Final = {name: st.column_config.Column(width=width) for name, width in _WIDTHS.items()}


def rows(
    found: Iterable[Mapping[str, Any]],
    people: Mapping[UUID, Staff],
    about: Mapping[UUID, Patient],
    at: Mapping[UUID, str],
) -> list[dict[str, object]]:
    """One dictionary a row, in the order in which they come; `at` are the tablets' names."""
    return [_row(row, people, about, at) for row in found]


def _row(
    row: Mapping[str, Any], people: Mapping[UUID, Staff], about: Mapping[UUID, Patient], at: Mapping[UUID, str]
) -> dict[str, object]:
    zone, patient = clinic.current().zone, about.get(row["patient_id"])
    return {
        "row": row["seq"],
        "time": f"{words.day(row['at'], zone)} {words.clock_time(row['at'], zone)}",
        "who": access_report.person(row, people),
        "role": (row["role"] or "").replace(",", ", "),
        "tablet": at.get(row["tablet"], ""),
        "what": row["what"].replace("_", " "),
        "kind": (row["kind"] or "").replace("_", " "),
        "patient": "" if patient is None else f"{words.full_name(patient)}, No. {patient.record_number}",
        "words": row["line"] or "",
        "outcome": row["outcome"] or "",
        "reason": row["reason"] or "",
        "object": str(row["object_id"] or ""),
    }
