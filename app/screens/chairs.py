"""Chairs: which there are, in which room, and who looks after them today."""

from uuid import uuid4

import streamlit as st

from app import clinic, clock, person, words
from app.entries import planning
from app.parts import acting, failures
from data import chairs, staff, statements
from schemas.statement import Chair, Duty

draft = st.session_state.setdefault("chair_draft", str(uuid4()))
today = clock.now().astimezone(clinic.current().zone_info).date()
with person.reads() as connection:
    every = chairs.all_of(connection)
    on_duty = chairs.on_duty(connection, today)
    people = staff.by_ids(connection)
NOBODY = "nobody"
names = {f"{one.name} ({one.initials})": one.id for one in people.values()}
said_of = {staff_id: name for name, staff_id in names.items()}


def keep(chair: Chair | None, *, in_use: bool = True) -> None:
    """Adds the chair of the form, or changes one."""

    def act() -> None:
        of = draft if chair is None else str(chair.chair_id)
        said = {name: st.session_state.get(f"{name}-{of}") for name in ("name", "room")}
        told = planning.chair(said | {"in_use": in_use}, acting.by(), uuid4(), chair)
        with person.writes() as connection:
            chairs.keep(connection, told)

    st.session_state.chair_problems = failures.of(act)
    if not st.session_state.chair_problems and chair is None:
        del st.session_state["chair_draft"]


def look_after(chair: Chair, key: str) -> None:
    """Says who is on at this chair today."""

    def act() -> None:
        by = acting.by()
        who = names.get(st.session_state.get(key) or "")
        duty = Duty(**by.common(uuid4()), chair_id=chair.chair_id, duty_on=by.today, staff_id=who)
        with person.writes() as connection:
            statements.say(connection, duty)

    st.session_state.chair_problems = failures.of(act)


st.subheader("Chairs", anchor=False)
for problem in st.session_state.pop("chair_problems", []):
    st.error(words.plain(problem))
if not every:
    st.write("There is no chair yet. Sessions can be written without; with chairs the board shows which are free.")
for chair in every:
    of = str(chair.chair_id)
    with st.container(border=True, horizontal=True, vertical_alignment="bottom", key=f"row-{of}"):
        st.text_input("Name", value=chair.name, key=f"name-{of}", max_chars=20)
        st.text_input("Room", value=chair.room, key=f"room-{of}", max_chars=100)
        st.button("Save", on_click=keep, args=(chair,), kwargs={"in_use": chair.in_use}, key=f"save-{of}")
        if not chair.in_use:
            st.text("out of use")
            st.button("Use again", on_click=keep, args=(chair,), key=f"again-{of}")
            continue
        options = [NOBODY, *names]
        who = said_of[on_duty[chair.chair_id]] if chair.chair_id in on_duty else NOBODY
        key = f"who-{of}"
        st.selectbox(
            words.plain(f"On at chair {chair.name} today"),
            options,
            index=options.index(who),
            key=key,
            on_change=look_after,
            args=(chair, key),
        )
        st.button("Out of use", on_click=keep, args=(chair,), kwargs={"in_use": False}, key=f"out-{of}")
with st.form(f"chair-{draft}"), st.container(horizontal=True, vertical_alignment="bottom"):
    st.text_input("Name of a new chair, for example 4", value=None, key=f"name-{draft}", max_chars=20)
    st.text_input("Room (optional)", value=None, key=f"room-{draft}", max_chars=100)
    st.form_submit_button("Add chair", on_click=keep, args=(None,), key=f"add-{draft}")
