"""Signed: the two lines of a session's record in words, which hold, and what was listed when they were signed."""

from collections.abc import Iterator, Sequence

import streamlit as st

from app import words
from data import signatures
from data.signatures import Standing
from schemas.signature import Meaning, Signature

_LINES = {Meaning.COMPLETE: "Complete", Meaning.REVIEWED: "Reviewed"}


def draw(found: Sequence[Standing], zone: str) -> None:
    """Both lines; nothing where nobody has signed."""
    for one in lines(found, zone):
        st.text(one)


def lines(found: Sequence[Standing], zone: str) -> tuple[str, ...]:
    """A sentence for each line, and what was listed; none where the session's record was never signed."""
    if not any(one.signature.about is None for one in found):
        return ()
    return tuple(one for meaning in _LINES for one in _line(found, meaning, zone))


def short(found: Sequence[Standing]) -> str:
    """The same for a list of sessions."""
    told = {meaning: signatures.last(found, meaning) for meaning in _LINES}
    if not any(told.values()):
        return "Not signed"
    if any(one is not None and not one.holds for one in told.values()):
        return "Signed, changed since"
    return "Signed: " + ", ".join(_LINES[meaning].lower() for meaning, one in told.items() if one is not None)


def said(one: Signature, zone: str) -> str:
    """Who signed, in which role, when, and by what."""
    at = f"{words.day(one.entered_at, zone)} {words.clock_time(one.entered_at, zone)}"
    return f"signed by {one.name}, {one.role.value}, {at}, by {_BY[one.vouched.value]}"


_BY = {"password": "password", "pin": "PIN", "provider": "fresh sign-in at the clinic's provider"}


def _line(found: Sequence[Standing], meaning: Meaning, zone: str) -> Iterator[str]:
    newest = signatures.last(found, meaning)
    if newest is None:
        yield f"{_LINES[meaning]}: not signed"
        return
    both = ", who signed the other line too" if newest.signature.both else ""
    told = f"{_LINES[meaning]}: {said(newest.signature, zone)}{both}"
    if newest.voided_at is not None:
        day = f"{words.day(newest.voided_at, zone)} {words.clock_time(newest.voided_at, zone)}"
        told += f". Changed since, {day}: void until signed again"
    yield told
    if newest.signature.listed:
        yield f"Listed when it was signed: {' '.join(newest.signature.listed)}"
