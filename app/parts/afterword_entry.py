"""The form for what is written after a session, a review or a follow-up, with its own signature."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

import streamlit as st

from app import clinic, clock, person
from app.access import proving, signing
from app.entries import afterword_form
from app.entries.sent import refusal
from app.parts import acting, afterwords, failures, proof
from data.sign_ins import Person
from schemas.record import Record
from schemas.signature import Afterword, AfterwordSort

PROBLEMS = "afterwards_problems"  # where in the state of the page the refusals of the last press wait to be drawn
_NOTHING = "nothing: this is a new one"
_FIELDS = ("time", "words", "plan", "effects", "reason")


def draw(sort: AfterwordSort, record: Record, told: Sequence[Afterword], signer: Person, there: str) -> None:
    """One form; the draft's id is the fact's, so that pressing twice saves once.

    `told` is what was written already, which it may replace; `there` is the screen's own address, to which the
    clinic's provider leads back.
    """
    now = clock.now().astimezone(clinic.current().zone_info)
    draft = st.session_state.setdefault(_place(sort, record), str(uuid4()))
    known = _standing(told)
    with st.form(f"form-{draft}"):
        st.markdown(f"**{afterwords.NAMES[sort]}**")
        with st.container(horizontal=True):
            st.date_input("Day", value=now.date(), key=f"on-{draft}", format="YYYY-MM-DD")
            st.text_input("Time, like 14:05", value=None, key=f"time-{draft}", max_chars=5)
        st.text_area("What was said or found", value=None, key=f"words-{draft}", max_chars=2000)
        if sort is AfterwordSort.REVIEW:
            st.text_area("Plan (optional)", value=None, key=f"plan-{draft}", max_chars=2000)
        else:
            label = "Effects that began at home, one a line: nausea, mild, the same evening"
            st.text_area(label, value=None, key=f"effects-{draft}", max_chars=2000)
        if known:
            st.selectbox("Takes the place of", [_NOTHING, *known], key=f"replaces-{draft}")
            st.text_input("Reason, where it does", value=None, key=f"reason-{draft}", max_chars=500)
        proof.draw(proving.ways(signer, now), signer.staff.name, draft, there, apart=True)
        name = f"Sign and save the {afterwords.NAMES[sort].lower()}"
        st.form_submit_button(name, on_click=_save, args=(sort, record, known, now))


def _place(sort: AfterwordSort, record: Record) -> str:
    return f"afterward-{sort.value}-{record.treatment.id}"


def _standing(told: Sequence[Afterword]) -> dict[str, UUID]:
    """What can be replaced, by its title."""
    replaced, zone = {one.replaces for one in told}, clinic.current().zone
    return {afterwords.title(one, zone): one.id for one in told if one.id not in replaced}


def _save(sort: AfterwordSort, record: Record, known: dict[str, UUID], today: datetime) -> None:
    """Saves and signs what the form says; what was typed stays where it is refused."""
    draft = str(st.session_state[_place(sort, record)])
    typed = proof.typed(draft)

    def act() -> None:
        writer = person.signed_in()
        if writer is None:
            raise refusal("who", "Nobody is signed in at this browser: nothing was saved.")
        said = {name: st.session_state.get(f"{name}-{draft}") for name in _FIELDS}
        said["on"] = st.session_state.get(f"on-{draft}") or today.date()
        said["replaces"] = known.get(st.session_state.get(f"replaces-{draft}") or _NOTHING)
        made = afterword_form.made(said, sort, record, UUID(draft), acting.by())
        signing.write(writer, made, typed, clock.now())
        st.session_state[_place(sort, record)] = str(uuid4())

    st.session_state[PROBLEMS] = failures.of(act)
