"""People: who works here, what each may do, and a first password for who has none; for administrators."""

import secrets as random
from uuid import UUID, uuid4

import streamlit as st

from app import clinic, clock, logs, person, words
from app.access import own_factor
from app.entries import person_form
from app.entries.sent import refusal
from app.logs import Event
from app.parts import acting, failures, subject
from data import accounts, acts, one_shifts, second_factors, secrets, shifts, sign_ins, staff, subjects
from schemas.account import Account, OneShift
from schemas.staff import Role

author = person.current()
if author is None or Role.ADMIN not in author.roles:
    st.info("People and their roles are kept by administrators.")
    st.html('<a href="/secrets" target="_self">Change my own password or PIN</a>')
    st.stop()

# The draft's id is the person's: pressing twice makes one.
draft = st.session_state.setdefault("person_draft", str(uuid4()))
with person.reads() as connection:
    known, people = accounts.all_of(connection), staff.by_ids(connection)
    for_a_shift = one_shifts.all_of(connection)
    theirs = clinic.current().provider
    known_there = {} if theirs is None else subjects.all_of(connection, theirs.issuer)
    with_factor = {one for one in known if second_factors.has(connection, one)}


def refuse_others() -> None:
    """At the moment of the press, whatever was drawn. Raises Problems."""
    if Role.ADMIN not in acting.by().author.roles:
        raise refusal("role", "People and their roles are kept by administrators: nothing was changed.")


def first_password() -> tuple[str, str]:
    """A password that nobody has chosen, and what is stored of it; hashed before the record is held for it."""
    made = "-".join(random.token_hex(2) for _ in range(4))
    return made, secrets.hashed(made, clinic.current().database.secret_key)


def add() -> None:
    """Makes the person of the form, and shows her first password once."""

    def act() -> None:
        refuse_others()
        said = {
            name: st.session_state.get(f"{name}-{draft}") for name in ("name", "initials", "user_name", "in_charge")
        }
        said["roles"] = tuple(Role(one) for one in st.session_state.get(f"roles-{draft}") or ())
        made, account = person_form.made(said, acting.by(), UUID(draft))
        password, hashed = first_password()
        with person.writes() as connection:
            staff.add(connection, made)
            accounts.keep(connection, account)
            accounts.give_password(connection, made.id, hashed, clock.now())
        logs.tell(Event.ACCOUNT, who=acting.by().author.id, of=made.id, kind="made")
        st.session_state.people_password = (made.name, account.user_name, password)

    st.session_state.people_problems = failures.of(act)
    if not st.session_state.people_problems:
        del st.session_state["person_draft"]


def change(stands: Account, *, enabled: bool | None = None) -> None:
    """Says how an account is from now on; one that is closed is out within seconds."""

    def act() -> None:
        refuse_others()
        of = str(stands.staff_id)
        roles = tuple(Role(one) for one in st.session_state.get(f"roles-{of}") or ())
        said = {"roles": roles, "in_charge": bool(st.session_state.get(f"in_charge-{of}"))}
        said["enabled"] = stands.enabled if enabled is None else enabled
        with person.writes() as connection:
            accounts.keep(connection, person_form.changed(stands, said, acting.by()))
            if not said["enabled"]:
                sign_ins.end_all(connection, stands.staff_id, clock.now())
                shifts.end(connection, stands.staff_id, clock.now())
        logs.tell(
            Event.ACCOUNT,
            who=acting.by().author.id,
            of=stands.staff_id,
            kind="changed" if said["enabled"] else "closed",
        )

    st.session_state.people_problems = failures.of(act)


def close(stands: Account) -> None:
    """Closes an account of one shift before its end."""

    def act() -> None:
        refuse_others()
        with person.writes() as connection:
            accounts.keep(
                connection, person_form.changed(stands, {"enabled": False, "roles": stands.roles}, acting.by())
            )
            sign_ins.end_all(connection, stands.staff_id, clock.now())
            shifts.end(connection, stands.staff_id, clock.now())
        logs.tell(Event.ACCOUNT, who=acting.by().author.id, of=stands.staff_id, kind="closed")

    st.session_state.people_problems = failures.of(act)


