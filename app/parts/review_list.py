"""The queue of what waits for review: filters, a line each, and where one stands in it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import streamlit as st

from app import clinic, person, reviewing, words
from app.parts import identity, risks
from app.reviewing import Queue, Waits
from schemas.review import Reason

NAMES: Final = {
    Reason.RISK: "scale tells of danger",
    Reason.RED_ALERT: "red alert",
    Reason.KEPT_ASIDE: "entry kept aside",
    Reason.UNCLAIMED: "unclaimed entry",
    Reason.CHANGED: "changed since signing",
    Reason.NOT_ENDED: "effect not ended",
    Reason.DUES_MISSED: "due reading missed",
    Reason.NOT_COMPLETE: "not signed complete",
    Reason.NOT_REVIEWED: "not reviewed",
}
_PERIODS: Final = {"7 days": 7, "30 days": 30, "90 days": 90, "a year": 365, "ten years": 3650}
_USUAL: Final = "90 days"
_A_PAGE: Final = 25
_REASONS, _PERIOD, _SHOWN = "review-reasons", "review-period", "review-shown"


def found(now: datetime) -> Queue:
    """The queue of the chosen time."""
    days = _PERIODS[st.session_state.get(_kept(_PERIOD)) or _USUAL]
    with person.reads() as connection:
        return reviewing.queue(connection, clinic.current().looked, now - timedelta(days=days), now + timedelta(days=1))


def chosen(queue: Queue) -> Sequence[Waits]:
    """Those of the queue that the chosen reasons leave."""
    return queue.of(frozenset(st.session_state.get(_kept(_REASONS)) or ()))


def listed(queue: Queue) -> Sequence[Waits]:
    """Those of them that have a line: the first ones, until somebody asks for more."""
    return chosen(queue)[: st.session_state.get(_SHOWN, _A_PAGE)]


def beside(sessions: Sequence[Waits], here: UUID) -> tuple[UUID | None, UUID | None, int]:
    """The sessions before and after this one, and its place from 1; 0 where it is not among them (then: the first)."""
    ids = [one.treatment_id for one in sessions]
    if here not in ids:
        return None, next(iter(ids), None), 0
    at = ids.index(here)
    return (ids[at - 1] if at else None), (ids[at + 1] if at + 1 < len(ids) else None), at + 1


def draw(queue: Queue) -> None:
    """What nobody has closed, the filters, and a line for each session."""
    _risks(queue)
    _filters(queue)
    sessions, lines = chosen(queue), listed(queue)
    if not sessions:
        st.info("Nothing waits for review." if not queue.sessions else "Nothing waits for these reasons.")
    for one in lines:
        _line(one)
    if left := len(sessions) - len(lines):
        st.button(f"Show more: {left} not shown yet", on_click=_show_more)
    period = st.session_state.get(_kept(_PERIOD)) or _USUAL
    st.caption(f"Of what arrived within {period}, and whatever was changed since signing or has an entry kept aside.")
    if queue.more:
        st.caption("Older sessions wait too: these are the newest two hundred.")


def reasons(one: Waits) -> str:
    """Why it waits, the most urgent first."""
    return ", ".join(NAMES[reason] for reason in Reason if reason in one.reasons)


def _risks(queue: Queue) -> None:
    """Whom a scale tells of danger, before everything else; closed where the scales are."""
    for patient, said in queue.risks:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.error(f"{identity.line(patient)}: {words.plain(risks.sentence(said))}")
            st.page_link("screens/scales.py", label="Close it under Scales", query_params={"patient": str(patient.id)})


def _filters(queue: Queue) -> None:
    """Each reason with how many wait for it; what is chosen stays while one looks at a session."""
    counts = {reason: sum(reason in one.reasons for one in queue.sessions) for reason in Reason}
    kept = [reason for reason in st.session_state.get(_kept(_REASONS)) or () if counts[reason]]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.pills(
            "Waits for",
            [reason for reason in Reason if counts[reason]],
            selection_mode="multi",
            default=kept,
            format_func=lambda reason: f"{NAMES[reason]} {counts[reason]}",
            key=_REASONS,
            on_change=_keep,
        )
        names = list(_PERIODS)
        period = st.session_state.get(_kept(_PERIOD)) or _USUAL
        st.selectbox("Arrived within", names, index=names.index(period), key=_PERIOD, on_change=_keep, width=160)


def _line(one: Waits) -> None:
    at = f"{words.day(one.arrived_at, one.zone)} {words.clock_time(one.arrived_at, one.zone)}"
    with st.container(border=True, key=f"row-{one.treatment_id}", horizontal=True, vertical_alignment="center"):
        label = f"{identity.line(one.patient)} · {words.plain(at)}"
        st.button(label, key=f"to-{one.treatment_id}", type="tertiary", on_click=go, args=(one.treatment_id,))
        st.text(reasons(one), width="stretch")


def go(there: UUID | None) -> None:
    """To another session of the queue, or back to the queue; to be called where a press is answered."""
    if there is None:
        st.query_params.clear()
    else:
        st.query_params["session"] = str(there)


def _kept(name: str) -> str:
    """Where a choice stays: Streamlit forgets a widget's own when it is not drawn."""
    return f"{name}-kept"


def _keep() -> None:
    for name in (_REASONS, _PERIOD):
        if name in st.session_state:
            st.session_state[_kept(name)] = st.session_state[name]
    st.session_state.pop(_SHOWN, None)


def _show_more() -> None:
    st.session_state[_SHOWN] = st.session_state.get(_SHOWN, _A_PAGE) + _A_PAGE
