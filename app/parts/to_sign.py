"""To sign: what a session's record lacks, who stands by it, and the form of the line that is this person's next."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from uuid import UUID, uuid4

import streamlit as st

from app import clinic, clock, person
from app.access import proving, signing
from app.access.looked import Looked
from app.entries.sent import refusal
from app.live import missing
from app.parts import failures, proof, quarantined
from data import signatures
from data.sign_ins import Person
from schemas.signature import ROLES, Meaning
from schemas.staff import Role, Staff

_LOADER: Final = (  # two lines, since Streamlit takes JavaScript without a line break for a path
    'const key = import(location.origin + "/assets/sign_key.js");\n'
    "export default (component) => { key.then((m) => m.default(component)); return () => {}; };"
)
PROBLEMS: Final = "sign_problems"  # where in the state of the page the refusals of the last press wait to be drawn


@dataclass(frozen=True)
class After:
    """`there` is the screen's own address, to which the clinic's provider leads back; `then` is done once signed."""

    there: str
    then: Callable[[], None] = lambda: None


def draft(looked: Looked) -> str:
    """The id of the signature that may come next: pressing twice signs once, and the next line has another."""
    key = f"sign-{looked.record.treatment.id}-{len(looked.found)}-{len(looked.opened)}"
    return str(st.session_state.setdefault(key, str(uuid4())))


def seen(looked: Looked) -> signing.Seen:
    """What is signed: the content as it was looked at, and what was missing or waiting then."""
    zone = looked.record.treatment.zone
    aside = missing.kept_aside(quarantined.said(one, looked.people, zone) for one in looked.kept)
    waiting = (*missing.unsaved(looked.unsaved), *aside)
    return signing.seen(looked.record, looked.found, len(looked.opened), clock.now(), waiting)


def draw_key(treatment_id: UUID) -> None:
    """The letter S leads to the field of this session, on a screen that is gone through by the keyboard."""
    component = st.components.v2.component("chairside_sign_key", html="<span></span>", js=_LOADER)
    component(key="sign-key", data=[{"session": str(treatment_id)}])


def draw_missing(what: signing.Seen) -> None:
    """What the record lacks, a sentence each."""
    st.markdown("**Missing or waiting**")
    st.text("\n".join(what.listed or ("Nothing: all that the protocol asks for is there.",)))


def draw_form(looked: Looked, what: signing.Seen, me: Person, after: After) -> None:
    """The field and the button of the line that she may sign next, or why there is none for her."""
    line = next_line(looked, me.staff)
    if looked.by_glass:
        st.info("You opened this restricted record for an hour: it is signed by those whom it names.")
    elif line is not None:
        _form(looked, what, me, line, after)
    elif _has_signed_the_other(looked, Meaning.REVIEWED, me.staff) and Role.PRESCRIBER in me.staff.roles:
        st.info("You signed that this record is complete: another prescriber signs that it was reviewed.")
    elif not me.staff.treats:
        st.info("A nurse signs that the record is complete, a prescriber that it was reviewed.")
    elif Meaning.COMPLETE not in _holding(looked):
        st.info("A nurse signs first that this record is complete; after that a prescriber signs that it was reviewed.")


def next_line(looked: Looked, signer: Staff) -> Meaning | None:
    """The line that is open and this person's, or None."""
    holding = _holding(looked)
    order = [Meaning.COMPLETE] if Meaning.COMPLETE not in holding else [Meaning.REVIEWED] if len(holding) == 1 else []
    mine = (one for one in order if ROLES[one] in signer.roles and not _has_signed_the_other(looked, one, signer))
    return next(mine, None)


def _holding(looked: Looked) -> set[Meaning]:
    """The lines that hold as the record is now."""
    return {one for one in ROLES if (newest := signatures.last(looked.found, one)) is not None and newest.holds}


def _has_signed_the_other(looked: Looked, line: Meaning, signer: Staff) -> bool:
    """Whether the first line is hers, in a clinic where one person does not sign both."""
    first = signatures.last(looked.found, Meaning.COMPLETE)
    mine = line is Meaning.REVIEWED and first is not None and first.signature.entered_by == signer.id
    return mine and not clinic.current().one_signs_both


def _form(looked: Looked, what: signing.Seen, me: Person, line: Meaning, after: After) -> None:
    own = draft(looked)
    told = "this record is complete" if line is Meaning.COMPLETE else "I have reviewed this record"
    with st.form(f"sign-{own}"):
        proof.draw(proving.ways(me, clock.now()), me.staff.name, own, after.there)
        st.form_submit_button(
            f"Sign: {told}",
            on_click=_sign,
            args=(own, what, line, after.then),
            key=f"press-{line.value}-{own}",
            type="primary",
        )


def _sign(own: str, what: signing.Seen, line: Meaning, then: Callable[[], None]) -> None:
    """Signs what was shown, by the secret of the field, which is emptied."""
    typed = proof.typed(own)

    def act() -> None:
        signer = person.signed_in()
        if signer is None:
            raise refusal("who", "Nobody is signed in at this browser: nothing was signed.")
        signing.sign(signer, line, what, typed, as_id=UUID(own), now=clock.now())

    problems = failures.of(act)
    st.session_state[PROBLEMS] = problems
    if not problems:
        then()
