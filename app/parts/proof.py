"""Proof: what a form asks for where something is signed; a field, a way to the clinic's provider, or both."""

from html import escape
from urllib.parse import quote

import streamlit as st

from app import clinic, words
from app.access import provider_page
from app.access.proving import Ways
from schemas.secret import Sort


def typed(draft: str) -> str:
    """What was typed into the field of this draft's form; the next one drawn is another field, and empty."""
    tries = st.session_state.get(f"proofs-{draft}", 0)
    st.session_state[f"proofs-{draft}"] = tries + 1
    return str(st.session_state.pop(_key(draft, tries), None) or "")


def _key(draft: str, tries: int) -> str:
    return f"proof-{draft}-{tries}"


def draw(ways: Ways, name: str, draft: str, there: str, *, apart: bool = False) -> None:
    """The field of this draft's form, and the way to the provider that leads back to `there`, an address of our own.

    `apart`: it opens a tab of its own, for a form that holds more than the proof, which would be lost.
    """
    if ways.provider is not None and ways.until is not None:
        at = words.clock_time(ways.until, clinic.current().zone)
        st.text(f"{name} signed in again at {ways.provider.name}: this vouches for the next signature, until {at}.")
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if ways.typed is not None:
            key = _key(draft, st.session_state.get(f"proofs-{draft}", 0))
            asks = "PIN" if ways.typed is Sort.PIN else "Password"
            st.text_input(f"{asks} of {name}", type="password", value="", key=key, max_chars=256)
        if ways.provider is not None:
            st.html(_way(ways.provider.name, there, "_blank" if apart else "_self"))
    if ways.provider is not None and apart:
        st.caption("There opens a tab of its own: come back to this one, where what you typed stays, and press.")


def _way(name: str, there: str, target: str) -> str:
    address = escape(f"{provider_page.AGAIN}?next={quote(there, safe='')}", quote=True)
    return f'<a class="way" role="button" href="{address}" target="{target}">Sign in again at {escape(name)}</a>'
