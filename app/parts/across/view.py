"""View: all that is drawn of a patient's sessions; a filter draws this part of the screen anew and nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

import streamlit as st

from app import clinic, clock, knowns, person
from app.charts.theme import Theme
from app.charts.trends import pictures
from app.charts.trends.known import Known
from app.charts.trends.overlaid import View
from app.parts import glass, sessions
from app.parts.across import card, comparing, figures_card, filters, overlay_card, sessions_card, style
from app.parts.across.chosen import Chosen
from data import appointments, signatures
from data.restrictions import RestrictedError
from data.signatures import Standing
from schemas.patient import Patient
from schemas.record import Record
from schemas.statement import Appointment


@dataclass(frozen=True)
class _Read:
    """What one look at the record gives."""

    found: Sequence[Record]
    of_each: Mapping[UUID, Sequence[Standing]]
    planned: Sequence[Appointment]
    whole: Known


@st.fragment
def draw(patient: Patient) -> None:
    """The figures, the pictures and the table of the sessions that are asked for."""
    try:
        read = _read(patient)
    except RestrictedError:
        st.rerun()  # the whole screen, which says for whom this record is now
        return
    found, of_each, planned, whole = read.found, read.of_each, read.planned, read.whole
    style.draw()
    if not found:
        st.text(sessions.never_came(planned) or "No session yet.")
        return
    theme: Theme = "dark" if st.context.theme.type == "dark" else "light"
    numbers = filters.draw(patient, whole)
    chosen = Chosen(patient, whole, whole.only(numbers), tuple(numbers), theme, glass.opened(patient) is None)
    records = _by_number(whole, found)
    figures_card.draw(chosen, sessions.unsigned(records, of_each), records, sessions.never_came(planned))
    _pictures(chosen)
    sessions_card.draw(chosen, records, of_each)
    comparing.draw(chosen, records, of_each)


def _read(patient: Patient) -> _Read:
    """Read again at each look: who is not to see this record any more does not go on filtering it."""
    here = clinic.current()
    with person.reads() as connection:
        found = here.histories.of_patient(connection, patient.id)
        beside = partial(here.medians.beside, connection, now=clock.now())
        return _Read(
            found,
            signatures.of_treatments(connection, [one.treatment.id for one in found]),
            appointments.of_patient(connection, patient.id),
            here.knowns.of(patient.id, found, here.zone, knowns.urinary(connection, patient.id), beside),
        )


def _pictures(chosen: Chosen) -> None:
    """Two columns, what is asked first at the top of each."""
    plain = View(chosen.whole.zone)
    wide, narrow = st.columns([3, 2])
    with wide:
        overlay_card.draw(chosen)
        # Of all sessions: what was given so far does not depend on which of them one looks at.
        all_of_them = "" if len(chosen.numbers) == len(chosen.whole.rows()) else "Of all sessions, whatever is chosen."
        card.draw(chosen, "between", pictures.resting(chosen.whole, plain), all_of_them)
    with narrow:
        for one in chosen.apart():
            card.draw(one, "rise", pictures.against_dose(one.cut, plain))
        card.draw(chosen, "effects", pictures.effects(chosen.cut, plain))


def _by_number(whole: Known, found: Sequence[Record]) -> dict[int, Record]:
    """The records by the number that their session has among the patient's."""
    of_id = {one.treatment.id: one for one in found}
    return {row["number"]: of_id[UUID(row["treatment_id"])] for row in whole.rows()}
