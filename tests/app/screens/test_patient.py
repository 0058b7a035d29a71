import re
from typing import Any
from uuid import UUID

import pytest
from streamlit.testing.v1 import AppTest

from data import protocols, staff, statements
from schemas.protocol import ScoreName
from schemas.staff import Role
from tests import facts, said
from tests.app.house import ESKETAMINE, INFUSION, House
from tests.app.screens import bad_input, screen
from tests.app.screens.conftest import Opens
from tests.data import opened


def given(house: House) -> None:
    """Alice's infusion, with a rise that was over, and a session of hers before it that is still open."""
    house.saved("readings", line="120/80 @13:50")
    house.saved("drug-events", act="start", dose_mg=40, duration_minutes=40, stated="-60")
    house.saved("readings", line="150/96 @14:20")
    house.saved("effects", line="+nausea 2 @14:15")
    house.saved("drug-events", act="stop", stop_says="planned", stated="-20")
    house.saved("readings", line="124/82 @14:50")
    house.saved("ends", how="left_with_escort")
    house.session("10:00", patient_id=facts.PATIENT)


def test_a_patients_sessions_are_told_newest_first_with_their_figures_and_pictures(house: House, opens: Opens) -> None:
    given(house)
    test = opens("patient", patient=facts.PATIENT)
    said = screen.read(test)
    assert said.index("Session 2, 2 Mar 2026") < said.index("Session 1, 2 Mar 2026")
    assert "2 sessions" in said
    for line in (
        "<h3>Usual peak rise</h3><b>\u2265+30/+16</b><span>of 1 session</span>",
        "<h3>Worst</h3><b>≥+30/+16</b><span>session 2, dose not known, 2 Mar 2026</span><span>systolic at 20′</span>",
        "<b>1 of 1 returned</b><span>last above 20′, first back 50′</span>",
        "<b>session 1 still open</b><span>1 unsigned: session 2</span>",
        "40 mg, weight unknown<br>40 min",
        "150/96, systolic at 20′",
        "20′ to 50′",
        "Nausea (moderate, not ended when the session ended)",
        "left with escort",
        "still open",
        "not asked",
        "not started",
    ):
        assert line in said, line
    assert f"/export/patient/{facts.PATIENT}.zip" in said
    for picture in ("overlaid", "sessions", "rise", "effects"):
        assert f"/export/view/{facts.PATIENT}/{picture}.pdf?of=1,2" in said
    assert f"/export/view/{facts.PATIENT}/between.pdf?" in said, "of all sessions, whatever is chosen"
    assert len(charts(test)) == 5
    assert all(chart.proto.alt for chart in charts(test)), "words for those who do not see it"


def test_a_filter_leaves_its_sessions_and_says_so_and_nothing_is_drawn_of_the_others(
    house: House, opens: Opens
) -> None:
    given(house)
    nasal = house.session("11:00", protocol=ESKETAMINE, patient_id=facts.PATIENT)
    assert house.post("decisions", {"decision": "hold", "words": "168/99"}, nasal).status_code == 201
    test = opens("patient", patient=facts.PATIENT)
    assert "Ketamine IV · 2 of 3 sessions" in screen.read(test), "what was given last comes first"
    test.selectbox[0].set_value("Esketamine intranasal").run()
    said = screen.read(test)
    assert "Esketamine intranasal · 1 of 3 sessions" in said
    assert "<h3>Usual peak rise</h3><b>unknown</b>" in said
    assert "held" in said
    # The story tells of the last session, whatever is filtered.
    assert "Session 3," not in re.sub(r'<section class="story".*?</section>', "", said)
    assert "/overlaid.csv?of=2" in said
    test.selectbox[0].set_value("All drugs and routes").run()
    test.multiselect[0].set_value(["dose not known"]).run()
    assert "All drugs and routes · dose not known · 1 of 3 sessions" in screen.read(test)


def test_with_all_drugs_chosen_each_has_its_own_picture_of_the_rise_with_its_own_file(
    house: House, opens: Opens
) -> None:
    bad_input.two_drugs(house)
    test = opens("patient", patient=facts.PATIENT)
    assert "<h3>Rise against dose</h3>" in screen.read(test), "one drug needs no name there"
    test.selectbox[0].set_value("All drugs and routes").run()
    assert len(charts(test)) == 6
    for kind, number in (("Esketamine intranasal", 2), ("Ketamine IV", 1)):
        said = screen.read(test)
        assert f"<h3>Rise against dose · {kind}</h3>" in said
        assert f"/rise.csv?of={number}" in said
    next(one for one in test.toggle if one.key.startswith("table-rise-Ketamine-IV")).set_value(True).run()
    assert 'aria-label="Table of Rise against dose · Ketamine IV"' in screen.read(test)


def test_a_table_is_one_key_away_from_each_picture_and_two_sessions_stand_beside_each_other(
    house: House, opens: Opens
) -> None:
    given(house)
    test = opens("patient", patient=facts.PATIENT)
    assert "Table of Sessions overlaid" not in screen.read(test)
    next(one for one in test.toggle if one.key.startswith("table-overlaid")).set_value(True).run()
    said = screen.read(test)
    assert 'aria-label="Table of Sessions overlaid"' in said
    assert '<td>systolic</td><td class="number">2</td>' in said
    assert [one.label for one in test.toggle if one.label == "Compare"] == [], "one with a start is not compared"


