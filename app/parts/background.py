"""Background: what is known of a patient item by item, how it stood before, and the form in which it is asked anew."""

from collections.abc import Mapping
from uuid import UUID, uuid4

import streamlit as st

from app import clinic, clock, person, words
from app.entries import background as entries
from app.parts import acting, failures, known
from data import backgrounds, staff
from schemas.background import BackgroundItem, BackgroundSays
from schemas.fact import EARLIEST
from schemas.patient import Patient
from schemas.rules import background
from schemas.rules.background import Was
from schemas.staff import Staff

_TITLE = "Medicines, allergies, what speaks against the drug"
_ANSWERS = (BackgroundSays.YES, BackgroundSays.NO, BackgroundSays.UNKNOWN)
# What is said beside each answer of a test, which is no plain yes or no.
_OF_TEST = {BackgroundSays.YES: "Positive", BackgroundSays.NO: "Negative"}


def draw(patient: Patient) -> None:
    """Closed until somebody opens it: a patient's screen has other things to show first."""
    for problem in st.session_state.pop("background_problems", []):
        st.error(words.plain(problem))
    key = f"background-{patient.id}"
    with st.expander(_TITLE, key=key, on_change="rerun"):
        if st.session_state.get(key):
            _opened(patient)


def _opened(patient: Patient) -> None:
    with person.reads() as connection:
        said = backgrounds.of_patient(connection, patient.id)
        people = staff.by_ids(connection)
    author = person.current()
    found, today = background.known(said), clock.now().astimezone(clinic.current().zone_info).date()
    if author is not None and author.treats:
        _form(patient.id, {item: known.stands(one, today) for item, one in found.items()})
    else:
        for item, one in found.items():
            st.text(f"{known.LABELS[item]}: {known.stands(one, today)}")
    before = [(item, was) for item in BackgroundItem for was in background.history(said, item)]
    if before:
        st.markdown("**What was said before**")
    for item, was in before:
        st.text(f"{known.LABELS[item]}: {_was(was, people)}")


def _was(one: Was, people: Mapping[UUID, Staff]) -> str:
    """How it stood, until when, and by whom either was said."""
    zone = clinic.current().zone
    who, then = (people[told.entered_by].name if told.entered_by in people else "?" for told in (one.told, one.until))
    more = f": {one.told.words}" if one.told.words else ""
    asked = known.day(one.told.asked_on, one.until.entered_at.date())
    until = words.day(one.until.entered_at, zone)
    return f"was {known.SAYS[one.told.says]}{more} (asked {asked}, {who}) until {until}, {then}"


def _form(patient_id: UUID, stands: dict[BackgroundItem, str]) -> None:
    draft = st.session_state.setdefault(f"background-draft-{patient_id}", str(uuid4()))
    st.caption("Answer what you have asked; what is left empty stays as it stands. Nothing is filled in.")
    with st.form(f"background-{draft}", border=False):
        for item, standing in stands.items():
            _row(item, standing, draft)
        st.date_input(
            "Asked on (of a pregnancy test: the day of the test)",
            value=None,
            min_value=EARLIEST,
            format="DD/MM/YYYY",
            key=f"on-{draft}",
        )
        st.form_submit_button("Save the answers", on_click=_save, args=(patient_id, draft), key=f"save-{draft}")


def _row(item: BackgroundItem, standing: str, draft: str) -> None:
    """The item with how it stands beside its answer, never in it."""
    label, test = known.LABELS[item], item is BackgroundItem.PREGNANCY
    label = "Pregnancy test" if test else label
    answers = [*_ANSWERS, *([BackgroundSays.DOES_NOT_APPLY] if test else [])]
    said = {one: (_OF_TEST.get(one) if test else None) or known.SAYS[one].capitalize() for one in answers}
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"row-known-{item.value}-{draft}"):
        st.radio(
            f"{label} · now {words.plain(standing)}",
            answers,
            index=None,
            horizontal=True,
            key=f"{item.value}-{draft}",
            format_func=lambda one: said.get(one, one),
        )
        st.text_input(f"{label}: which, or in words", value=None, max_chars=120, key=f"{item.value}-words-{draft}")


def _save(patient_id: UUID, draft: str) -> None:
    state = st.session_state

    def act() -> None:
        answers = {
            item: (state.get(f"{item.value}-{draft}"), str(state.get(f"{item.value}-words-{draft}") or ""))
            for item in BackgroundItem
        }
        asked_on = state.get(f"on-{draft}")
        made = entries.statements(answers, asked_on, patient_id, acting.by(), as_id=UUID(draft), labels=known.LABELS)
        with person.writes() as connection:
            backgrounds.say(connection, made)

    state.background_problems = failures.of(act)
    if not state.background_problems:
        del state[f"background-draft-{patient_id}"]
