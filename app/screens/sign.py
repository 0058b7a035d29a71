"""Sign: what a session's record lacks, who stands by it, and the line for who signs next."""

from uuid import UUID, uuid4

import streamlit as st

from app import clinic, clock, noted, person, words
from app.access import proving, signing
from app.entries.sent import refusal
from app.live import missing
from app.parts import acting, address, banner, failures, order, proof, quarantined, signed
from data import drafts, quarantine, records, restrictions, signatures, staff
from schemas.rules import course
from schemas.signature import ROLES, Addendum, Meaning
from schemas.staff import Role, Staff

treatment_id = address.wanted("session")
me = person.signed_in()
with person.reads() as connection:
    record = records.of_treatment(connection, treatment_id) if treatment_id else None
    found = signatures.of_treatment(connection, treatment_id) if treatment_id else ()
    opened = signatures.addenda(connection, treatment_id) if treatment_id else ()
    closed = treatment_id is not None and signatures.is_closed(connection, treatment_id)
    people = staff.by_ids(connection)
    opened_by_glass = record is not None and not restrictions.is_named(connection, record.patient.id)
    unsaved = [people[one].name for one in drafts.authors(connection, treatment_id)] if treatment_id else []
    kept = quarantine.waiting(connection, treatment_id) if treatment_id else ()
if record is None or me is None:
    st.info("There is no session under this address, so nothing can be signed.")
    st.page_link("screens/today.py", label="Today")
    st.stop()

noted.opened(me.staff, "signing", record.treatment.id, record.patient.id)
now, zone = clock.now(), record.treatment.zone
aside = missing.kept_aside(quarantined.said(one, people, zone) for one in kept)
seen = signing.seen(record, found, len(opened), now, (*missing.unsaved(unsaved), *aside))
draft = st.session_state.setdefault(f"sign-{record.treatment.id}-{len(found)}-{len(opened)}", str(uuid4()))
ways = proving.ways(me, now)


def sign(meaning: Meaning) -> None:
    """Signs what was shown, by the secret of the field, which is emptied."""
    typed = proof.typed(draft)

    def act() -> None:
        signer = person.signed_in()
        if signer is None:
            raise refusal("who", "Nobody is signed in at this browser: nothing was signed.")
        signing.sign(signer, meaning, seen, typed, as_id=UUID(draft), now=clock.now())

    st.session_state.sign_problems = failures.of(act)


def open_again() -> None:
    """Opens a signed session for an addendum."""

    def act() -> None:
        said = " ".join(str(st.session_state.get(f"addendum-{draft}") or "").split())
        if not said:
            raise refusal("reason", "Why: say what is to be added, and why it was not written down in time.")
        signer = person.signed_in()
        if signer is None:
            raise refusal("who", "Nobody is signed in at this browser: nothing was opened.")
        common = acting.by().common(UUID(draft))
        signing.open_again(signer, Addendum(**common, treatment_id=seen.treatment_id, reason=said))

    st.session_state.sign_problems = failures.of(act)


def draw_form(meaning: Meaning, signer: Staff) -> None:
    """The field and the button of the line that this person may sign next."""
    told = "this record is complete" if meaning is Meaning.COMPLETE else "I have reviewed this record"
    with st.form(f"sign-{draft}"):
        proof.draw(ways, signer.name, draft, f"/sign?session={seen.treatment_id}")
        st.form_submit_button(
            f"Sign: {told}", on_click=sign, args=(meaning,), key=f"press-{meaning.value}-{draft}", type="primary"
        )


def next_line(signer: Staff) -> Meaning | None:
    """The line that is open and this person's, or None."""
    holding = {one for one in ROLES if (newest := signatures.last(found, one)) is not None and newest.holds}
    order = [Meaning.COMPLETE] if Meaning.COMPLETE not in holding else [Meaning.REVIEWED] if len(holding) == 1 else []
    return next((one for one in order if ROLES[one] in signer.roles and not has_signed_the_other(one, signer)), None)


def has_signed_the_other(line: Meaning, signer: Staff) -> bool:
    """Whether the first line is hers, in a clinic where one person does not sign both."""
    first = signatures.last(found, Meaning.COMPLETE)
    mine = line is Meaning.REVIEWED and first is not None and first.signature.entered_by == signer.id
    return mine and not clinic.current().one_signs_both


ordered = order.of_patient(record.patient)
banner.draw(record.patient, f"session of {words.day(record.treatment.arrived_at, zone)}", ordered.sentence)
st.page_link("screens/chair.py", label="Look at the record", query_params={"session": str(record.treatment.id)})
for problem in st.session_state.pop("sign_problems", []):
    st.error(words.plain(problem))
signed.draw(found, zone)
for one in opened:
    at = f"{words.day(one.entered_at, zone)} {words.clock_time(one.entered_at, zone)}"
    st.text(f"Opened for an addendum, {at}: {one.reason}")
if course.course(record).ended_at is None:
    st.info("This session has not ended: end it first, then sign.")
    st.stop()
order.draw(record.patient, ordered, record)
st.markdown("**Missing or waiting**")
for lacking in seen.listed or ("Nothing: all that the protocol asks for is there.",):
    st.text(lacking)
line = next_line(me.staff)
if opened_by_glass:
    st.info("You opened this restricted record for an hour: it is signed by those whom it names.")
elif line is not None:
    draw_form(line, me.staff)
elif has_signed_the_other(Meaning.REVIEWED, me.staff) and Role.PRESCRIBER in me.staff.roles:
    st.info("You signed that this record is complete: another prescriber signs that it was reviewed.")
elif not (Role.NURSE in me.staff.roles or Role.PRESCRIBER in me.staff.roles):
    st.info("A nurse signs that the record is complete, a prescriber that it was reviewed.")
st.caption(f"SHA-256 of the content, version 1: {seen.sha256}")
if closed and not opened_by_glass:
    with st.form(f"open-{draft}"):
        st.text_input(
            "Addendum: what is to be added, and why only now", value=None, key=f"addendum-{draft}", max_chars=500
        )
        st.form_submit_button("Open for an addendum", on_click=open_again, key=f"open-press-{draft}")
    st.caption("From then on the signatures are void until the record is signed again.")
