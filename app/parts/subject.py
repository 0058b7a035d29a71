"""The word by which the clinic's identity provider means a person, kept by administrators."""

from collections.abc import Callable
from uuid import UUID

import streamlit as st

from app import clinic, clock
from app.access import own_factor
from app.entries.sent import refusal
from app.parts import acting, failures
from data import acts, subjects

LONGEST = 255  # characters; OpenID Connect Core 1.0, section 2


def draw(staff_id: UUID, stands: str | None, refuse_others: Callable[[], None]) -> None:
    """Its field and button, where the clinic has a provider; `refuse_others` raises for who is no administrator."""
    if clinic.current().provider is None:
        return
    of = str(staff_id)
    st.text_input("Subject at the provider", value=stands or "", max_chars=LONGEST, key=f"subject-{of}")
    st.button("Keep subject", on_click=_keep, args=(staff_id, refuse_others), key=f"keep-{of}")


def _keep(staff_id: UUID, refuse_others: Callable[[], None]) -> None:
    st.session_state.people_problems = failures.of(lambda: _kept(staff_id, refuse_others))


def _kept(staff_id: UUID, refuse_others: Callable[[], None]) -> None:
    refuse_others()
    theirs, subject = clinic.current().provider, str(st.session_state.get(f"subject-{staff_id}") or "").strip()
    if theirs is None:
        return
    if len(subject) > LONGEST or not subject.isprintable():
        raise refusal("subject", f"Subject at the provider: at most {LONGEST} characters that can be seen.")
    now, by = clock.now(), acting.by().author
    with clinic.current().database.write() as connection:
        if subject:
            try:
                subjects.put(connection, theirs.issuer, subject, staff_id, now)
            except subjects.SubjectError as error:
                raise refusal("subject", f"Subject at the provider: {error}") from None
        else:
            subjects.forget(connection, theirs.issuer, staff_id)
        outcome = "identity provider's subject" if subject else "identity provider's subject taken away"
        acts.note(connection, own_factor.act(by, staff_id, outcome, now))
