"""Scale table: what the chart of a scale shows, row by row, one key away from it."""

from collections.abc import Iterator, Sequence
from typing import Final

import streamlit as st

from app import words
from app.parts import scale_history
from app.parts.scale_history import Setting
from schemas.assessment import Assessment, Scale
from schemas.rules import scales
from schemas.rules.scales import Baseline, Standing

KEY: Final = "t"
_SHOWN: Final = "scale_table"


def draw(found: Sequence[Standing], scale: Scale, setting: Setting) -> None:
    """The table where it was asked for, with the button and the key that show and hide it."""
    shown = bool(st.session_state.get(_SHOWN))
    st.button("Hide the table" if shown else "Show as a table", key=f"{_SHOWN}_key", shortcut=KEY, on_click=_turn)
    if shown:
        told = [{name: words.plain(cell) for name, cell in row.items()} for row in rows(found, scale, setting)]
        if told:
            st.table(told, hide_index=True)
        else:
            st.text("There is no row yet: nothing was entered of this scale.")


def rows(found: Sequence[Standing], scale: Scale, setting: Setting) -> list[dict[str, str]]:
    """A row for each time something was said of this scale, the newest taken first; what does not hold says why."""
    mine = [one for one in found if one.said.scale is scale]
    base = scales.baseline(mine, scale, min(setting.doses, default=None))
    return [row for one in reversed(mine) for row in _rows(one, base, setting)]


def _rows(one: Standing, base: Baseline, setting: Setting) -> Iterator[dict[str, str]]:
    if one.holds:
        risk, fell = scales.tells(one.said), scales.is_half(base, one)
        half = {None: "", True: "half or less", False: "more than half"}[fell if scales.falls(one.said.scale) else None]
        change = ", ".join(part for part in (scale_history.change(one, base), half) if part)
        state = f"▲ {risk}, {'closed' if one.closing else 'closed by nobody'}" if risk else "holds"
        yield _row(one.said, setting, "baseline" if base.one is one else change, state)
    for said, newer in reversed(one.struck):
        yield _row(said, setting, "", f"{'withdrawn' if newer.withdrawn else 'corrected'}: {newer.reason}")


def _row(said: Assessment, setting: Setting, change: str, state: str) -> dict[str, str]:
    since = scales.days_since_dose(said.taken_at, setting.doses, setting.zone)
    number = setting.numbers.get(said.treatment_id) if said.treatment_id else None
    banded = scales.band(said.scale, scales.total(said))
    return {
        "taken": f"{words.day(said.taken_at, setting.zone)} {words.clock_time(said.taken_at, setting.zone)}",
        "result": scale_history.result(said),
        "band": "" if banded is None else banded[0].words,
        "from baseline": change,
        "days since dose": "no dose before" if since is None else str(since),
        "session": str(number) if number else "none" if said.treatment_id is None else "another",
        "what holds": state,
    }


def _turn() -> None:
    st.session_state[_SHOWN] = not st.session_state.get(_SHOWN)
