"""The lock on every screen: after the set time without a touch it hides, and leads to the way in.

It says half an hour before that the shift ends, and asks whether it is to go on.
"""

from typing import Final

import streamlit as st

from app import clinic, clock, words
from app.access import entering, touched
from data.sign_ins import Person

# Two lines, since Streamlit takes JavaScript without a line break for a path.
_LOADER: Final = (
    'const lock = import(location.origin + "/assets/lock.js");\n'
    "export default (component) => { lock.then((m) => m.default(component)); return () => {}; };"
)


def draw(person: Person, *, at_the_chair: bool) -> None:
    """Draws nothing that can be seen before the shift nears its end."""
    limit = entering.limit(at_the_chair=at_the_chair)
    token = st.context.cookies.get(clinic.current().cookie)
    if token and at_the_chair:
        # After a PIN the server waits as long as for other screens; nobody may have touched the chair's.
        touched.at_most(token, person.sign_in.locks_at, clock.now() + limit + entering.GRACE)
    component = st.components.v2.component("chairside_lock", html="<span></span>", js=_LOADER)
    where = "chair" if at_the_chair else "elsewhere"
    ends = person.sign_in.ends_at
    shift = {"left": (ends - clock.now()).total_seconds(), "ends": words.clock_time(ends, clinic.current().zone)}
    told = {"seconds": limit.total_seconds(), "where": where, "who": str(person.staff.id)}
    component(key="lock", data=[told | shift])
