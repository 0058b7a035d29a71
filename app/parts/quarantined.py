"""Quarantined: the entries of a session that wait for a named person's word, each with what she may do."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

import streamlit as st

from app import person, words
from app.entries import quarantined
from app.entries.sent import refusal
from app.parts import failures
from data.quarantine import Kept
from data.sign_ins import Person
from schemas.staff import Staff

_PROBLEMS: Final = "quarantine_problems"
_CONTENT: Final = ("line", "words", "drug", "effect", "act")  # what an entry says of itself, by whichever form it came
_HIDDEN: Final = {"id", "author", "confirmed", "source"}


def draw(waiting: Sequence[Kept], people: Mapping[UUID, Staff], zone: str, me: Staff) -> None:
    """Nothing where nothing waits; who treats nobody sees it and decides nothing."""
    for problem in st.session_state.pop(_PROBLEMS, []):
        st.error(words.plain(problem))
    if not waiting:
        return
    st.markdown("**Kept aside: not in the record until somebody accepts it**")
    for kept in waiting:
        with st.container(border=True):
            st.text(f"{said(kept, people, zone)}\n{kept.reason}")
            if me.treats:
                _draw_ways(kept)


def said(kept: Kept, people: Mapping[UUID, Staff], zone: str) -> str:
    """Who entered what when, in one line."""
    name = people[kept.author].name if kept.author in people else "somebody"
    at = f"{words.day(kept.entered_at, zone)} {words.clock_time(kept.entered_at, zone)}"
    return f"{name}, {at}: {_content(kept)}"


def _content(kept: Kept) -> str:
    body: dict[str, Any] = json.loads(kept.body)
    told = [str(body[name]) for name in _CONTENT if body.get(name)]
    rest = [
        f"{name} {value}" for name, value in body.items() if name not in {*_HIDDEN, *_CONTENT} and value is not None
    ]
    return words.readable(f"{kept.kind.replace('-', ' ')} · " + " · ".join([*told, *rest]))


def _draw_ways(kept: Kept) -> None:
    key = f"quarantine-{kept.id}"

    def accept() -> None:
        st.session_state[_PROBLEMS] = failures.of(lambda: quarantined.accept(kept.id, _me()))

    def withdraw() -> None:
        reason = str(st.session_state.get(key) or "")
        st.session_state[_PROBLEMS] = failures.of(lambda: quarantined.withdraw(kept.id, reason, _me()))

    st.button("Accept", key=f"{key}-accept", on_click=accept)
    st.text_input("Why it is not to be stored", value=None, key=key, max_chars=500)
    st.button("Withdraw", key=f"{key}-withdraw", on_click=withdraw)
    st.caption("Accepted, it is stored under its author's name and at the time at which she entered it.")


def _me() -> Person:
    me = person.signed_in()
    if me is None:
        raise refusal("who", "Nobody is signed in at this browser: nothing was changed.")
    return me