def reset(stands: Account) -> None:
    """A first password anew."""

    def act() -> None:
        refuse_others()
        password, hashed = first_password()
        with person.writes() as connection:
            accounts.give_password(connection, stands.staff_id, hashed, clock.now())
        logs.tell(Event.ACCOUNT, who=acting.by().author.id, of=stands.staff_id, kind="first password")
        st.session_state.people_password = (people[stands.staff_id].name, stands.user_name, password)

    st.session_state.people_problems = failures.of(act)


def take_factor(stands: Account) -> None:
    """Her second factor counts no more, nor what it had opened: she sets a new one up at a tablet."""

    def act() -> None:
        refuse_others()
        with clinic.current().database.write() as connection:
            second_factors.forget(connection, stands.staff_id)
            sign_ins.end_all(connection, stands.staff_id, clock.now())
            row = own_factor.act(acting.by().author, stands.staff_id, "second factor taken away", clock.now())
            acts.note(connection, row)

    st.session_state.people_problems = failures.of(act)


def draw(stands: Account, mine: UUID) -> None:
    """One account with its buttons."""
    one, of = people[stands.staff_id], str(stands.staff_id)
    with st.container(border=True, horizontal=True, vertical_alignment="bottom", key=f"row-{of}"):
        closed = "" if stands.enabled else ", closed"
        st.text(f"{one.name} ({one.initials}), {stands.user_name}{closed}")
        st.multiselect("Roles", list(Role), default=list(stands.roles), key=f"roles-{of}")
        st.checkbox("in charge", value=stands.in_charge, key=f"in_charge-{of}")
        st.button("Save", on_click=change, args=(stands,), key=f"save-{of}")
        st.button("New first password", on_click=reset, args=(stands,), key=f"reset-{of}")
        subject.draw(stands.staff_id, known_there.get(stands.staff_id), refuse_others)
        if stands.staff_id in with_factor:
            st.button("Reset second factor", on_click=take_factor, args=(stands,), key=f"factor-{of}")
        if stands.staff_id != mine:  # nobody locks herself out
            label = "Close account" if stands.enabled else "Open again"
            st.button(label, on_click=change, args=(stands,), kwargs={"enabled": not stands.enabled}, key=f"close-{of}")


def draw_one_shift(shift: OneShift) -> None:
    """An account that closes by itself: whose, by which number, who opened it, and until when."""
    account, of = known[shift.staff_id], str(shift.staff_id)
    until = words.moment(shift.ends_at, clock.now(), clinic.current().zone)
    with st.container(border=True, horizontal=True, vertical_alignment="bottom", key=f"row-{of}"):
        state = f"open until {until}" if account.enabled else f"closed, was until {until}"
        opener = people[shift.entered_by].name
        name = f"{people[shift.staff_id].name} ({people[shift.staff_id].initials})"
        st.text(f"{name}, registration number {shift.registration_number}, opened by {opener}, {state}")
        if account.enabled:
            st.button("Close account", on_click=close, args=(account,), key=f"close-{of}")


st.subheader("People", anchor=False)
for problem in st.session_state.pop("people_problems", []):
    st.error(words.plain(problem))
if shown := st.session_state.pop("people_password", None):
    name, user_name, password = shown
    st.success(words.plain(f"{name} signs in as {user_name} with the first password below, and then chooses her own."))
    st.code(password, language=None)
    st.caption("It is shown this once.")
for account in sorted(known.values(), key=lambda one: people[one.staff_id].name):
    if account.staff_id not in for_a_shift:
        draw(account, author.id)
if for_a_shift:
    st.markdown("**Accounts of one shift**")
for shift in for_a_shift.values():
    draw_one_shift(shift)
without = [one.name for one in people.values() if one.id not in known]
if without:
    st.caption(words.plain(f"Without an account, from before there were any: {', '.join(without)}."))
with st.form(f"person-{draft}"):
    with st.container(horizontal=True):
        st.text_input("Name", value=None, key=f"name-{draft}", max_chars=100)
        st.text_input("Initials", value=None, key=f"initials-{draft}", max_chars=4)
        st.text_input("User name", value=None, key=f"user_name-{draft}", max_chars=32)
    st.multiselect("Roles", list(Role), default=[], key=f"roles-{draft}")
    st.checkbox("in charge", value=False, key=f"in_charge-{draft}")
    st.form_submit_button("Add person", on_click=add, key=f"add-{draft}")
st.html('<a href="/tablet" target="_self">Tablets</a>')
