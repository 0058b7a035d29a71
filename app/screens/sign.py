"""Sign: what a session's record lacks, who stands by it, and the line for who signs next."""

from uuid import UUID

import streamlit as st

from app import noted, person, words
from app.access import looked as looking
from app.access import signing
from app.entries.sent import refusal
from app.parts import acting, address, banner, failures, order, signed, to_sign
from schemas.rules import course
from schemas.signature import Addendum

treatment_id = address.wanted("session")
me = person.signed_in()
with person.reads() as connection:
    looked = looking.look(connection, treatment_id) if treatment_id else None
if looked is None or me is None:
    st.info("There is no session under this address, so nothing can be signed.")
    st.page_link("screens/today.py", label="Today")
    st.stop()

record = looked.record
zone = record.treatment.zone
noted.opened(me.staff, "signing", record.treatment.id, record.patient.id)
draft = to_sign.draft(looked)


def open_again(treatment: UUID) -> None:
    """Opens a signed session for an addendum."""

    def act() -> None:
        said = " ".join(str(st.session_state.get(f"addendum-{draft}") or "").split())
        if not said:
            raise refusal("reason", "Why: say what is to be added, and why it was not written down in time.")
        signer = person.signed_in()
        if signer is None:
            raise refusal("who", "Nobody is signed in at this browser: nothing was opened.")
        common = acting.by().common(UUID(draft))
        signing.open_again(signer, Addendum(**common, treatment_id=treatment, reason=said))

    st.session_state[to_sign.PROBLEMS] = failures.of(act)


ordered = order.of_patient(record.patient)
banner.draw(record.patient, f"session of {words.day(record.treatment.arrived_at, zone)}", ordered.sentence)
st.page_link("screens/chair.py", label="Look at the record", query_params={"session": str(record.treatment.id)})
for problem in st.session_state.pop(to_sign.PROBLEMS, []):
    st.error(words.plain(problem))
signed.draw(looked.found, zone)
for one in looked.opened:
    at = f"{words.day(one.entered_at, zone)} {words.clock_time(one.entered_at, zone)}"
    st.text(f"Opened for an addendum, {at}: {one.reason}")
if course.course(record).ended_at is None:
    st.info("This session has not ended: end it first, then sign.")
    st.stop()
order.draw(record.patient, ordered, record)
seen = to_sign.seen(looked)
to_sign.draw_missing(seen)
to_sign.draw_form(looked, seen, me, to_sign.After(f"/sign?session={record.treatment.id}"))
st.caption(f"SHA-256 of the content, version 1: {seen.sha256}")
if looked.closed and not looked.by_glass and me.staff.treats:
    with st.form(f"open-{draft}"):
        st.text_input(
            "Addendum: what is to be added, and why only now", value=None, key=f"addendum-{draft}", max_chars=500
        )
        st.form_submit_button(
            "Open for an addendum", on_click=open_again, args=(record.treatment.id,), key=f"open-press-{draft}"
        )
    st.caption("From then on the signatures are void until the record is signed again.")
