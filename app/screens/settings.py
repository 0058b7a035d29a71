"""Settings: the protocols, which versions are offered, what differs between two, and the way to one's own."""

from uuid import uuid4

import streamlit as st

from app import clinic, person, words
from app.entries.sent import refusal
from app.parts import acting, address, failures, protocol_view
from data import accounts, protocols, staff, statements
from schemas.protocol import Protocol
from schemas.rules import versions
from schemas.staff import Role
from schemas.statement import Offer

wanted = address.wanted("version")
author = person.current()
may_change = author is not None and not {Role.PRESCRIBER, Role.ADMIN}.isdisjoint(author.roles)
dark = st.context.theme.type == "dark"
with person.reads() as connection:
    every = protocols.all_of(connection)
    gone = protocols.withdrawn(connection)
    offered = {one.id for one in protocols.current(connection)}
    said = {one.protocol_id: one for one in statements.newest(connection, Offer)}
    people = staff.by_ids(connection)
    account = accounts.of(connection, author.id) if author else None


def named(one: Protocol) -> str:
    """Name and version."""
    return f"{one.name} v{one.version}"


def offer(one: Protocol, *, offered: bool) -> None:
    """Withdraws a version, or offers it again, with the reason that was typed."""

    def act() -> None:
        why = st.session_state.get(f"why-{one.id}") or ""
        if not why.strip():
            raise refusal("reason", "Reason: this is needed, it stands beside the version for good.")
        told = acting.statement(Offer, id=uuid4(), protocol_id=one.id, offered=offered, words=why)
        with person.writes() as connection:
            protocols.offer(connection, told)

    st.session_state.settings_problems = failures.of(act)


def state(one: Protocol) -> str:
    """Whether sessions may begin with it, and who said so."""
    how = "withdrawn" if one.id in gone else "offered" if one.id in offered else "an earlier version"
    told = said.get(one.id)
    if told is None:
        return how
    who = people[told.entered_by].name if told.entered_by in people else "?"
    return f"{how}; {who}, {words.day(told.entered_at, clinic.current().zone)}: {told.words}"


def draw(one: Protocol) -> None:
    """One version, closed until somebody opens it."""
    label = words.plain(f"{named(one)} · {state(one)}")
    place = st.expander(label, expanded=one.id == wanted, key=f"version-{one.id}", on_change="rerun")
    if not place.open:
        return  # what nobody looks at is not drawn: there may be many versions
    with place:
        protocol_view.draw(one, dark=dark)
        if not may_change:
            return
        with st.container(horizontal=True, vertical_alignment="bottom"):
            if st.button("Copy and change", key=f"copy-{one.id}"):
                st.switch_page("screens/protocol.py", query_params={"from": str(one.id)})
            again = one.id in gone
            st.text_input("Reason", value=None, key=f"why-{one.id}")
            st.button(
                "Offer again" if again else "Withdraw",
                on_click=offer,
                args=(one,),
                kwargs={"offered": again},
                key=f"offer-{one.id}",
            )


with st.container(horizontal=True):
    if author is not None and Role.ADMIN in author.roles:
        st.page_link("screens/people.py", label="People")
        st.page_link("screens/audit.py", label="Audit: who did what and when")
    if account is not None and account.in_charge:
        st.html('<a href="/one-shift" target="_self">Account of one shift</a>')
    st.html('<a href="/secrets" target="_self">My password and PIN</a>')
    st.html('<a href="/sign-ins" target="_self">Where I am signed in</a>')
st.subheader("Protocols", anchor=False)
if done := st.session_state.pop("settings_done", ""):
    st.success(words.plain(done))
for problem in st.session_state.pop("settings_problems", []):
    st.error(words.plain(problem))
if not may_change:
    st.caption("Versions are copied, published and withdrawn by prescribers and administrators.")
for one in every:
    draw(one)
st.subheader("What differs between two versions", anchor=False)
choice = {named(one): one for one in every}
with st.container(horizontal=True):
    first = st.selectbox("From", list(choice), index=None)
    second = st.selectbox("To", list(choice), index=None)
if first and second:
    protocol_view.changes(versions.compare(choice[first], choice[second]))
