"""Afterwards: a prescriber's review with a plan, and the follow-up call with what began at home, beside the record."""

from datetime import datetime
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import streamlit as st

from app import clinic, clock, noted, person, words
from app.access import proving, signing
from app.entries import afterword_form
from app.entries.sent import refusal
from app.parts import acting, address, afterwords, failures, identity, proof
from data import records, signatures
from schemas.record import Record
from schemas.rules import course
from schemas.signature import AfterwordSort
from schemas.staff import Role

treatment_id = address.wanted("session")
me = person.signed_in()
with person.reads() as connection:
    found_record = records.of_treatment(connection, treatment_id) if treatment_id else None
    found = signatures.of_treatment(connection, treatment_id) if treatment_id else ()
    told = signatures.afterwords(connection, treatment_id) if treatment_id else ()
if found_record is None or me is None:
    st.info("There is no session under this address, so nothing can be written.")
    st.page_link("screens/today.py", label="Today")
    st.stop()

record: Record = found_record
noted.opened(me.staff, "afterwards", record.treatment.id, record.patient.id)
zone = clinic.current().zone
today = clock.now().astimezone(ZoneInfo(zone))
NOTHING = "nothing: this is a new one"


def standing() -> dict[str, UUID]:
    """What can be replaced, by its title."""
    replaced = {one.replaces for one in told}
    return {afterwords.title(one, zone): one.id for one in told if one.id not in replaced}


def save(sort: AfterwordSort, draft: str) -> None:
    """Saves and signs what the form says; what was typed stays where it is refused."""
    typed = proof.typed(draft)

    def act() -> None:
        writer = person.signed_in()
        if writer is None:
            raise refusal("who", "Nobody is signed in at this browser: nothing was saved.")
        said = {
            name: st.session_state.get(f"{name}-{draft}") for name in ("time", "words", "plan", "effects", "reason")
        }
        said["on"] = st.session_state.get(f"on-{draft}") or today.date()
        said["replaces"] = standing().get(st.session_state.get(f"replaces-{draft}") or NOTHING)
        made = afterword_form.made(said, sort, record, UUID(draft), acting.by())
        signing.write(writer, made, typed, clock.now())
        st.session_state[f"afterward-{sort.value}"] = str(uuid4())

    st.session_state.afterwards_problems = failures.of(act)


def draw_form(sort: AfterwordSort, now: datetime) -> None:
    """One form; the draft's id is the fact's, so that pressing twice saves once."""
    draft = st.session_state.setdefault(f"afterward-{sort.value}", str(uuid4()))
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
        if known := standing():
            st.selectbox("Takes the place of", [NOTHING, *known], key=f"replaces-{draft}")
            st.text_input("Reason, where it does", value=None, key=f"reason-{draft}", max_chars=500)
        there = f"/afterwards?session={record.treatment.id}"
        proof.draw(proving.ways(signer, now), signer.staff.name, draft, there, apart=True)
        st.form_submit_button(f"Sign and save the {afterwords.NAMES[sort].lower()}", on_click=save, args=(sort, draft))


signer = me
identity.draw(record.patient, f"after the session of {words.day(record.treatment.arrived_at, record.treatment.zone)}")
st.page_link("screens/chair.py", label="Look at the record", query_params={"session": str(record.treatment.id)})
for problem in st.session_state.pop("afterwards_problems", []):
    st.error(words.plain(problem))
if not told:
    st.text("Nothing was written after this session yet.")
afterwords.draw(told, found, zone)
if course.course(record).ended_at is None:
    st.info("This session has not ended: until then everything belongs to it.")
    st.stop()
if signer.staff.treats:
    draw_form(AfterwordSort.FOLLOW_UP, today)
if Role.PRESCRIBER in signer.staff.roles:
    draw_form(AfterwordSort.REVIEW, today)