def test_patients_with_little_or_nothing_open_and_say_what_is_missing(house: House, opens: Opens) -> None:
    bare = house.patient(given_name="Bob")
    assert "No session yet." in screen.read(opens("patient", patient=bare))
    said = screen.read(opens("patient", patient=facts.PATIENT))
    assert "<h3>Usual peak rise</h3><b>unknown</b>" in said, "a session without a start"
    assert "Since the last visit" not in said, "before the first session there was none"
    house.saved("readings", line="120/80 @13:50")
    assert "pre-dose 120/80" in screen.read(opens("patient", patient=facts.PATIENT))
    house.saved("drug-events", act="start", dose_mg=40, duration_minutes=40, stated="-60")
    said = screen.read(opens("patient", patient=facts.PATIENT))
    for line in ("1 still open, left out", "not stopped yet", "n 0, gap"):
        assert line in said, line


def test_what_was_opened_for_an_hour_is_not_hers_to_take_out(house: House, opens: Opens) -> None:
    given(house)
    assert "/export/view/" in screen.read(opens("patient", patient=facts.PATIENT))
    with house.database.write() as connection:
        for one in (said.restriction(facts.NURSE), said.glass(entered_by=facts.OTHER_NURSE)):
            statements.say(connection, one)
    told = screen.read(opens("patient", client=house.sign_in(facts.OTHER_NURSE), patient=facts.PATIENT))
    assert "Session 2, 2 Mar 2026" in told
    assert "/export/" not in told


def charts(test: AppTest) -> list[Any]:
    """The pictures on the screen."""
    return [*test.get("arrow_vega_lite_chart"), *test.get("vega_lite_chart")]


def test_a_patient_without_a_session_has_no_export_and_can_start_one(house: House, opens: Opens) -> None:
    patient = house.patient(given_name="Bob")
    test = opens("patient", patient=patient)
    assert "Bob Example" in screen.read(test)
    assert "0 sessions" in screen.read(test)
    assert "/export/" not in screen.read(test)
    screen.press(test, "Start session")
    assert [one.value for one in test.subheader] == ["Start session"]
    assert "Bob Example" in screen.read(test)


@pytest.mark.parametrize(
    "address", [{}, {"patient": "nonsense"}, {"patient": UUID(int=99)}, {"patient": facts.TREATMENT}]
)
def test_an_unknown_patient_is_nobody_and_nothing_can_be_written(opens: Opens, address: dict[str, object]) -> None:
    test = opens("patient", **address)
    assert "No patient is chosen" in screen.read(test)
    assert "Alice" not in screen.read(test)
    assert len(test.button) == 0


def test_sessions_without_drug_are_named_with_their_pressure_and_those_who_never_came(
    house: House, opens: Opens
) -> None:
    held, other = (house.session(time, patient_id=facts.PATIENT) for time in ("09:00", "10:00"))
    assert house.post("decisions", {"decision": "hold", "words": "168/99"}, held).status_code == 201
    for session in (held, other):
        assert house.post("ends", {"how": "not_started"}, session).status_code == 201
    opened.say(house.database, said.appointment("11:00", state="not_come"))
    told = screen.read(opens("patient", patient=facts.PATIENT))
    assert "<h3>Held or not given</h3><b>2 of 3</b>" in told
    assert "<span>held:</span><span>session 1, 2 Mar 2026, pressure unknown</span>" in told
    assert "<span>not started:</span><span>session 2, 2 Mar 2026, pressure unknown</span>" in told
    assert "1 did not come (2 Mar 2026)" in told
    assert "session 3 still open" in told


def test_a_prescriber_says_on_which_scale_the_oxygen_is_scored(house: House, opens: Opens) -> None:
    own = INFUSION.model_copy(
        update={"id": facts.PROTOCOL, "key": "own_s", "name": "Ours", "scores": (ScoreName.NEWS2,)}
    )
    assert "NEWS2" not in screen.read(opens("patient", patient=facts.PATIENT))
    with house.database.write() as connection:
        protocols.publish(connection, own, said.offer(own.id))
        person = facts.staff("Dr Lind", id=facts.PRESCRIBER, initials="DL", roles=(Role.PRESCRIBER,))
        staff.add(connection, person)
    test = opens("patient", patient=facts.PATIENT)
    assert "NEWS2: SpO2 scale 1, nobody has said otherwise" in screen.read(test)
    assert "Prescribe this scale" not in [one.label for one in test.button]
    test = opens("patient", client=house.sign_in(facts.PRESCRIBER), patient=facts.PATIENT)
    screen.press(test, "Prescribe this scale")
    assert "Scale" in screen.errors(test)[0]
    test.radio[0].set_value("2, for a prescribed target of 88 to 92 %")
    screen.fill(test, Reason="COPD, target 88 to 92")
    screen.press(test, "Prescribe this scale")
    assert "NEWS2: SpO2 scale 2, Dr Lind, 2 Mar 2026: COPD, target 88 to 92" in screen.read(test)
