"""Order: what is to be given next, what was ordered before, and the form in which a prescriber orders it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

import streamlit as st

from app import clinic, clock, ordered, person, words
from app.entries import order as entries
from app.parts import acting, failures
from data import orders as stored
from data import staff
from schemas.order import Order, OrderChange
from schemas.patient import Patient
from schemas.protocol import Drug, Route
from schemas.record import Record
from schemas.rules import course, orders
from schemas.staff import Role, Staff

_CHANGES = {
    "First order": OrderChange.FIRST,
    "Same": OrderChange.SAME,
    "Raise": OrderChange.RAISE,
    "Lower": OrderChange.LOWER,
    "Stop": OrderChange.STOP,
}
_DRUGS = {words.DRUGS[one]: one for one in Drug}
_ROUTES = {words.ROUTES[one]: one for one in Route}
_FIELDS = ("change", "drug", "route", "dose", "unit", "minutes", "rate", "if_needed", "hold_if", "words")


@dataclass(frozen=True)
class Standing:
    """The order for the next dose, or None, with every order that was ever written and who works here."""

    next: Order | None
    every: Sequence[Order]
    people: Mapping[UUID, Staff]

    @property
    def line(self) -> str:
        """For the banner."""
        if self.next is None:
            return "no next order" if not self.every else "no next order since the last dose"
        return f"next order: {ordered.line(self.next, self.people, clinic.current().zone)}"

    @property
    def sentence(self) -> str:
        """The same where it stands by itself."""
        return self.line[0].upper() + self.line[1:]

    @property
    def lines(self) -> list[str]:
        """The whole of the next order; nothing where there is none."""
        return [] if self.next is None else list(ordered.whole(self.next, self.people, clinic.current().zone))

    def draw(self, *, taken_over: bool) -> None:
        """Above the form of a session; `taken_over`: the form has its dose. A stop is not to be overlooked."""
        if self.next is None:
            st.text(self.sentence)
            return
        told = "\n".join((f"Ordered: {self.lines[0]}", *self.lines[1:]))
        if self.next.change is OrderChange.STOP:
            st.warning("  \n".join(words.plain(line) for line in told.splitlines()))
            return
        st.text(told)
        if taken_over:
            st.caption("The ordered dose stands in the form: check it.")


def of_patient(patient: Patient) -> Standing:
    """How it stands for this patient."""
    with person.reads() as connection:
        every = stored.of_patient(connection, patient.id)
        starts = stored.starts(connection, patient.id) if every else ()
        return Standing(orders.standing(every, starts), every, staff.by_ids(connection))


def after(found: Sequence[Record]) -> Record | None:
    """The session after which an order is written now: the last one in which drug was given."""
    given = [(known.started_at, one) for one in found if (known := course.course(one)).started_at is not None]
    return max(given, key=lambda pair: pair[0])[1] if given else None


def draw(patient: Patient, standing: Standing, session: Record | None) -> None:
    """Closed until somebody opens it; `session` is the one after which it is written, None before the first."""
    key = f"order-{patient.id}"
    with st.expander("Next order", key=key, on_change="rerun"):
        if st.session_state.get(key):
            _opened(patient, standing, session)


def _opened(patient: Patient, standing: Standing, session: Record | None) -> None:
    for line in standing.lines or ["No order stands for the next dose."]:
        st.text(line)
    author = person.current()
    if author is not None and Role.PRESCRIBER in author.roles:
        _form(patient, standing, session)
    else:
        st.caption("A prescriber writes the order.")
    before = [one for one in reversed(standing.every) if standing.next is None or one.id != standing.next.id]
    if before:
        st.markdown("**Ordered before**")
    for one in before:
        st.text("\n".join((f"{_day(one)}: {ordered.short(one)}", *list(_whole(one, standing))[1:])))


def _day(one: Order) -> str:
    return words.day(one.entered_at, clinic.current().zone)


def _whole(one: Order, standing: Standing) -> list[str]:
    return [*ordered.whole(one, standing.people, clinic.current().zone), _by(one, standing)]


def _by(one: Order, standing: Standing) -> str:
    return f"by {standing.people[one.entered_by].name if one.entered_by in standing.people else '?'}"


def _form(patient: Patient, standing: Standing, session: Record | None) -> None:
    draft = st.session_state.setdefault(f"order-draft-{patient.id}", str(uuid4()))
    written = "before the first session" if session is None else f"after the session of {_arrived(session)}"
    st.caption(f"Written {written}. The dose in the other unit comes from the last weight; nothing is filled in.")
    with st.form(f"order-{draft}"):
        st.radio("Compared with the session before", list(_CHANGES), index=None, horizontal=True, key=f"change-{draft}")
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.radio("Drug", list(_DRUGS), index=None, horizontal=True, key=f"drug-{draft}")
            st.radio("Route", list(_ROUTES), index=None, horizontal=True, key=f"route-{draft}")
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.text_input("Dose", value=None, key=f"dose-{draft}", max_chars=20)
            st.radio("Dose in", ["mg", "mg/kg"], index=None, horizontal=True, key=f"unit-{draft}")
            st.text_input("Minutes", value=None, key=f"minutes-{draft}", max_chars=20)
            st.text_input("or rate in ml/h", value=None, key=f"rate-{draft}", max_chars=20)
        st.text_input("Medicines if needed (optional)", value=None, key=f"if_needed-{draft}", max_chars=500)
        st.text_input("Hold if (optional)", value=None, key=f"hold_if-{draft}", max_chars=500)
        st.text_input("Reason (needed to raise, lower or stop)", value=None, key=f"words-{draft}", max_chars=500)
        about = (patient.id, session, standing.every[-1].id if standing.every else None)
        st.form_submit_button("Write the order", on_click=_write, args=(*about, draft), key=f"write-{draft}")
    # Beside the button: what stands above the form is out of sight for who has just pressed it.
    for problem in st.session_state.pop(f"order_problems-{patient.id}", []):
        st.error(words.plain(problem))
    if standing.every:
        last = standing.every[-1]
        at = words.moment(last.entered_at, clock.now(), clinic.current().zone)
        st.caption(words.plain(f"Written last: {ordered.short(last)}, {at}, {_by(last, standing)}"))


def _arrived(session: Record) -> str:
    return words.day(session.treatment.arrived_at, session.treatment.zone)


def _write(patient_id: UUID, session: Record | None, seen: UUID | None, draft: str) -> None:
    state = st.session_state

    def act() -> None:
        said = {name: str(state.get(f"{name}-{draft}") or "") for name in _FIELDS}
        said["change"] = _CHANGES.get(said["change"], "")
        said["drug"], said["route"] = _DRUGS.get(said["drug"], ""), _ROUTES.get(said["route"], "")
        of = None if session is None else session.treatment
        with person.writes() as connection:
            weight = stored.last_weight(connection, patient_id)
            about = entries.About(patient_id if of is None else of.patient_id, None if of is None else of.id, weight)
            stored.write(connection, entries.order(said, about, acting.by(), UUID(draft)), seen)

    state[f"order_problems-{patient_id}"] = problems = failures.of(act)
    if not problems:
        del state[f"order-draft-{patient_id}"]
