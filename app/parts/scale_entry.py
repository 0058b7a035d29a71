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
from app.parts import acting, failures, risks, scale_history
from data import assessments
from schemas.assessment import FORMS, Assessment, Form, Scale
from schemas.patient import Patient
from schemas.rules import scales
from schemas.treatment import Treatment

_PROBLEMS: Final = "scale_problems"
_SAVED: Final = "scale_saved"
_DRAFT: Final = "scale_draft"
_IN_NONE: Final = "in no session"
_TELLS: Final = "scale_tells"
_BELOW: Final = "scale_pressed_below"
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
    below = bool(st.session_state.get(_BELOW))
    with st.container():  # always there, so that the form keeps its place
        _answer(here=not below)
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
        with st.container():
            _answer(here=below)
        label = f"Save {form.label}" if stands is None else "Correct"
        st.form_submit_button(label, type="primary", on_click=_save, args=(about, draft, key))
        if stands is not None:
            st.form_submit_button("Withdraw: entered in error", on_click=_withdraw, args=(stands, draft, key))


def _answer(*, here: bool) -> None:
    """What became of the last press: over the line that Enter saved, or beside the button under the questions."""
    if not here:
        return
    if tells := st.session_state.pop(_TELLS, None):
        st.error(words.plain(tells))
    for problem in st.session_state.pop(_PROBLEMS, []):
        st.error(words.plain(problem))
    if saved := st.session_state.pop(_SAVED, None):
        st.success(words.plain(saved))


def _answers(scale: Scale, form: Form, key: str) -> None:
    """One line for who has the paper beside her, or a choice for each question; a total; or a result."""
    if form.items:
        signs = f"0 to {form.item_high}, and - for one left blank"
        st.text_input(f"All {form.items} answers in order: {signs}", value=None, key=f"answers-{key}", max_chars=60)
    if scale in item_words.ITEMS:
        with st.expander("Or question by question"):
            _questions(scale, form, key)
    if form.total_high is None:
        st.radio("Ideation, the highest", item_words.IDEATION, index=None, key=f"ideation-{key}")
        st.radio("Behaviour", list(item_words.BEHAVIOUR.values()), index=None, key=f"behaviour-{key}")
    elif not form.by_item:
        either = "or the total" if form.items else "Total"
        st.text_input(f"{either}, 0 to {form.total_high}", value=None, key=f"total-{key}", max_chars=3)


def _questions(scale: Scale, form: Form, key: str) -> None:
    """Folded up until somebody wants them, so that the button which saves lies in sight of the line."""
    st.caption(item_words.ANSWERS)
    for place, question in enumerate(item_words.ITEMS[scale], start=1):
        choices = [*(str(one) for one in range(form.item_high + 1)), scale_form.BLANK]
        st.radio(f"{place} · {question}", choices, index=None, horizontal=True, key=f"item-{place}-{key}")


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
    said = _said(about, key)
    st.session_state[_BELOW] = any(said["items"]) or FORMS[about.scale].total_high is None

    def act() -> None:
        _kept(scale_form.made(said, about.patient, acting.by(), UUID(draft), about.stands))

    st.session_state[_PROBLEMS] = failures.of(act)


def _withdraw(stands: Assessment, draft: str, key: str) -> None:
    st.session_state[_BELOW] = True

    def act() -> None:
        reason = st.session_state.get(f"reason-{key}")
        _kept(scale_form.withdrawn(stands, reason, acting.by(), UUID(draft)))

    st.session_state[_PROBLEMS] = failures.of(act)


def _kept(made: Assessment) -> None:
    """Stores it, and says so from what was stored; the next entry is another draft."""
    with person.writes() as connection:
        assessments.enter(connection, made)
    with person.reads() as connection:
        stored = assessments.said(connection, made.id)
    if stored is None:
        return
    how = "Withdrawn" if stored.withdrawn else "Saved"
    st.session_state[_SAVED] = f"{how}: {scale_history.title(stored, clinic.current().zone)}"
    if scales.tells(stored):
        st.session_state[_TELLS] = f"{risks.said(stored)}. It is to be closed by name, at the top of this page."
    st.session_state[_DRAFT] = str(uuid4())
