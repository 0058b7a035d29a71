"""The screens: which there are, who is asking, and the bar above all of them."""

from typing import Final

import streamlit as st

from app import clinic, faults, noted, person
from app.charts import theme
from app.parts import bar, lock, restricted, style
from data import notices, restricting
from data.restrictions import RestrictedError

# That these are opened is written down.
_NOTED: Final = {
    "chair",
    "patient",
    "handover",
    "corrected",
    "opened",
    "sign",
    "afterwards",
    "review",
    "demographics",
    "restrict",
    "scales",
}


def _pages() -> list[st.Page]:
    return [
        st.Page("screens/today.py", title="Today", default=True),
        st.Page("screens/patients.py", title="Patients", url_path="patients"),
        st.Page("screens/patient.py", title="Patient", url_path="patient"),
        st.Page("screens/chair.py", title="Chair", url_path="chair"),
        st.Page("screens/register.py", title="Register patient", url_path="register"),
        st.Page("screens/handover.py", title="Handover", url_path="handover"),
        st.Page("screens/plan.py", title="Plan", url_path="plan"),
        st.Page("screens/chairs.py", title="Chairs", url_path="chairs"),
        st.Page("screens/settings.py", title="Settings", url_path="settings"),
        st.Page("screens/protocol.py", title="Protocol", url_path="protocol"),
        st.Page("screens/begin.py", title="Start session", url_path="begin"),
        st.Page("screens/audit.py", title="Audit", url_path="audit"),
        st.Page("screens/safety.py", title="Safety", url_path="safety"),
        st.Page("screens/corrected.py", title="Corrected", url_path="corrected"),
        st.Page("screens/sign.py", title="Sign", url_path="sign"),
        st.Page("screens/review.py", title="Review", url_path="review"),
        st.Page("screens/afterwards.py", title="Afterwards", url_path="afterwards"),
        st.Page("screens/demographics.py", title="Correct patient", url_path="demographics"),
        st.Page("screens/people.py", title="People", url_path="people"),
        st.Page("screens/opened.py", title="Restricted records", url_path="opened"),
        st.Page("screens/restrict.py", title="Restrict", url_path="restrict"),
        st.Page("screens/scales.py", title="Scales", url_path="scales"),
    ]


def main() -> None:
    """Draws one screen for the person at this browser; without one nothing is drawn."""
    st.set_page_config(page_title="Chairside", layout="wide", initial_sidebar_state="collapsed")
    style.apply(theme.DARK if st.context.theme.type == "dark" else theme.LIGHT)
    chosen = st.navigation(_pages(), position="hidden")
    signed_in = person.signed_in()
    if signed_in is None:
        st.link_button("Sign in", "/login")
        st.stop()
    staff = signed_in.staff
    with person.reads() as connection:
        corrected = notices.count(connection, staff.id)
        opened = restricting.count(connection, staff.id)
    bar.draw(staff, corrected, opened, demo=clinic.current().demo)
    lock.draw(signed_in, at_the_chair=chosen.url_path == "chair")
    if chosen.url_path not in _NOTED:
        noted.left()
    try:
        chosen.run()
    except RestrictedError as error:
        restricted.draw(error)
    except Exception as error:  # noqa: BLE001 - the person gets a code and a sentence, the log type and place
        st.error(faults.sentence(faults.report(error)))


main()
