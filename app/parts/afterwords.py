"""Afterwords: what was reviewed and told after a session, each with its own signature; what was replaced stays."""

from collections.abc import Iterator, Sequence
from typing import Final

import streamlit as st

from app import words
from app.parts import signed
from data.signatures import Standing
from schemas.effect import Severity
from schemas.signature import Afterword, AfterwordSort, HomeEffect

NAMES: Final = {AfterwordSort.REVIEW: "Review", AfterwordSort.FOLLOW_UP: "Follow-up"}


def draw(told: Sequence[Afterword], found: Sequence[Standing], zone: str) -> None:
    """Each in a frame of its own, in the order in which they were entered."""
    newer = {one.replaces: one for one in told if one.replaces is not None}
    for one in told:
        with st.container(border=True):
            st.text(title(one, zone) + (", replaced" if one.id in newer else ""))
            for line in lines(one):
                st.text(line)
            st.caption(words.plain(whose(one, found, zone)))


def title(one: Afterword, zone: str) -> str:
    """What it is and when it took place."""
    return f"{NAMES[one.sort]}, {words.day(one.at, zone)} {words.clock_time(one.at, zone)}"


def lines(one: Afterword) -> Iterator[str]:
    """What it says."""
    yield one.words
    if one.plan is not None:
        yield f"Plan: {one.plan}"
    for effect in one.effects:
        yield f"Began at home: {_effect(effect)}"
    if one.reason is not None:
        yield f"Takes the place of an earlier one: {one.reason}"


def whose(one: Afterword, found: Sequence[Standing], zone: str) -> str:
    """Its signature."""
    mine = [standing.signature for standing in found if standing.signature.about == one.id]
    told = ", ".join(signed.said(signature, zone) for signature in mine) or "not signed"
    return f"{told[0].upper()}{told[1:]}"


def _effect(effect: HomeEffect) -> str:
    severity = "severity not stated" if effect.severity is None else Severity(effect.severity).word
    return ", ".join(part for part in (effect.name, severity, effect.since) if part)
