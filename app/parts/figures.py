"""Figures: measures that stand together as a picture, and the table one key away from it."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from app.charts.safety import delays, shares, shares_chart
from data.safety.counts import Found
from schemas.rules.safety.figures import Figure, Mean
from schemas.rules.safety.measures import Group

_RISES = {"rise_40_systolic": "systolic", "rise_40_diastolic": "diastolic"}


def draw(found: Found, *, dark: bool) -> None:
    """All of them, group by group."""
    theme: Any = "dark" if dark else "light"
    for group in Group:
        of_group = [one for one in found.figures if one.measure.group is group]
        if of_group:
            _group(group, of_group, theme)
        if group is Group.RISES:
            st.text(rises({name: found.rises[name] for name in _RISES}))
    st.subheader("From taken to written down", anchor=False)
    st.altair_chart(
        delays.chart(theme, delays.rows(found.delays)), theme=None, alt=delays.described(found.delays), key="delays"
    )
    st.caption(
        f"{delays.described(found.delays)} Each reading as it was first entered; corrections, and sessions that were "
        "entered afterwards, are none of them."
    )
    with st.expander("Table: from taken to written down", key="table-delays"):
        st.table(delays.table(found.delays))


def rises(told: dict[str, Mean]) -> str:
    """The mean rise at 40 minutes in words."""
    said = [
        f"{_RISES[name]} {one.mean:+.1f} mmHg"
        f" ({'' if one.deviation is None else f'SD {one.deviation:.1f}, '}sessions: {one.sessions})"
        for name, one in told.items()
        if one.mean is not None
    ]
    return f"Mean change from baseline at 40 min: {'; '.join(said) or 'not known of any session'}."


def _group(group: Group, of_group: Sequence[Figure], theme: Any) -> None:  # noqa: ANN401 - one of two words
    st.subheader(group.value, anchor=False)
    told = shares.described(group.value, of_group)
    st.altair_chart(shares_chart.chart(theme, shares.shares(of_group)), theme=None, alt=told, key=f"chart-{group.name}")
    with st.expander(f"Table: {group.value[0].lower()}{group.value[1:]}", key=f"table-{group.name}"):
        st.dataframe(shares.table(of_group), hide_index=True, width="stretch", height="content", key=f"rows-{group}")
