"""Noted: what a person looks at, looks for and takes out is written into the audit, in a transaction of its own.

Who cares for a patient is not kept from the record because another program holds it for a moment: an act that cannot be
written waits here and is written with the next one, or at the server's next minute.
"""

import logging
import threading
from collections import deque
from collections.abc import Mapping
from typing import Final
from uuid import UUID

import streamlit as st

from app import clinic, clock, logs, seen
from app import person as at_browser
from app.logs import Event
from data import acting, acts
from data.engine import BusyError, FullError
from data.sign_ins import Person
from schemas.act import Act, Did
from schemas.staff import Staff

_WAITING: Final[deque[Act]] = deque()
_ONE: Final = threading.Lock()


def act(by: Person | Staff | None, did: Did, kind: str, object_id: UUID | None = None, **more: object) -> None:
    """Writes it down now, or as soon as the record can take it; `more` as `schemas.act.Act` has it."""
    person = by.staff if isinstance(by, Person) else by
    if isinstance(by, Person):
        more = {"tablet": by.sign_in.tablet_id} | more
    roles = None if person is None else acting.role_words(person.roles)
    who = None if person is None else person.id
    told = {"at": clock.now(), "who": who, "roles": roles, "did": did, "kind": kind, "object_id": object_id}
    if did is Did.REFUSED:
        logs.tell(Event.NO_RIGHT, logging.WARNING, kind=kind, who=who)
    _WAITING.append(Act.model_validate(told | more))
    write()


def write() -> int:
    """Writes what waits, the oldest first; answers how many still wait. One writes at a time, for everybody."""
    if _ONE.acquire(blocking=False):
        try:
            while _WAITING:
                # For everybody who waits; a save never stands behind it.
                with clinic.current().database.write(acting.PROGRAM, waits=False) as connection:
                    acts.note(connection, _WAITING[0])
                _WAITING.popleft()
        except (BusyError, FullError):
            pass  # the next act, or the next minute, tries again
        finally:
            _ONE.release()
    return len(_WAITING)


def opened(
    person: Staff, kind: str, object_id: UUID | None, patient_id: UUID | None, outcome: str | None = None
) -> None:
    """A patient's screen was opened: once for each opening, however often Streamlit runs its script meanwhile.

    `outcome` says what stood there: with another one it is another opening.
    """
    shown = (kind, object_id, outcome)
    if st.session_state.get("noted_open") != shown:
        st.session_state.noted_open = shown
        act(person, Did.VIEW, kind, object_id, patient_id=patient_id, tablet=_tablet(), outcome=outcome)
        if (here := at_browser.signed_in()) is not None and object_id is not None:
            seen.first(here.sign_in.id, kind, object_id)


def looked(person: Person, kind: str, object_id: UUID, patient_id: UUID) -> None:
    """It was asked for without its screen: noted once a sign-in, and not where the screen said so before."""
    if seen.first(person.sign_in.id, kind, object_id):
        act(person, Did.VIEW, kind, object_id, patient_id=patient_id, outcome="without its screen")


def shown(person: Staff, kind: str, patients: Mapping[UUID, UUID]) -> None:
    """Several sessions stand on one screen, each with its patient: each once for each opening of the screen."""
    open_ = st.session_state.get("noted_open")
    before = open_[1] if open_ and open_[0] == (kind, "several") else ()
    new = {object_id: patient_id for object_id, patient_id in patients.items() if object_id not in before}
    if new:
        st.session_state.noted_open = ((kind, "several"), (*before, *new))
    for object_id, patient_id in new.items():
        act(person, Did.VIEW, kind, object_id, patient_id=patient_id, tablet=_tablet())


def printed(person: Staff, patients: Mapping[UUID, UUID]) -> None:
    """A sheet with these sessions was opened, which is made to be printed: each patient's audit says so."""
    if st.session_state.get("noted_open") != (what := ("handover", tuple(patients))):
        st.session_state.noted_open = what
        for object_id, patient_id in patients.items() or ((None, None),):
            act(person, Did.PRINT, "handover", object_id, patient_id=patient_id, tablet=_tablet())


def left() -> None:
    """No patient's screen is open: the next one is another opening."""
    st.session_state.noted_open = None


def searched(person: Staff, words: str, found: int) -> None:
    """Somebody was looked for: once for the same words."""
    if words and st.session_state.get("noted_words") != words:
        st.session_state.noted_words = words
        act(person, Did.SEARCH, "patient", words=words, outcome=f"{found} found", tablet=_tablet())


def _tablet() -> UUID | None:
    """Which of the clinic's tablets the browser is at which this screen is drawn."""
    here = at_browser.signed_in()
    return None if here is None else here.sign_in.tablet_id
