"""Scale entry: the form of one scale, new or as a correction of one that stands; nothing is filled in beforehand."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import streamlit as st

from app import clinic, clock, item_words, person, words
from app.entries import scale_form
from app.parts import acting, failures, scale_history
from data import assessments
from schemas.assessment import FORMS, Assessment, Form, Scale
from schemas.patient import Patient
from schemas.treatment import Treatment

PROBLEMS: Final = "scale_problems"
SAVED: Final = "scale_saved"
_DRAFT: Final = "scale_draft"
_IN_NONE: Final = "in no session"
_FIELDS: Final = ("on", "time", "answers", "total", "words", "reason")


@dataclass(frozen=True)
class About:
    """Whose scale, which, of which sessions by what they are called; `stands` is what is corrected, None: a new one."""

    patient: Patient
    scale: Scale
    sessions: Mapping[str, Treatment]
    chosen: UUID | None = None
    stands: Assessment | None = None


def draw(about: About) -> None:
    """The form; a press saves once, since the draft's id is the fact's."""
    draft = st.session_state.setdefault(_DRAFT, str(uuid4()))
    key = f"{draft}-{about.scale.value}-{about.stands.id if about.stands else 'new'}"
    form, stands = FORMS[about.scale], about.stands
    with st.form(f"scale-{key}"):
        if stands is None:
            st.markdown(f"**{form.label}**")
        else:
            st.markdown(words.plain(f"Instead of {scale_history.title(stands, clinic.current().zone)}"))
            st.caption("What is left empty stays as it was.")
        _answers(about.scale, form, key)
        _moment(about, key)
        st.text_input("Remark (optional)", value=None, key=f"words-{key}", max_chars=500)
        if stands is not None:
            st.text_input("Reason of the correction or withdrawal", value=None, key=f"reason-{key}", max_chars=500)
        label = f"Save {form.label}" if stands is None else "Correct"
        st.form_submit_button(label, type="primary", on_click=_save, args=(about, draft, key))
        if stands is not None:
            st.form_submit_button("Withdraw: entered in error", on_click=_withdraw, args=(stands, draft, key))


def _answers(scale: Scale, form: Form, key: str) -> None:
    """One line for who has the paper beside her, or a choice for each question; a total; or a result."""
    if form.items:
        signs = f"0 to {form.item_high}, and - for one left blank"
        st.text_input(f"All {form.items} answers in order: {signs}", value=None, key=f"answers-{key}", max_chars=60)
    for place, question in enumerate(item_words.ITEMS.get(scale, ()), start=1):
        choices = [*(str(one) for one in range(form.item_high + 1)), scale_form.BLANK]
        st.radio(f"{place} · {question}", choices, index=None, horizontal=True, key=f"item-{place}-{key}")
    if scale in item_words.ITEMS:
        st.caption(item_words.ANSWERS)
    if form.total_high is None:
        st.radio("Ideation, the highest", item_words.IDEATION, index=None, key=f"ideation-{key}")
        st.radio("Behaviour", list(item_words.BEHAVIOUR.values()), index=None, key=f"behaviour-{key}")
    elif not form.by_item:
        either = "or the total" if form.items else "Total"
        st.text_input(f"{either}, 0 to {form.total_high}", value=None, key=f"total-{key}", max_chars=3)


def _moment(about: About, key: str) -> None:
    """When it was taken, and the session it belongs to."""
    stands = about.stands
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.date_input("Day", value=_day(stands), key=f"on-{key}", format="YYYY-MM-DD")
        empty = "now" if stands is None else "as it was"
        st.text_input(f"Time, like 14:05; empty: {empty}", value=None, key=f"time-{key}", max_chars=5)
    whose = None if stands is None else stands.patient_id
    offered = {name: one for name, one in about.sessions.items() if whose in {None, one.patient_id}}
    names, wanted = [_IN_NONE, *offered], about.chosen if stands is None else stands.treatment_id
    place = next((name for name, one in offered.items() if one.id == wanted), _IN_NONE)
    st.selectbox("Belongs to", names, index=names.index(place), key=f"session-{key}")


def _day(stands: Assessment | None) -> date:
    zone = ZoneInfo(clinic.current().zone)
    return (clock.now() if stands is None else stands.taken_at).astimezone(zone).date()


def _said(about: About, key: str) -> dict[str, Any]:
    """What the fields hold."""
    said: dict[str, Any] = {name: st.session_state.get(f"{name}-{key}") for name in _FIELDS}
    level, acts = (st.session_state.get(f"{name}-{key}") for name in ("ideation", "behaviour"))
    said["ideation"] = None if level is None else item_words.IDEATION.index(level)
    said["behaviour"] = next((one for one, told in item_words.BEHAVIOUR.items() if told == acts), None)
    questions = len(item_words.ITEMS.get(about.scale, ()))
    said["items"] = [st.session_state.get(f"item-{place}-{key}") for place in range(1, questions + 1)]
    said["session"] = about.sessions.get(str(st.session_state.get(f"session-{key}")))
    return said | {"scale": about.scale}


def _save(about: About, draft: str, key: str) -> None:
    def act() -> None:
        said = _said(about, key)
        _kept(scale_form.made(said, about.patient, acting.by(), UUID(draft), about.stands))

    st.session_state[PROBLEMS] = failures.of(act)


def _withdraw(stands: Assessment, draft: str, key: str) -> None:
    def act() -> None:
        reason = st.session_state.get(f"reason-{key}")
        _kept(scale_form.withdrawn(stands, reason, acting.by(), UUID(draft)))

    st.session_state[PROBLEMS] = failures.of(act)


def _kept(made: Assessment) -> None:
    """Stores it, and says so from what was stored; the next entry is another draft."""
    with person.writes() as connection:
        assessments.enter(connection, made)
    with person.reads() as connection:
        stored = assessments.said(connection, made.id)
    if stored is None:
        return
    how = "Withdrawn" if stored.withdrawn else "Saved"
    st.session_state[SAVED] = f"{how}: {scale_history.title(stored, clinic.current().zone)}"
    st.session_state[_DRAFT] = str(uuid4())
