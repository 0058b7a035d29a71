"""Seat: at which chair an open session is, changed where it is watched."""

from uuid import uuid4

import streamlit as st

from app import person, words
from app.parts import acting, failures
from data import chairs
from schemas.record import Record
from schemas.rules import course
from schemas.statement import Seat

_NONE = "no chair"


def draw(record: Record) -> None:
    """The chairs that are free and the one it is at; nothing where there is no chair, or the session has ended."""
    with person.reads() as connection:
        free, taken = chairs.free(connection), chairs.taken(connection)
        every = {one.chair_id: one for one in chairs.all_of(connection)}
    here = every.get(taken[record.treatment.id]) if record.treatment.id in taken else None
    if not every or course.course(record).ended_at is not None:
        return
    names = {one.name: one.chair_id for one in (*((here,) if here else ()), *free)}
    key = f"seat-{record.treatment.id}"

    def move() -> None:
        wanted = names.get(st.session_state.get(key) or "")

        def act() -> None:
            seat = Seat(**acting.by().common(uuid4()), treatment_id=record.treatment.id, chair_id=wanted)
            with person.writes() as connection:
                chairs.sit(connection, seat)

        st.session_state.seat_problems = failures.of(act)

    st.selectbox("At chair", [_NONE, *names], index=1 if here else 0, key=key, on_change=move, width=160)
    for problem in st.session_state.pop("seat_problems", []):
        st.error(words.plain(problem))
