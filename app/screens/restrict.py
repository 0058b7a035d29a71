"""Restrict: for whom a patient's record is, who said so and why; said by prescribers and administrators."""

from uuid import UUID, uuid4

import streamlit as st

from app import clinic, noted, person, words
from app.parts import acting, address, failures, identity
from data import accounts, patients, restricting, restrictions, staff
from schemas.restriction import Restriction
from schemas.staff import Role

patient_id = address.wanted("patient")
author = person.current()
with person.reads() as connection:
    patient = patients.by_id(connection, patient_id) if patient_id else None
    stands = restrictions.named(connection, patient.id) if patient else None
    may_see = patient is not None and restrictions.may_see(connection, patient.id)
    reads_why = author is not None and (may_see or Role.ADMIN in author.roles)
    told = restricting.history(connection, patient.id) if patient and reads_why else ()
    known, people = accounts.all_of(connection), staff.by_ids(connection)
if patient is None or author is None:
    st.info("No patient is chosen. Find one first.")
    st.page_link("screens/patients.py", label="Patients")
    st.stop()

shown = patient.id
noted.opened(author, "restriction", shown, shown)
draft = st.session_state.setdefault(f"restrict-{shown}-{len(told)}", str(uuid4()))
EVERYBODY = "For everybody who works here"
named_now = {
    f"{people[one].name} ({people[one].initials})": one
    for one, account in known.items()
    if one in people and (account.enabled or one in (stands or ()))
}


def say(*, everybody: bool) -> None:
    """Says for whom the record is from now on."""

    def act() -> None:
        chosen = None
        if not everybody:
            chosen = tuple(named_now[one] for one in st.session_state.get(f"named-{draft}") or ())
        why = " ".join(str(st.session_state.get(f"why-{draft}") or "").split())
        said = acting.made(Restriction, UUID(draft), acting.by(), patient_id=shown, staff_ids=chosen, reason=why)
        with person.writes() as connection:
            restricting.restrict(connection, said, stands)

    st.session_state.restrict_problems = failures.of(act)


def names(ids: tuple[UUID, ...] | frozenset[UUID] | None) -> str:
    """For whom, in words."""
    if ids is None:
        return "everybody who works here"
    return (
        ", ".join(sorted(people[one].name if one in people else "?" for one in ids)) or "nobody: ask an administrator"
    )


def draw_form() -> None:
    """Whom it names, and why."""
    with st.form(f"restrict-{draft}"):
        default = [name for name, one in named_now.items() if one in (stands or {author.id if author else None})]
        st.multiselect("Named people", list(named_now), default=default, key=f"named-{draft}")
        st.text_input("Reason", value=None, key=f"why-{draft}", max_chars=500)
        st.form_submit_button(
            "For these people alone",
            on_click=say,
            kwargs={"everybody": False},
            key=f"press-{draft}",
            type="primary",
        )
        if stands is not None:
            st.form_submit_button(EVERYBODY, on_click=say, kwargs={"everybody": True}, key=f"lift-{draft}")


identity.draw(patient)
if may_see:
    st.page_link("screens/patient.py", label="All sessions of this patient", query_params={"patient": str(shown)})
for problem in st.session_state.pop("restrict_problems", []):
    st.error(words.plain(problem))
st.text(f"This record is for {names(stands)}.")
if {Role.PRESCRIBER, Role.ADMIN}.isdisjoint(author.roles):
    st.info("Prescribers and administrators say for whom a record is.")
else:
    draw_form()
if told:
    st.markdown("**How it came to stand so**")
for one in told:
    who = people[one.entered_by].name if one.entered_by in people else "?"
    st.text(f"For {names(one.staff_ids)}: {one.reason}, {who}, {words.day(one.entered_at, clinic.current().zone)}")
