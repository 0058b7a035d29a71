"""Protocol: a copy of a version, changed with a source for each change, looked at as a timetable, and published."""

from uuid import UUID, uuid4

import streamlit as st

from app import clinic, clock, person, words
from app.entries import protocol_form
from app.entries.sent import Problems
from app.parts import acting, address, failures, protocol_editor, protocol_view
from data import protocols
from schemas.protocol import Protocol
from schemas.rules import versions
from schemas.staff import Role
from schemas.statement import Offer

taken_from = address.wanted("from")
author = person.current()
with person.reads() as connection:
    every = {one.id: one for one in protocols.all_of(connection)}
base = every.get(taken_from) if taken_from else None
if base is None or author is None or {Role.PRESCRIBER, Role.ADMIN}.isdisjoint(author.roles):
    st.info("Versions of protocols are made by prescribers and administrators, each from one that is there.")
    st.page_link("screens/settings.py", label="Protocols")
    st.stop()

# The draft's id is the statement's: pressing twice publishes once.
kept_as = f"protocol_draft-{base.id}"
draft = st.session_state.setdefault(kept_as, str(uuid4()))


def identity(base: Protocol, name: str) -> tuple[str, int]:
    """Key and number of the new version: the next of one's own, or the first of a copy of a shipped one."""
    keys = {one.key for one in every.values()}
    key = base.key if base.key.startswith(protocol_form.OWN) else protocol_form.own_key(name, keys)
    return key, max((one.version for one in every.values() if one.key == key), default=0) + 1


def publish(base: Protocol, made: Protocol) -> None:
    """Puts the version into the record, for good."""

    def act() -> None:
        why = st.session_state.get(f"why-{draft}") or ""
        protocol_form.refuse_unsourced(versions.compare(base, made), why)
        about = f"taken from {base.name} v{base.version}: {why.strip()}"
        told = acting.statement(Offer, id=UUID(draft), protocol_id=made.id, offered=True, words=about)
        with person.writes() as connection:
            protocols.publish(connection, made, told)

    st.session_state.protocol_problems = failures.of(act)
    if not st.session_state.protocol_problems:
        st.session_state.settings_done = f"{made.name} v{made.version} is published: new sessions may begin with it."
        del st.session_state[kept_as]


if st.session_state.get("settings_done"):
    st.switch_page("screens/settings.py")
st.subheader(f"A version taken from {base.name} v{base.version}", anchor=False)
st.caption(
    "Each changed number needs its source: where it comes from, or “our medical director, name, "
    f"{words.day(clock.now(), clinic.current().zone)}”."
)
said = protocol_editor.draw(base, draft)
try:
    made = protocol_form.protocol(said, *identity(base, str(said["name"] or "")))
except Problems as problems:
    for sentence in failures.sentences(problems):
        st.error(words.plain(sentence))
    st.stop()
st.markdown("**What differs**")
protocol_view.changes(versions.compare(base, made))
st.markdown("**Its timetable**")
protocol_view.timetable(made, dark=st.context.theme.type == "dark")
for problem in st.session_state.pop("protocol_problems", []):
    st.error(words.plain(problem))
with st.container(horizontal=True, vertical_alignment="bottom"):
    st.text_input("Why this version", value=None, key=f"why-{draft}")
    # No callback: it would be given the version as it was drawn before the last cell was left.
    if st.button("Publish", type="primary", key=f"publish-{draft}"):
        publish(base, made)
        st.rerun()
st.caption("A published version is never changed. Sessions that run keep the version with which they began.")
