"""Scale history: each one in words, the newest first, with what was corrected and withdrawn struck through."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

import streamlit as st

from app import item_words, words
from app.parts import risks
from schemas.assessment import FORMS, Assessment, Scale
from schemas.rules import scales
from schemas.rules.scales import Baseline, BaselineState, Standing
from schemas.staff import Staff

FEW: Final = 5  # are shown before somebody asks for all


@dataclass(frozen=True)
class Setting:
    """What a line is told beside: the first doses and numbers of the sessions, who is who, and the clinic's zone."""

    doses: Sequence[datetime]
    numbers: Mapping[UUID, int]
    people: Mapping[UUID, Staff]
    zone: str


def draw(found: Sequence[Standing], scale: Scale, setting: Setting) -> None:
    """Those of one scale; `found` are all of the patient."""
    mine = [one for one in found if one.said.scale is scale]
    base = scales.baseline(mine, scale, min(setting.doses, default=None))
    st.text(_baseline(base, setting) if mine else "Nothing was entered of this scale yet.")
    newest = mine[::-1]
    if len(newest) > FEW and not st.checkbox(f"Show all {len(newest)}", key=f"all-{scale.value}"):
        newest = newest[:FEW]
    for one in newest:
        with st.container(border=True):
            for text, holds in lines(one, base, setting):
                if holds:
                    st.text(text)
                else:
                    st.markdown(f"~~{words.plain(' '.join(text.split()))}~~")


def lines(one: Standing, base: Baseline, setting: Setting) -> Iterator[tuple[str, bool]]:
    """What stands of it, line by line, each with whether it holds."""
    if one.holds:
        meaning = (band_words(one.said), change_words(one, base))
        yield " · ".join((title(one.said, setting.zone), *(part for part in meaning if part))), True
        if scales.is_open(one):
            yield f"▲ {scales.tells(one.said)}, closed by nobody", True
        yield from ((text, True) for text in _beside(one.said, setting))
    for said, newer in one.struck:
        how = "withdrawn" if newer.withdrawn else "corrected"
        who = _name(newer.entered_by, setting.people)
        yield f"{title(said, setting.zone)}{_items(said)} · {how} by {who}: {newer.reason}", False
    yield from risks.lines(one.closings, setting.people)


def title(said: Assessment, zone: str) -> str:
    """When it was taken, and what it said."""
    return f"{words.day(said.taken_at, zone)} {words.clock_time(said.taken_at, zone)} · {result(said)}"


def result(said: Assessment) -> str:
    """The total, unknown where an item is; of the C-SSRS its result."""
    label = FORMS[said.scale].label
    if said.scale is Scale.C_SSRS:
        thoughts = "not asked" if said.ideation is None else item_words.IDEATION[said.ideation]
        acts = "not asked" if said.behaviour is None else item_words.BEHAVIOUR[said.behaviour]
        return f"{label}: ideation {thoughts}; behaviour {acts}"
    total = scales.total(said)
    if total is not None:
        return f"{label} {total}"
    blank = [str(place) for place, item in enumerate(said.items, start=1) if item is None]
    return f"{label}: total unknown, {'item' if len(blank) == 1 else 'items'} {', '.join(blank)} left blank"


def band_words(said: Assessment) -> str:
    """The published band that its total lies in, with the source; empty where there is none."""
    banded = scales.band(said.scale, scales.total(said))
    return "" if banded is None else f"{banded[0].words} ({banded[1]})"


def change_words(one: Standing, base: Baseline) -> str:
    """How far it is from the baseline, and whether that is half of it; empty before the baseline and without totals."""
    changed, half = change(one, base), half_words(one, base)
    if base.one is one:
        return "the baseline"
    return f"{changed} from baseline {base.total}{f', {half}' if half else ''}" if changed else ""


def change(one: Standing, base: Baseline) -> str:
    """How far it is from the baseline, with its sign; empty before the baseline and without totals."""
    total, later = scales.total(one.said), base.one is not None and one.said.taken_at > base.one.said.taken_at
    return f"{total - base.total:+d}" if later and total is not None and base.total is not None else ""


def half_words(one: Standing, base: Baseline) -> str:
    """Whether it is half of the baseline, and who calls that a response; empty where that is not known."""
    fell, source = scales.is_half(base, one), scales.falls(one.said.scale)
    return (
        ""
        if fell is None or source is None
        else f"{'half of it or less' if fell else 'more than half of it'} ({source})"
    )


def _beside(said: Assessment, setting: Setting) -> Iterator[str]:
    """Items, when after a dose, of which session, and who entered it."""
    since = scales.days_since_dose(said.taken_at, setting.doses, setting.zone)
    dose = "before any dose" if since is None else f"{since} days after a dose" if since != 1 else "1 day after a dose"
    number = setting.numbers.get(said.treatment_id) if said.treatment_id else None
    place = f"session {number}" if number else "in no session" if said.treatment_id is None else "in a session"
    told = (_items(said).removeprefix(" · "), dose, place, f"entered by {_name(said.entered_by, setting.people)}")
    yield " · ".join(part for part in told if part)
    if said.words:
        yield said.words


def _items(said: Assessment) -> str:
    answers = " ".join("–" if item is None else str(item) for item in said.items)
    return f" · items {answers}" if answers else ""


def _baseline(base: Baseline, setting: Setting) -> str:
    if base.state is BaselineState.FOUND and base.one is not None:
        day = words.day(base.one.said.taken_at, setting.zone)
        return f"Baseline {base.total}, {day}: the last before the first dose."
    return f"Baseline: {base.state.value}."


def _name(staff_id: UUID, people: Mapping[UUID, Staff]) -> str:
    return people[staff_id].name if staff_id in people else "?"
