"""Risks: what a scale tells of suicidal thoughts, on the patient's screens, until a named person closes it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID, uuid4

import streamlit as st

from app import clinic, clock, person, words
from app.entries import scale_form
from app.parts import acting, failures
from data import assessments, staff
from schemas.assessment import Assessment, RiskClosing, Scale
from schemas.patient import Patient
from schemas.rules import scales
from schemas.staff import Staff

_PROBLEMS = "risk_problems_"
_ITEM_9 = 8  # its place among the items
_RECALL = 14  # days that the PHQ-9 asks about: an older answer says nothing of today


def draw(patient: Patient) -> None:
    """What nobody has closed, in one sentence with the way to where it is closed; nothing where there is nothing."""
    with person.reads() as connection:
        found = assessments.open_risks(connection, [patient.id]).get(patient.id, ())
    if found:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.error(words.plain(sentence(found)))
            st.page_link("screens/scales.py", label="Close it under Scales", query_params={"patient": str(patient.id)})


def asked(patient: Patient) -> tuple[str, ...]:
    """What item 9 of the last PHQ-9 was, when, and who closed it; nothing where what nobody has closed says it."""
    with person.reads() as connection:
        if assessments.open_risks(connection, [patient.id]):
            return ()
        found = assessments.of_patient(connection, patient.id)
        people = staff.by_ids(connection)
    told = [one for one in found if one.holds and one.said.scale is Scale.PHQ_9]
    if not told:
        return ("PHQ-9 item 9: not asked",)
    last, closing = told[-1].said, told[-1].closing
    answer = last.items[_ITEM_9]
    value, sign = ("left blank", "") if answer is None else (str(answer), "\u25b2 " if answer else "")
    by = "" if closing is None else f", closed by {_name(closing.entered_by, people)}"
    zone = clinic.current().zone_info
    days = (clock.now().astimezone(zone).date() - last.taken_at.astimezone(zone).date()).days
    age = f" ({days} days ago)" if days > _RECALL else ""
    return (f"{sign}PHQ-9 item 9: {value}, {words.day(last.taken_at, clinic.current().zone)}{age}{by}",)


def sentence(found: Sequence[Assessment]) -> str:
    """The newest of them (they come by time) and how many there are besides."""
    more = f", and {len(found) - 1} from earlier" if len(found) > 1 else ""
    return f"{said(found[-1])}{more}. Nobody has closed {'it' if len(found) == 1 else 'them'}."


def said(one: Assessment) -> str:
    """What it tells, and when it was taken."""
    zone = clinic.current().zone
    return f"{scales.tells(one)}, {words.day(one.taken_at, zone)} {words.clock_time(one.taken_at, zone)}"


def forms(found: Sequence[Assessment], *, treats: bool) -> None:
    """The same where they are closed, one after the other, by whoever is signed in."""
    if not found:
        return
    st.error(words.plain(sentence(found)))
    if treats:
        by_id = {str(one.id): one for one in reversed(found)}
        wanted = str(found[-1].id)
        if len(by_id) > 1:
            wanted = st.selectbox("Close", list(by_id), format_func=lambda one: said(by_id[one])) or wanted
        form(by_id[wanted])


def form(about: Assessment, stands: RiskClosing | None = None) -> None:
    """In which one is closed, or what is said of that is corrected and taken back."""
    key = f"risk-{about.id if stands is None else stands.id}"
    with st.form(key):
        if stands is not None:
            st.markdown(words.plain(f"Closed: {stands.action}"))
            st.caption("What is left empty stays as it was.")
        _problems(key)
        _fields(about, stands, key)


def left_over() -> None:
    """Why nothing was saved by a form that is not there any more, since somebody else was quicker."""
    for key in [name for name in st.session_state if str(name).startswith(_PROBLEMS)]:
        _problems(str(key).removeprefix(_PROBLEMS))


def _problems(key: str) -> None:
    for problem in st.session_state.pop(f"{_PROBLEMS}{key}", []):
        st.error(words.plain(problem))


def _fields(about: Assessment, stands: RiskClosing | None, key: str) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input("What was done", value=None, key=f"{key}-action", max_chars=500)
        st.date_input(
            "Day of it",
            value=_day(clock.now() if stands is None else stands.at),
            key=f"{key}-on",
            format="YYYY-MM-DD",
            width=150,
        )
        empty = "now" if stands is None else "as it was"
        st.text_input(f"Time; empty: {empty}", value=None, key=f"{key}-time", max_chars=5, width=150)
        if stands is not None:
            st.text_input("Reason of the correction", value=None, key=f"{key}-reason", max_chars=500)
        label = "Close it, with my name" if stands is None else "Correct what was done"
        st.form_submit_button(label, on_click=_close, args=(about, stands, key))
        if stands is not None:
            st.form_submit_button("It is not closed after all", on_click=_take_back, args=(stands, key))


def lines(closings: Sequence[RiskClosing], people: Mapping[UUID, Staff]) -> list[tuple[str, bool]]:
    """What was done about a scale, each time it was said, with whether that holds."""
    newer = {one.replaces for one in closings}
    zone, told = clinic.current().zone, []
    for one in closings:
        name = _name(one.entered_by, people)
        why = "" if one.reason is None else f", {'taken back' if one.withdrawn else 'corrected'}: {one.reason}"
        at = f"{words.day(one.at, zone)} {words.clock_time(one.at, zone)}"
        told.append((f"Closed by {name}, {at}: {one.action}{why}", one.id not in newer and not one.withdrawn))
    return told


def _name(staff_id: UUID, people: Mapping[UUID, Staff]) -> str:
    return people[staff_id].name if staff_id in people else "?"


def _day(at: datetime) -> date:
    return at.astimezone(clinic.current().zone_info).date()


def _said(key: str) -> dict[str, object]:
    return {name: st.session_state.get(f"{key}-{name}") for name in ("action", "on", "time", "reason")}


def _close(about: Assessment, stands: RiskClosing | None, key: str) -> None:
    def act() -> None:
        made = scale_form.closing(about, _said(key), acting.by(), uuid4(), stands)
        with person.writes() as connection:
            assessments.close(connection, made)

    st.session_state[f"{_PROBLEMS}{key}"] = failures.of(act)


def _take_back(stands: RiskClosing, key: str) -> None:
    def act() -> None:
        made = scale_form.taken_back(stands, st.session_state.get(f"{key}-reason"), acting.by(), uuid4())
        with person.writes() as connection:
            assessments.close(connection, made)

    st.session_state[f"{_PROBLEMS}{key}"] = failures.of(act)
