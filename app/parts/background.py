"""Background: what is known of a patient item by item, how it stood before, and the form in which it is asked anew."""

from collections.abc import Mapping, Sequence
from uuid import UUID, uuid4

import streamlit as st

from app import clinic, clock, person, words
from app.entries import background as entries
from app.parts import acting, failures, known
from data import backgrounds, staff
from schemas.background import Background, BackgroundItem, BackgroundSays
from schemas.fact import EARLIEST
from schemas.patient import Patient
from schemas.rules import background
from schemas.rules.background import Was
from schemas.staff import Staff

_TITLE = "Medicines, allergies, what speaks against the drug"
_ANSWERS = (BackgroundSays.YES, BackgroundSays.NO, BackgroundSays.UNKNOWN)


def draw(patient: Patient) -> None:
    """Closed until somebody opens it: a patient's screen has other things to show first."""
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
        _receipt(patient.id, said, people)
    else:
        for item, one in found.items():
            st.text(f"{known.LABELS[item]}: {known.stands(one, today)}")
    before = [(item, was) for item in BackgroundItem for was in background.history(said, item)]
    if before:
        st.markdown("**What was said before**")
    for item, was in before:
        st.text(f"{known.LABELS[item]}: {_was(was, people)}")


def _receipt(patient_id: UUID, said: Sequence[Background], people: Mapping[UUID, Staff]) -> None:
    """Beside the button: what was refused, and what was written down last, read back from the record."""
    for problem in st.session_state.pop(f"background_problems-{patient_id}", []):
        st.error(words.plain(problem))
    if not said:
        return
    last = max(said, key=lambda one: one.entered_at)
    together = [one.item for one in said if (one.entered_at, one.entered_by) == (last.entered_at, last.entered_by)]
    what = ", ".join(known.short(item) for item in dict.fromkeys(together))
    who = people[last.entered_by].name if last.entered_by in people else "?"
    at = words.moment(last.entered_at, clock.now(), clinic.current().zone)
    st.caption(words.plain(f"Written down last: {what}, {at}, {who}"))


def _was(one: Was, people: Mapping[UUID, Staff]) -> str:
    """How it stood, until when, and by whom either was said."""
    zone = clinic.current().zone
    who, then = (people[told.entered_by].name if told.entered_by in people else "?" for told in (one.told, one.until))
    more = f": {one.told.words}" if one.told.words else ""
    asked = known.day(one.told.asked_on, one.until.entered_at.date())
    until = words.day(one.until.entered_at, zone)
    return f"was {known.answer(one.told.item, one.told.says)}{more} (asked {asked}, {who}) until {until}, {then}"


def _form(patient_id: UUID, stands: dict[BackgroundItem, str]) -> None:
    draft = st.session_state.setdefault(f"background-draft-{patient_id}", str(uuid4()))
    st.caption(
        "Answer what you have asked; what is left empty stays as it stands. A test of another day is saved by itself."
    )
    with st.form(f"background-{draft}"):
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
    answers = [*_ANSWERS, *([BackgroundSays.DOES_NOT_APPLY] if test else [])]
    said = {one: known.answer(item, one).capitalize() for one in answers}
    answer, which = st.columns([4, 3], vertical_alignment="bottom")
    with answer:
        st.radio(
            f"{label} · now {words.plain(standing)}",
            answers,
            index=None,
            horizontal=True,
            key=f"{item.value}-{draft}",
            format_func=lambda one: said.get(one, one),
        )
    with which:
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

    state[f"background_problems-{patient_id}"] = problems = failures.of(act)
    if not problems:
        del state[f"background-draft-{patient_id}"]
